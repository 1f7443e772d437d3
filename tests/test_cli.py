"""The command: a wrong word is one Dutch line on stderr and exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest

EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is refused


def checkbot(folder: Path, *words: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "fulfillment.cli", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parent.parent),
            **environment,
        },
    )


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("demo",),
        ("roleplay",),
        ("simulate",),
        ("serve",),
        ("worker",),
        ("speech", "fetch"),
        ("db",),
        ("db", "upgrade"),
        ("mail",),
    ],
)
def test_every_command_explains_itself(tmp_path: Path, words: tuple[str, ...]) -> None:
    shown = checkbot(tmp_path, *words, "--help")
    assert shown.returncode == 0
    assert "Usage: " in shown.stdout


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (("foo",), {}, "opdracht 'foo' bestaat niet"),
        (("serve", "--foo"), {}, "optie --foo bestaat niet"),
        (("serve", "--port", "veel"), {}, "deze waarde kan niet"),
        (("simulate",), {}, "kies --voice om te praten, --browser om ook te klikken"),
        (("simulate", "--text", "--voice"), {}, "kies --voice om te praten, --browser om ook te klikken"),
        (("simulate", "--text", "--persona", "p.yaml"), {}, "--persona hoort bij --browser"),
        (("simulate", "--browser", "--url", "http://127.0.0.1:9"), {}, "--url en --user horen bij --voice en --text"),
        (("simulate", "--voice", "ja.wav"), {}, "--wav antwoord1.wav"),
        (("simulate", "--voice", "--wav"), {}, "--wav antwoord1.wav"),
        (("simulate", "--voice", "--wav", "weg.wav"), {}, "weg.wav is niet te lezen"),
        (("simulate", "--replay", "weg"), {}, "In weg staat geen opgenomen gesprek"),
        (("simulate", "--voice", "--channel", "fax"), {}, "kies --channel alexa, actions, dialogflow-es"),
        (("simulate", "--text", "--channel", "fax"), {}, "kies --channel alexa, actions, dialogflow-es, dialogflow-cx"),
        (("simulate", "--text", "--url", "http://127.0.0.1:9"), {}, "is niet bereikbaar"),
        (("serve",), {"CHECKBOT_SMTP_URL": "ftp://x"}, "CHECKBOT_SMTP_URL: Begin met smtp://"),
        (("serve",), {"CHECKBOT_VERIFY_REQUESTS": "misschien"}, "CHECKBOT_VERIFY_REQUESTS: kies on of off"),
        (("serve",), {"CHECKBOT_SIMULATOR": "on"}, "CHECKBOT_SIMULATOR: de simulator werkt alleen met"),
        (
            ("serve",),
            {
                "CHECKBOT_SIMULATOR": "on",
                "CHECKBOT_SIMULATOR_PERSONAS": "weg.yaml",
                "CHECKBOT_VERIFY_REQUESTS": "off",
            },
            "CHECKBOT_SIMULATOR_PERSONAS: weg.yaml: niet te lezen",
        ),
        (("serve",), {"CHECKBOT_SECRET_KEYS": "kort"}, "minstens 16 tekens"),
        (("serve",), {"CHECKBOT_MAIL_FROM": "Checkbot"}, "CHECKBOT_MAIL_FROM: schrijf één adres"),
        (("serve",), {"CHECKBOT_MAIL_FROM": "a@b.nl, c@d.nl"}, "CHECKBOT_MAIL_FROM: schrijf één adres"),
        (("serve",), {"CHECKBOT_DATABASE_URL": "sqlite:///:memory:"}, "noem een bestand"),
        (("mail", "bounces", "weg"), {}, "weg is niet te gebruiken"),
        (("mail", "show", "abcdef"), {}, "er is geen mail abcdef"),
        (("speech", "fetch", "reus"), {}, "kies small of large"),
        (
            ("speech", "fetch", "--url", "http://127.0.0.1:9/x.zip"),
            {},
            "Ophalen van http://127.0.0.1:9/x.zip lukt niet",
        ),
        (("speech", "hear", "weg.wav"), {"CHECKBOT_SPEECH_MODEL": "weg"}, "In weg staat geen heel spraakmodel"),
        (("speech", "hear", "weg.wav", "--question", "x"), {}, "vraag x ken ik niet"),
        (("roleplay", "--company", "bakker"), {}, "Bedrijf bakker ken ik niet: kies starter, webshop, frontrunner"),
        (("roleplay", "--company", "\x1b[2Jx"), {}, "Bedrijf \N{REPLACEMENT CHARACTER}[2Jx ken ik niet"),
        (("roleplay", "--company", "weg.yaml"), {}, "weg.yaml is niet te lezen"),
        (("roleplay", "--channel", "fax"), {}, "kies --channel alexa, actions, dialogflow-es, dialogflow-cx"),
        (("roleplay", "--times", "0"), {}, "deze waarde kan niet"),
        (("roleplay", "--noise", "90"), {}, "deze waarde kan niet"),
        (("roleplay",), {"CHECKBOT_SPEECH_MODEL": "weg"}, "In weg staat geen heel spraakmodel"),
        (("worker",), {"CHECKBOT_BOUNCES": "weg"}, "CHECKBOT_BOUNCES: noem een Maildir"),
        (
            ("db", "upgrade"),
            {"CHECKBOT_DATABASE_URL": "postgresql://127.0.0.1:9/y"},
            "controleer CHECKBOT_DATABASE_URL",
        ),
        (("serve",), {"CHECKBOT_DATABASE_URL": "mysql://x/y"}, "CHECKBOT_DATABASE_URL: kies sqlite:///"),
        (("db", "upgrade"), {"CHECKBOT_DATABASE_URL": "sqlite:////proc/x/y.db"}, "controleer pad en rechten"),
        (("serve", "--host", EVERYWHERE), {"CHECKBOT_VERIFY_REQUESTS": "off"}, "mag alleen op 127.0.0.1"),
        (("serve", "--host", EVERYWHERE), {}, "CHECKBOT_SECRET_KEYS ontbreekt"),
        (("serve",), {"CHECKBOT_VERIFY_REQUESTS": "off", "CHECKBOT_BASE_URL": "https://x.nl"}, "past niet bij een"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    tmp_path: Path, words: tuple[str, ...], environment: dict[str, str], told: str
) -> None:
    shown = checkbot(tmp_path, *words, **environment)
    assert shown.returncode == 2
    assert told in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_a_wrong_setting_is_named_without_its_value(tmp_path: Path) -> None:
    shown = checkbot(tmp_path, "serve", CHECKBOT_SMTP_URL="smtp://jan:geheim@")
    assert "geheim" not in shown.stderr + shown.stdout


@pytest.mark.parametrize("channel", ["alexa", "actions", "dialogflow-es", "dialogflow-cx"])
def test_typed_lines_from_a_pipe_hold_a_conversation(tmp_path: Path, channel: str) -> None:
    typed = "ja\nsla over\nde tweede\n\nstop\n"
    shown = checkbot(tmp_path, "simulate", "--text", "--channel", channel, stdin=typed)
    assert shown.returncode == 0, shown.stderr
    assert "Jij: de tweede" in shown.stdout
    assert "Checkbot: Oké, op één plek." in shown.stdout
    assert "Bij stilte:" in shown.stdout
    assert ("[Nog nergens]" in shown.stdout) == (channel != "alexa")
    assert "bewaard" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_the_same_user_goes_on_where_the_conversation_was_left(tmp_path: Path) -> None:
    for channel in ("alexa", "actions", "dialogflow-es", "dialogflow-cx"):
        words = ("simulate", "--text", "--channel", channel, "--user", "sanne")
        checkbot(tmp_path, *words, stdin="ja\nsla over\nde tweede\nstop\n")
        assert "Welkom terug" in checkbot(tmp_path, *words, stdin="").stdout


def test_an_empty_secret_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret-keys").touch()
    assert "leeg, te kort of beschadigd" in checkbot(tmp_path, "serve").stderr


def test_developments_own_secret_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    checkbot(tmp_path, "simulate", "--text", stdin="")
    secret = tmp_path / "var" / "secret-keys"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) >= 32
