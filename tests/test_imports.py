"""Imports point inward: model knows nobody, voice_models knows model, the conversation knows both, and so on."""

import ast
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    "model": set(),
    "voice_models": {"model"},
    "fulfillment/conversation": {"model", "voice_models"},
    "fulfillment/channels": {"model", "voice_models", "fulfillment/conversation"},
    "fulfillment/report": {"model", "fulfillment/conversation"},
    "fulfillment/script": {"model", "voice_models", "fulfillment/conversation"},
    "fulfillment/mail": {"model", "fulfillment/conversation"},
    "fulfillment/storage": {"model", "fulfillment/conversation"},
    "fulfillment/handover": {"model"},
    "fulfillment/privacy": {
        "model",
        "fulfillment/conversation",
        "fulfillment/report",
        "fulfillment/handover",
        "fulfillment/storage",
        "fulfillment/codes",
        "fulfillment/errors",
    },
    "fulfillment/statistics": {
        "model",
        "voice_models",
        "fulfillment/conversation",
        "fulfillment/storage",
        "fulfillment/errors",
    },
    "fulfillment/pages": {
        "model",
        "fulfillment/conversation",
        "fulfillment/report",
        "fulfillment/handover",
        "fulfillment/storage",
        "fulfillment/privacy",
        "fulfillment/aftermath",
        "fulfillment/callers",
        "fulfillment/codes",
        "fulfillment/limits",
        "fulfillment/reports",
    },
    "fulfillment/roleplay": {
        "model",
        "local_sim",
        "fulfillment/conversation",
        "fulfillment/mail",
        "fulfillment/storage",
        "fulfillment/assembly",
        "fulfillment/errors",
        "fulfillment/loopback",
        "fulfillment/settings",
        "fulfillment/speech",
    },
    "fulfillment/commands": {
        "model",
        "voice_models",
        "fulfillment/script",
        "fulfillment/mail",
        "fulfillment/storage",
        "fulfillment/assembly",
        "fulfillment/bounces",
        "fulfillment/browse",
        "fulfillment/simulate",
        "fulfillment/talk",
        "fulfillment/errors",
        "fulfillment/examples",
        "fulfillment/explain",
        "fulfillment/lessons",
        "fulfillment/post",
        "fulfillment/roleplay",
        "fulfillment/settings",
        "fulfillment/speech",
        "local_sim",
        "fulfillment/privacy",
        "fulfillment/statistics",
        "fulfillment/tidying",
    },
    "fulfillment/operation": {"fulfillment/channels", "fulfillment/storage"},
    "local_sim": {"model", "voice_models"},
}
OURS = ("model", "voice_models", "fulfillment", "local_sim")
FORBIDDEN_IN_CONVERSATION = {"flask", "sqlalchemy", "time", "random", "uuid", "os", "socket", "logging"}
CLOCKS = {"now", "utcnow", "today"}
CHANNELS = ("alexa", "actions", "dialogflow_es", "dialogflow_cx")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide where they point"
            yield node.module or ""


def room_of(module: str) -> str:
    first, _, rest = module.partition(".")
    return first if first != "fulfillment" else f"{first}/{rest.partition('.')[0]}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_further_inside(room: str) -> None:
    outward = {
        (file.name, module)
        for file in (ROOT / room).rglob("*.py")
        for module in imports(file)
        if module.split(".")[0] in OURS and room_of(module) not in ROOMS[room] | {room}
    }
    assert not outward


def test_the_conversation_has_no_clock_no_chance_and_no_input_or_output() -> None:
    found = {
        (file.name, module)
        for file in (ROOT / "fulfillment/conversation").rglob("*.py")
        for module in imports(file)
        if module.split(".")[0] in FORBIDDEN_IN_CONVERSATION
    }
    assert not found


def test_nothing_in_the_conversation_asks_a_clock() -> None:
    asked = {
        (file.name, node.attr)
        for file in (ROOT / "fulfillment/conversation").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    }
    assert not asked


def test_channels_do_not_import_each_other() -> None:
    crossing = {
        (file.name, module)
        for own, other in permutations(CHANNELS, 2)
        for file in (ROOT / "fulfillment/channels" / own).rglob("*.py")
        for module in imports(file)
        if module.startswith(f"fulfillment.channels.{other}")
    }
    assert not crossing


def test_every_room_of_the_project_has_its_rule() -> None:
    rooms = {
        room_of(".".join(file.relative_to(ROOT).with_suffix("").parts[:2]))
        for top in OURS
        for file in (ROOT / top).rglob("*/*.py")
    }
    assert {room for room in rooms if (ROOT / room).is_dir()} <= set(ROOMS)
