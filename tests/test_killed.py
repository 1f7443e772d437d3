"""A service that is killed between two turns goes on with the answers kept."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from local_sim.client import Client
from local_sim.platforms import Platform
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from tests.fleet import free_port, wait_for

ROOT = Path(__file__).parent.parent


@contextmanager
def killed_afterwards(folder: Path, port: int) -> Iterator[str]:
    """Run the service in a process group of its own, and end all of it with SIGKILL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fulfillment.cli", "serve", "--port", str(port)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CHECKBOT_VERIFY_REQUESTS": "off"},
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for([url], within=30)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def port() -> int:
    return free_port()


def test_a_caller_whose_body_never_comes_stops_nobody_else(tmp_path: Path, port: int) -> None:
    with killed_afterwards(tmp_path, port) as url, ExitStack() as stalled:
        for _ in range(4):
            connection = stalled.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(
                b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
            )
        with Client(url, Alexa()) as client:
            assert "Checkbot" in client.start().speech


@pytest.mark.parametrize("platform", [Alexa, Actions])
def test_a_killed_service_goes_on_with_the_answers_kept(
    tmp_path: Path, port: int, platform: type[Alexa] | type[Actions]
) -> None:
    caller: Platform = platform()
    with killed_afterwards(tmp_path, port) as url, Client(url, caller) as client:
        client.start()
        client.say("ja")
        client.say("sla over")
        assert "op één plek." in client.say("de tweede").speech
    with killed_afterwards(tmp_path, port) as url, Client(url, caller) as client:
        assert "alleen bij servicevragen." in client.say("de tweede").speech
        assert "vraag 3 van 20" in client.say("hoe ver zijn we").speech
