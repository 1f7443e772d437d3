"""Amazon's types are read and written as the SDK's own serializer does it."""

import json
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_model.ui import SimpleCard
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.channels.alexa.serializer import CompiledSerializer
from local_sim.platforms.alexa import Alexa

OURS, THEIRS = CompiledSerializer(), DefaultSerializer()
RECORDED = sorted((Path(__file__).parent.parent / "requests" / "alexa").glob("*.json"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=5), inside, max_size=2),
    max_leaves=4,
)


def read(serializer: Any, text: str, kind: Any = RequestEnvelope) -> Any:
    try:
        return serializer.deserialize(text, kind)
    except SerializationException:
        return SerializationException


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_recorded_request_gives_the_same_objects(recorded: Path) -> None:
    text = recorded.read_text(encoding="utf-8")
    ours = OURS.deserialize(text, RequestEnvelope)
    assert ours == THEIRS.deserialize(text, RequestEnvelope)
    assert OURS.serialize(ours) == THEIRS.serialize(ours)


@pytest.mark.parametrize("kind", sorted(Request.discriminator_value_class_map))
def test_each_kind_of_request_gives_the_same_objects(kind: str) -> None:
    envelope = Alexa(screen=True).start()
    envelope["request"] |= {"type": kind, "nieuw": {"veld": 1}}
    assert read(OURS, json.dumps(envelope)) == read(THEIRS, json.dumps(envelope)) != SerializationException


def paths(part: Any, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    inside = part.items() if isinstance(part, dict) else ()
    return [at, *(path for key, value in inside for path in paths(value, (*at, key)))]


ENVELOPE = Alexa(screen=True)
ENVELOPE.start()
TYPED = ENVELOPE.say("we verkopen tuinspullen")


@given(st.sampled_from(paths(TYPED)[1:]), _VALUES)
def test_a_field_of_another_kind_gives_the_same_or_is_refused(path: tuple[str, ...], value: Any) -> None:
    envelope = json.loads(json.dumps(TYPED))
    part = envelope
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    ours, theirs = read(OURS, json.dumps(envelope)), read(THEIRS, json.dumps(envelope))
    # The SDK takes an empty list or text for an object without fields.
    assert ours == theirs or (ours is SerializationException and value in ("", []))


@pytest.mark.parametrize("moment", ["2026-11-22T10:15:00Z", "2026-11-22T10:15:00.5+01:00", "22 Nov 2026 10:15", "ooit"])
def test_a_moment_is_read_however_it_is_written(moment: str) -> None:
    text = json.dumps({"request": {"type": "LaunchRequest", "timestamp": moment}})
    assert read(OURS, text) == read(THEIRS, text)


def test_what_is_no_json_is_refused() -> None:
    assert read(OURS, "{") is SerializationException
    assert OURS.deserialize(None, RequestEnvelope) is None


def test_an_answer_is_written_the_same() -> None:
    response = Response(card=SimpleCard("Titel", "Tekst"), should_end_session=False)
    envelope = ResponseEnvelope("1.0", {"reply": 3, "lijst": [1.5, None, True]}, response=response)
    assert OURS.serialize(envelope) == THEIRS.serialize(envelope)
