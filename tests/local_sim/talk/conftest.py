"""The real recogniser and voices, on a scripted service."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from local_sim.client import Client
from local_sim.listen.models import choose
from local_sim.platforms.alexa import Alexa
from tests.local_sim import voice_extra
from tests.local_sim.listen.conftest import needed

voice_extra.require()
needed("vosk", "soundfile", "soxr")


@pytest.fixture(scope="session")
def ear() -> Any:
    from local_sim.listen.ear import Ear

    return Ear(choose(None, ()))


@cache
def sound_of(words: str, variant: str = "f2") -> bytes:
    """Give what a microphone hears of `words`."""
    from local_sim.voice.speaking import Voice, spoken

    return spoken(words, Voice(variant)).tobytes()


def wav(path: Path, sound: bytes) -> Path:
    import numpy as np

    from local_sim.speak.synthesis import write_wav

    write_wav(path, np.frombuffer(sound, "<i2"), 16_000)
    return path


def ssml(text: str) -> dict[str, Any]:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{text}</speak>"}}


def asks(speech: str, *, ends: bool = False) -> dict[str, Any]:
    return {"response": ssml(speech) | {"reprompt": ssml("Doen jullie dit?"), "shouldEndSession": ends}}


@pytest.fixture
def hold(ear, service, model) -> Callable[..., str]:
    """Hold a conversation on the service's `script` and give the page."""
    from local_sim.talk.conversation import Conversation
    from local_sim.talk.page import TalkPage
    from local_sim.talk.session import Record
    from local_sim.talk.voice import Voice

    def hold(script, source, *, speaker=None, record=None, timeout=5.0):
        service.script = script
        printed = io.StringIO()
        page = TalkPage(Console(file=printed, width=200))
        voice = Voice(speaker, page.tell)
        with Client(service.url, Alexa(), timeout=timeout) as client:
            try:
                Conversation(client, ear, model, source, voice, page, record or Record("alexa")).hold()
            finally:
                voice.close()
                hold.page = printed.getvalue()
        return hold.page

    return hold
