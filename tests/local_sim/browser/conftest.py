"""A real service with the simulator on, in a process of its own, and its doors."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import urllib3
from werkzeug.serving import make_server

from fulfillment.loopback import service
from tests.conftest import Service

PERSONA = """
name: Bolle
product: de winkelhulp
form: u
birthday: 2020-02-02
models: [Nijntje, Bob Ross]
dos: [rustig]
donts: [haasten]
answers:
  who: Ik ben een computer.
  machine: Ik ben een computer.
  birthday: In februari.
  thanks: Tot uw dienst.
"""


@dataclass(frozen=True)
class Doors:
    """The page's own way to the service, without a browser."""

    url: str
    pool: urllib3.PoolManager

    def post(self, path: str, asked: Any, **headers: str) -> urllib3.BaseHTTPResponse:
        own = {"Origin": self.url, "Sec-Fetch-Site": "same-origin"}
        data = {"body": asked} if isinstance(asked, bytes) else {"json": asked}
        kind = {"Content-Type": "application/octet-stream"} if isinstance(asked, bytes) else {}
        return self.pool.request(
            "POST", f"{self.url}/simulator/conversations{path}", headers=own | kind | headers, **data
        )

    def begin(self, channel: str = "actions", persona: int = 0) -> tuple[str, dict[str, Any]]:
        answer = self.post("", {"channel": channel, "persona": persona})
        assert answer.status == 200, answer.data
        told = answer.json()
        return told["id"], told["turn"]

    def take(self, id: str, act: str, words: str = "") -> dict[str, Any]:
        answer = self.post(f"/{id}/turns", {"act": act, "words": words})
        assert answer.status == 200, answer.data
        return answer.json()["turn"]


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("simulator")
    (folder / "bolle.yaml").write_text(PERSONA, encoding="utf-8")
    settings = {
        "CHECKBOT_DATABASE_URL": f"sqlite:///{folder / 'checkbot.db'}",
        "CHECKBOT_SMTP_URL": f"maildir:{folder / 'mail'}",
        "CHECKBOT_SECRET_KEYS": "a-key-of-this-test",
        "CHECKBOT_SIMULATOR": "on",
        "CHECKBOT_SIMULATOR_PERSONAS": str(folder / "bolle.yaml"),
    }
    with service(folder / "service.log", settings) as url:
        yield url


@pytest.fixture
def doors(address: str) -> Iterator[Doors]:
    with urllib3.PoolManager(retries=False, timeout=20) as pool:
        yield Doors(address, pool)


@pytest.fixture
def serving(make_service: Callable[..., Service]) -> Iterator[Callable[[], str]]:
    """Serve the page from this process, in which a test can change what is installed."""
    servers = []

    def serve() -> str:
        server = make_server("127.0.0.1", 0, make_service(simulator=True).app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
