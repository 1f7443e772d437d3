"""A real HTTP service that plays scripted answers, and a model of twelve questions."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from model.question import Answer, Question
from model.types import Area, Aspect, Level, Model

REQUESTS = Path(__file__).parents[1] / "requests"


class Service:
    """Answers each POST with the next of `script`: a JSON object, or a status with bytes."""

    def __init__(self) -> None:
        self.script: list[dict[str, Any] | tuple[int, bytes]] = []
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.delay = 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, path: str, body: bytes) -> tuple[int, bytes]:
        self.paths.append(path)
        self.requests.append(json.loads(body))
        time.sleep(self.delay)
        answer = self.script.pop(0)
        return answer if isinstance(answer, tuple) else (200, json.dumps(answer).encode())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self.take

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                status, body = take(self.path, self.rfile.read(int(self.headers["Content-Length"])))
                with suppress(ConnectionError):  # the client may have given up
                    self._answer(status, body)

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Stay silent."""

        return Handler


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


@pytest.fixture
def sample() -> Callable[[str], dict[str, Any]]:
    """Read a recorded request, such as "alexa/sam_AlexaStartSession"."""
    return lambda name: json.loads((REQUESTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def model() -> Model:
    answers = (
        Answer("none", 0, "Nog niet", "Nog niet", ("niet", "nooit")),
        Answer("some", 50, "Soms wel", "Soms", ("soms", "af en toe")),
        Answer("much", 100, "WhatsApp elke dag", "Elke dag", ("elke dag", "dagelijks")),
    )
    questions = tuple(
        Question(
            id=f"q{number}",
            aspect="a",
            spoken=f"Doen jullie dit met thema {number}?",
            short=f"Thema {number}, gebeurt dat?",
            example=f"Denk aan voorbeeld {number}. Wat past?",
            screen=f"Thema {number}",
            why="Daarom.",
            source="test",
            answers=answers,
        )
        for number in range(1, 13)
    )
    aspect = Aspect("a", "area", "A", "a", "Wat?", "Nu over a.")
    return Model("t", (Level(1, "Starter", 0, "Start."),), (Area("area", "Area"),), (aspect,), questions, ())
