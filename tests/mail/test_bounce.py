"""Notices as Postfix, Exim, Exchange, Outlook and Gmail write them, and mails that are no notices or pretend to be."""

import time
from pathlib import Path

import pytest

from fulfillment.mail.bounce import LONGEST, Notice, Outcome, read_notice

FOLDER = Path(__file__).parent / "bounces"
OURS = "<5b1f0c9e2d7a4e63a1c8f04d9b6e7a21@checkbot.voorbeeld.nl>"
REPORT = b"Content-Type: multipart/report; boundary=a\n\n"
BACK, LATE = Outcome.BOUNCED, Outcome.DELAYED


def sample(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def notice(content: bytes) -> Notice:
    found = read_notice(content)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("postfix_unknown", BACK, "het adres bestaat niet (5.1.1)"),
        ("postfix_expired", BACK, "de mailserver van de ontvanger was niet bereikbaar (4.4.1)"),
        ("postfix_delayed", LATE, "de mailserver van de ontvanger was niet bereikbaar (4.4.1)"),
        ("exim_unknown", BACK, "niet bezorgd (5.0.0)"),
        ("exchange_unknown", BACK, "het adres bestaat niet (5.1.10)"),
        ("outlook_full", BACK, "de mailbox is vol (5.2.2)"),
        ("gmail_unknown", BACK, "het adres bestaat niet (5.1.1)"),
        ("gmail_delayed", LATE, "de mailserver van de ontvanger was niet bereikbaar (4.4.1)"),
    ],
)
def test_a_notice_tells_what_became_of_which_mail(name: str, outcome: Outcome, reason: str) -> None:
    assert notice(sample(name)) == Notice(outcome, reason, (OURS,))


def test_every_sample_is_read() -> None:
    unread = {file.stem for file in FOLDER.glob("*.eml") if read_notice(file.read_bytes()) is None}
    assert unread == {"out_of_office"}


@pytest.mark.parametrize("name", [file.stem for file in FOLDER.glob("*.eml") if file.stem != "out_of_office"])
def test_line_ends_do_not_matter(name: str) -> None:
    unix = sample(name).replace(b"\r\n", b"\n")
    assert read_notice(unix.replace(b"\n", b"\r\n")) == read_notice(unix)


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("postfix_unknown", (b"Message-ID: <5b1f", b"X-Lost: <5b1f")),  # the envelope id remains
        ("postfix_unknown", (b"Original-Envelope-Id", b"X-Lost")),  # the returned headers remain
        ("exim_unknown", (b"References", b"X-Lost")),
        ("gmail_unknown", (b"\nMessage-ID: <5b1f", b"\nX-Lost: <5b1f")),
    ],
)
def test_one_place_that_names_the_mail_is_enough(source: str, lost: tuple[bytes, bytes]) -> None:
    changed = sample(source).replace(*lost)
    assert changed != sample(source)
    assert OURS in notice(changed).message_ids


@pytest.mark.parametrize(
    "change",
    [
        (b"Action: failed", b"Action: delivered"),
        (b"Action: failed", b"Action: relayed"),
        (b"Action: failed", b"Action: expanded"),
        (b"Action: failed", b"X-Action: failed"),
        (b"Status: 5.1.1", b"Status: 2.1.5"),
        (b"Status: 5.1.1", b"Status: none"),
        (b"Content-Type: message/delivery-status", b"Content-Type: text/plain"),
        (b"Content-Type: multipart/report", b"Content-Type: multipart/mixed"),
        (b"Content-Type: multipart/report", b"Content-Type: message/delivery-status"),
    ],
)
def test_what_is_no_notice_of_failure(change: tuple[bytes, bytes]) -> None:
    changed = sample("postfix_unknown").replace(*change, 1)
    assert changed != sample("postfix_unknown")
    assert read_notice(changed) is None


def test_an_address_that_stands_for_several_is_back_only_when_none_got_it() -> None:
    second = b"Action: failed\n\nFinal-Recipient: rfc822; b@winkel.example\nAction: %s\n"
    mixed = sample("postfix_unknown").replace(b"Action: failed\n", second % b"delivered")
    both = sample("postfix_unknown").replace(b"Action: failed\n", second % b"failed")
    assert notice(mixed).outcome is LATE
    assert notice(both).outcome is BACK


def test_the_reason_quotes_nothing_of_the_server() -> None:
    assert not any("@" in notice(file.read_bytes()).reason for file in FOLDER.glob("[!o]*.eml"))


def test_a_report_that_comes_back_whole_is_read_to_its_headers_only() -> None:
    large = sample("exim_unknown").replace(b"Hallo\n", b"UEZE" * 250_000)
    assert len(large) > LONGEST
    assert notice(large).message_ids == (OURS,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 1000,
        b"Content-Type: multipart/report\n\n",
        REPORT + b"--a\nContent-Type: message/delivery-status\n\n",
        b"Content-Type: multipart/report; boundary=a\n\n"
        + b"--a\nContent-Type: message/delivery-status\n\nX: y\n" * 9000,
        REPORT + b"--a\nContent-Type: message/rfc822\n\n" * 8000,
        b"".join(b"Content-Type: multipart/report; boundary=%d\n\n--%d\n" % (n, n) for n in range(5000)),
        b"Content-Type: multipart/report; boundary=a\nReferences: " + b"<a@b> " * 40_000,
        b"Content-Type: multipart/report" + b"; a=b" * 50_000,
        REPORT + b"--a\nContent-Type: message/delivery-status" + b"; a=b" * 50_000,
    ],
)
def test_hostile_mails_are_no_notice_and_cost_little(content: bytes) -> None:
    began = time.monotonic()
    assert read_notice(content) is None
    assert time.monotonic() - began < 5


def test_many_names_in_a_notice_cost_little() -> None:
    content = sample("gmail_unknown").replace(b"In-Reply-To: ", b"In-Reply-To: " + b"<a@b>\n " * 30_000)
    began = time.monotonic()
    read_notice(content)
    assert time.monotonic() - began < 5
