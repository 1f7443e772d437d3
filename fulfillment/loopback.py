"""A service of one's own on loopback, for the demo and the simulator: started, waited for, and stopped."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import urllib3

from fulfillment.errors import CheckbotError

HOST = "127.0.0.1"
_STARTS_WITHIN = 60.0
_STOPS_WITHIN = 10.0


@contextmanager
def service(log: Path, settings: Mapping[str, str], within: float = _STARTS_WITHIN) -> Iterator[str]:
    """Run `checkbot serve` with `settings` on top of the environment, unverified; give its URL.

    What it prints goes to the file `log`. It stops too when this process is gone, however that ended. Raises
    CheckbotError when it does not start `within` so many seconds.
    """
    port = _free_port()
    url = f"http://{HOST}:{port}"
    environment = {"CHECKBOT_BASE_URL": url, **os.environ, **settings, "CHECKBOT_VERIFY_REQUESTS": "off"}
    command = [sys.executable, "-m", "fulfillment.loopback", "serve", "--host", HOST, "--port", str(port)]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own
            command, env=environment, stdin=subprocess.PIPE, stdout=output, stderr=output
        )
    with process:
        try:
            _wait_for(url, process, log, within)
            yield url
        finally:
            _stop(process)


def main() -> None:
    """Run `checkbot` with its arguments, until whoever started it is gone: then the standard input is closed."""
    from fulfillment.cli import main as checkbot

    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    checkbot()


def _end_with_the_starter() -> None:
    # A closed terminal or a kill leaves whoever started us no time to stop us; SIGHUP would make us reload.
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path, within: float) -> None:
    deadline = time.monotonic() + within
    with urllib3.PoolManager(retries=False, timeout=1.0) as pool:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if pool.request("GET", f"{url}/healthz").status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                time.sleep(0.05)
    said = log.read_text(errors="replace").strip().splitlines()
    raise CheckbotError(f"de dienst start niet ({said[-1] if said else 'geen uitvoer'}): zie {log}")


if __name__ == "__main__":
    main()
