import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from fulfillment.channels.fetch import Fetched, FetchFailed, fetch
from tests.channels.conftest import TlsServer, drips, hangs, ok, says

Serve = Callable[..., TlsServer]


def get(server: TlsServer, url: str | None = None, *, limit: int = 1000, seconds: float = 2.0) -> Fetched:
    return fetch(url or server.url, host="localhost", port=server.port, ca=server.ca, limit=limit, seconds=seconds)


def test_a_file_arrives_whole(serve: Serve) -> None:
    server = serve(says(ok(b"chain")))
    assert get(server) == Fetched(b"chain", max_age=0)
    assert server.requests == [b"GET /echo.api/chain.pem HTTP/1.1"]


def test_a_chunked_file_arrives_whole(serve: Serve) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nch\r\n3\r\nain\r\n0\r\n\r\n"
    assert get(serve(says(chunked))).body == b"chain"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Cache-Control: public, max-age=20000, must-revalidate"], 20000),
        (["Cache-Control: max-age=20000", "Age: 500"], 19500),
        (["Cache-Control: max-age=100", "Age: 500"], 0),
        (["Cache-Control: s-max-age=100"], 0),
        (["Cache-Control: no-store, max-age=100"], 0),
        (["Cache-Control: max-age=soon"], 0),
        (["Cache-Control: max-age=100", "Age: old"], 100),
    ],
)
def test_the_host_says_how_long_it_stays_fresh(serve: Serve, headers: list[str], seconds: float) -> None:
    assert get(serve(says(ok(b"keys", *headers)))).max_age == seconds


def test_a_file_of_exactly_the_limit_is_accepted(serve: Serve) -> None:
    assert len(get(serve(says(ok(b"x" * 1000)))).body) == 1000


def test_a_file_over_the_limit_is_not(serve: Serve) -> None:
    with pytest.raises(FetchFailed, match="more than 1000 bytes"):
        get(serve(says(ok(b"x" * 1001))))


def test_a_file_cut_short_is_not_accepted(serve: Serve) -> None:
    with pytest.raises(FetchFailed, match="could not be reached: ProtocolError"):
        get(serve(says(ok(b"x" * 500)[:-1])))


@pytest.mark.parametrize("status", ["204 No Content", "403 Forbidden", "500 Internal Server Error"])
def test_only_a_plain_answer_counts(serve: Serve, status: str) -> None:
    with pytest.raises(FetchFailed, match=f"answered {status[:3]}"):
        get(serve(says(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())))


def test_a_redirect_is_not_followed(serve: Serve) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: /echo.api/other.pem\r\nContent-Length: 0\r\n\r\n"
    server = serve(says(moved))
    with pytest.raises(FetchFailed, match="answered 302"):
        get(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [hangs, drips(ok(b"x" * 900)), drips(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 90)],
    ids=["hangs", "drips the body", "drips the headers"],
)
def test_a_slow_host_is_given_up_in_time(serve: Serve, answer: Callable[..., None]) -> None:
    server = serve(answer)
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=r"did not answer in time|ReadTimeoutError"):
        get(server, seconds=0.5)
    assert time.monotonic() - started < 0.8


def test_many_slow_downloads_give_up_in_time_and_leave_room(serve: Serve) -> None:
    slow, good = serve(hangs), serve(says(ok(b"chain")))
    started = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        downloads = [pool.submit(get, slow, seconds=0.5) for _ in range(20)]
    assert {type(download.exception()) for download in downloads} == {FetchFailed}
    assert time.monotonic() - started < 1
    assert get(good).body == b"chain"


def test_a_host_that_drips_only_a_little_is_waited_for(serve: Serve) -> None:
    whole = ok(b"chain", "Connection: close")
    assert get(serve(drips(whole)), seconds=10).body == b"chain"


def test_nobody_listening_is_a_failure() -> None:
    with pytest.raises(FetchFailed, match="NewConnectionError"):
        fetch("https://localhost:9/", host="localhost", port=9)


def test_a_certificate_we_do_not_trust_is_a_failure(serve: Serve) -> None:
    server = serve(says(ok(b"chain")))
    with pytest.raises(FetchFailed, match="SSLError"):
        fetch(server.url, host="localhost", port=server.port)
    assert server.requests == []


def test_a_certificate_for_another_name_is_a_failure(serve: Serve) -> None:
    with pytest.raises(FetchFailed, match="SSLError"):
        get(serve(says(ok(b"chain")), san="elsewhere.example"))


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:{port}/",
        "https://127.0.0.1:{port}/",
        "https://localhost.example:{port}/",
        "https://localhost/",
        "https://localhost:1/",
        "https://localhost:99999/",
        "https://[localhost:{port}/",
        "https://me:secret@localhost:{port}/",
        "/echo.api/chain.pem",
    ],
)
def test_no_other_address_is_asked(serve: Serve, url: str) -> None:
    server = serve(says(ok(b"chain")))
    with pytest.raises(FetchFailed, match="the address is not"):
        get(server, url.format(port=server.port))
    assert server.requests == []


def test_the_query_goes_along(serve: Serve) -> None:
    server = serve(says(ok(b"chain")))
    get(server, f"https://localhost:{server.port}/file?version=2")
    assert server.requests == [b"GET /file?version=2 HTTP/1.1"]


def test_a_proxy_in_the_environment_is_ignored(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert get(serve(says(ok(b"chain")))).body == b"chain"
