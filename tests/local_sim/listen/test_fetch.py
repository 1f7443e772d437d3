"""Fetching, from a real server that breaks off, lies and moves."""

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.fetch import fetch
from local_sim.listen.models import COMES_ALONG, choose
from local_sim.listen.public import Public, public


class Host:
    """A server of one file. It breaks off after `breaks` bytes of an answer, as often as `times` says."""

    def __init__(self, content: bytes) -> None:
        self.content, self.breaks, self.times = content, 0, 0
        self.ranges, self.status, self.knows_ranges = list[str | None](), 200, True
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.01,)).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/model.zip"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range")
            host.ranges.append(asked)
            start = int(asked[6:-1]) if asked and host.knows_ranges else 0
            every = len(host.content)
            self.send_response(416 if start >= every else 206 if start else host.status)
            self.send_header(
                "Content-Range", f"bytes */{every}" if start >= every else f"bytes {start}-{every - 1}/{every}"
            )
            self.send_header("Content-Length", str(every - start))
            self.end_headers()
            body = host.content[start:]
            if host.times:
                host.times, body = host.times - 1, body[: host.breaks]
            with suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    return Handler


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("zip")
    shutil.copytree(COMES_ALONG, folder / "vosk-test", ignore=shutil.ignore_patterns("recipe", "__pycache__"))
    return Path(shutil.make_archive(str(folder / "model"), "zip", folder, "vosk-test")).read_bytes()


@pytest.fixture
def host(content) -> Iterator[Host]:
    host = Host(content)
    yield host
    host.close()


@pytest.fixture
def model(host) -> Public:
    digest = hashlib.sha256(host.content).hexdigest()
    return Public("vosk-test", host.url, len(host.content), digest, 2 * len(host.content))


def quietly(_there: int, _every: int) -> None:
    """Report nothing."""


def test_a_fetched_model_is_whole_and_used(tmp_path, model):
    told: list[tuple[int, int]] = []
    place = fetch(model, tmp_path, lambda *there_and_every: told.append(there_and_every))
    assert choose(None, (place,)).folder == tmp_path / "vosk-test"
    assert told[-1] == (model.bytes, model.bytes)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vosk-test", "vosk-test.sha256"]


def test_a_model_that_is_there_is_not_fetched_again(tmp_path, model, host):
    fetch(model, tmp_path, quietly)
    fetch(model, tmp_path, quietly)
    assert len(host.ranges) == 1


def test_a_model_that_is_damaged_is_fetched_again(tmp_path, model):
    broken = fetch(model, tmp_path, quietly) / "am/final.mdl"
    broken.unlink()
    fetch(model, tmp_path, quietly)
    assert broken.exists()


def test_a_connection_that_breaks_goes_on_where_it_was(tmp_path, model, host):
    host.breaks, host.times = 3_000_000, 2
    fetch(model, tmp_path, quietly)
    starts = [int(re.search(r"\d+", asked)[0]) for asked in host.ranges if asked]
    assert len(host.ranges) == 3
    assert 0 < starts[0] < starts[1] <= 6_000_000


def test_what_an_earlier_run_left_is_gone_on_with(tmp_path, model, host):
    (tmp_path / "vosk-test.zip").write_bytes(host.content[:5_000_000])
    fetch(model, tmp_path, quietly)
    assert host.ranges == ["bytes=5000000-"]


def test_a_file_that_was_whole_already_is_only_checked(tmp_path, model, host):
    (tmp_path / "vosk-test.zip").write_bytes(host.content)
    assert fetch(model, tmp_path, quietly).is_dir()


def test_a_server_without_ranges_is_asked_for_everything(tmp_path, model, host):
    host.knows_ranges = False
    (tmp_path / "vosk-test.zip").write_bytes(b"x" * 5_000_000)
    assert fetch(model, tmp_path, quietly).is_dir()


def test_a_server_that_keeps_breaking_off_is_told_and_what_came_stays(tmp_path, model, host):
    host.breaks, host.times = 1_000, 100
    with pytest.raises(SimulatorError, match=r"lukt niet: .* verder waar het was"):
        fetch(model, tmp_path, quietly)
    assert (tmp_path / "vosk-test.zip").stat().st_size > 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"bytes": 7}, "hoort er 7 te zijn"),
        ({"sha256": "0" * 64}, "niet wat het hoort te zijn"),
        ({"most_bytes": 1_000_000}, "meer dan het model groot is"),
        ({"url": "http://127.0.0.1:9/x"}, "lukt niet"),
        ({"url": "geen adres"}, "geen geldig adres"),
    ],
)
def test_what_is_not_the_model_is_refused_and_not_installed(tmp_path, model, change, told):
    with pytest.raises(SimulatorError, match=told):
        fetch(replace(model, **change), tmp_path, quietly)
    assert not (tmp_path / "vosk-test").exists()


def test_a_hash_that_is_not_known_is_noted_and_holds_from_then_on(tmp_path, model, host):
    unsure = replace(model, sha256="", bytes=0)
    shutil.rmtree(fetch(unsure, tmp_path, quietly))
    host.content = host.content[:-1] + b"x"
    with pytest.raises(SimulatorError, match="niet wat het hoort te zijn"):
        fetch(unsure, tmp_path, quietly)


def test_a_server_that_refuses_is_told(tmp_path, model, host):
    host.status = 404
    with pytest.raises(SimulatorError, match="antwoordt met HTTP 404"):
        fetch(model, tmp_path, quietly)


def test_the_public_models_are_fetched_over_https():
    assert list(public()) == ["small", "large"]
    assert all(
        model.url.startswith("https://") and model.url.endswith(f"{model.name}.zip") for model in public().values()
    )
