"""Whole conversations, written as YAML, over every channel: the same words lead to the same answers and mail."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from fulfillment.storage.tables import scans, sessions
from fulfillment.storage.vault import Vault
from local_sim.platforms import Heard
from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from tests.conftest import KEY, Line, Service

VAULT = Vault([KEY])
FOLDER = Path(__file__).parent / "dialogues"
CHANNELS: dict[str, Callable[[], Any]] = {
    "alexa": Alexa,
    "actions": Actions,
    "dialogflow-es": DialogflowEs,
    "dialogflow-cx": DialogflowCx,
}


@dataclass(frozen=True)
class Dialogue:
    """One conversation: `turns` are said and heard, `after` is what is left when it is over.

    `settings` are those of its service, as `{handover_to: hulp@voorbeeld.nl}`. In `after` stand `mails` (to whom
    reports went), `handovers` (mails to the colleagues), `scans`, `given` (answers of the finished scan), `sessions`,
    and `kept` (what stands in the session: `{slots: {name: Sanne}, address: null}`).
    """

    name: str
    turns: list[dict[str, Any]]
    after: dict[str, Any]
    settings: dict[str, Any] = field(default_factory=dict)
    channels: tuple[str, ...] = tuple(CHANNELS)


def dialogues() -> list[Any]:
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        for item in yaml.safe_load(file.read_text(encoding="utf-8")):
            dialogue = Dialogue(**{"after": {}, **item})
            found += [
                pytest.param(dialogue, channel, id=f"{file.stem}: {dialogue.name} ({channel})")
                for channel in dialogue.channels
            ]
    return found


@pytest.mark.parametrize(("dialogue", "channel"), dialogues())
def test_dialogue(make_service: Callable[..., Service], dialogue: Dialogue, channel: str) -> None:
    service = make_service(**dialogue.settings)
    line = service.call(CHANNELS[channel]())
    for number, turn in enumerate(dialogue.turns, start=1):
        heard = act(line, turn)
        if heard is not None:
            check(heard, turn, number)
    check_after(service, dialogue.after)


def act(line: Line, turn: dict[str, Any]) -> Heard | None:
    if "open" in turn:
        return line.start()
    if "begin" in turn:
        return begin(line)
    if "result" in turn:
        return result(line)
    if words := said(turn):
        return [line.say(each) for each in words][-1]
    if "silence" in turn:
        return line.silence()
    if "answer_all" in turn:
        return answer_all(line, turn["answer_all"])
    if "hang_up" in turn:
        return line.hang_up()
    raise AssertionError(f"unknown turn {turn}")


def said(turn: dict[str, Any]) -> list[str]:
    """Give what is said in this turn; nothing when something else is done."""
    if "mail_to" in turn:
        return ["ja", turn["mail_to"], "ja"]
    return [turn["say"]] * turn.get("times", 1) if "say" in turn else []


def begin(line: Line) -> Heard:
    """Open, agree, and pass over the name: the first question comes."""
    line.start()
    line.say("ja")
    return line.say("sla over")


def result(line: Line) -> Heard:
    """Answer as few questions as give a result, and hear it."""
    begin(line)
    return [line.say(words) for words in (*["de tweede"] * 5, "geef me het resultaat", "nee")][-1]


def answer_all(line: Line, words: str) -> Heard:
    """Answer every question that is left with the same words, pass over the profile, and hear the result."""
    for _ in range(60):
        heard = line.say(words)
        if "vijf korte vragen" in heard.speech:
            heard = line.say("nee")
        if "mailen" in heard.speech:
            return heard
    raise AssertionError("the scan never came to its result")


def check(heard: Heard, turn: dict[str, Any], number: int) -> None:
    where = f"turn {number} {turn}: {heard.speech}"
    for part in turn.get("hears", []):
        assert part.lower() in heard.speech.lower(), where
    for part in turn.get("not", []):
        assert part.lower() not in heard.speech.lower(), where
    assert heard.ended == bool(turn.get("ends", "hang_up" in turn)), where


def check_after(service: Service, after: dict[str, Any]) -> None:
    to = [mail["To"] for mail in service.deliver()]
    colleagues = service.settings.handover_to
    assert [address for address in to if address != colleagues] == after.get("mails", [])
    assert to.count(colleagues) == after.get("handovers", 0)
    with service.database.begin() as connection:
        given = [json.loads(VAULT.open(row)) for row in connection.scalars(select(scans.c.given))]
        kept = [json.loads(VAULT.open(row)) for row in connection.scalars(select(sessions.c.state))]
    assert len(given) == after.get("scans", 0)
    if "given" in after:
        assert given[0] | after["given"] == given[0]
    if "sessions" in after:
        assert len(kept) == after["sessions"]
    for key, value in after.get("kept", {}).items():
        assert kept[0][key] == (kept[0][key] | value if isinstance(value, dict) and value else value)
