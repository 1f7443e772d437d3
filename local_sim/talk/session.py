"""A conversation that is kept in a folder: the sound of each answer as WAV, and session.json."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from local_sim.errors import SimulatorError
from local_sim.listen.level import RATE
from local_sim.listen.utterance import Alternative
from local_sim.platforms import Heard
from local_sim.speak.synthesis import write_wav
from local_sim.talk.answer import Answer

FILE = "session.json"
_MOST_TURNS, _MOST_BYTES = 1_000, 10_000_000
_LONGEST_TURN = 600.0
_CODE = re.compile(r"\bcode \d[\d,. ]*\d")
"""The code to go on elsewhere is another one each time."""
_SoundName = Annotated[str, Field(pattern=r"^[\w-]+\.wav$")]


@dataclass(frozen=True)
class Turn:
    """What the bot `asked`, the file of the `sound` that answered, and what was `heard` ("" is silence, or nothing
    that could be understood), with its alternatives, the likeliest first. `after` is how many seconds a live answer
    took from the reply on, 0 for others: the bot minds the pace."""

    asked: str
    sound: _SoundName
    heard: str
    alternatives: tuple[Alternative, ...] = ()
    after: Annotated[float, Field(ge=0, le=_LONGEST_TURN)] = 0.0


@dataclass(frozen=True)
class Session:
    """A conversation over `channel`; `last` is what the bot said after the last turn."""

    channel: str
    turns: Annotated[tuple[Turn, ...], Field(max_length=_MOST_TURNS)] = ()
    last: str = ""


_FORM = TypeAdapter(Session)


class Record:
    """Takes down a conversation, in `folder` when that is given. Only the owner may read it: it is somebody's voice."""

    def __init__(self, channel: str, folder: Path | None = None) -> None:
        """Make the folder. Raises SimulatorError when it holds a conversation already or cannot be made."""
        self.session = Session(channel)
        self._folder = folder
        if folder is None:
            return
        if (folder / FILE).exists():
            raise SimulatorError(f"In {folder} staat al een opgenomen gesprek: geef bij --record een andere map.")
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass  # what can't be kept should be known before anybody talks
        except OSError as error:
            raise _unusable(folder, error) from error

    def turn(self, asked: Heard, answer: Answer, after: float = 0.0) -> None:
        """Keep one turn; `after` as in Turn."""
        turns = self.session.turns
        name, heard = f"{len(turns) + 1:02}.wav", answer.utterance
        kept = Turn(asked.speech, name, heard.words, heard.alternatives, min(after, _LONGEST_TURN))
        if self._folder:
            file = self._folder / kept.sound
            file.touch(mode=0o600)
            write_wav(file, np.frombuffer(answer.sound, "<i2").astype(np.int16), RATE)
        self.session = replace(self.session, turns=(*turns, kept))
        self._write()

    def end(self, last: Heard) -> None:
        """Keep what the bot said last."""
        self.session = replace(self.session, last=last.speech)
        self._write()

    def _write(self) -> None:
        if self._folder:
            file = self._folder / FILE
            try:
                file.touch(mode=0o600)
                file.write_bytes(_FORM.dump_json(self.session, indent=2) + b"\n")
            except OSError as error:
                raise _unusable(self._folder, error) from error


def read_session(folder: Path) -> Session:
    """Read a kept conversation. Raises SimulatorError when it is not there or damaged."""
    file = folder / FILE
    try:
        with file.open("rb") as source:
            text = source.read(_MOST_BYTES)
        return _FORM.validate_json(text)
    except OSError as error:
        raise SimulatorError(
            f"In {folder} staat geen opgenomen gesprek ({error.strerror}): noem een map die --record heeft gemaakt."
        ) from error
    except ValidationError as error:
        raise SimulatorError(f"{file} is beschadigd of te groot: neem het gesprek opnieuw op met --record.") from error


def differences(before: Session, now: Session) -> Iterator[str]:
    """Tell in Dutch, turn by turn, where `now` was heard or answered otherwise than `before`."""
    for number, (old, new) in enumerate(zip_longest(before.turns, now.turns), 1):
        if old is None or new is None:
            yield f"Beurt {number} {'kwam erbij' if old is None else 'kwam niet meer: het gesprek was al afgelopen'}."
            return
        if _same(old.asked) != _same(new.asked):
            yield f"Beurt {number}, de bot zei eerst «{old.asked}» en nu «{new.asked}»."
        if old.heard != new.heard:
            yield f"Beurt {number}, verstaan werd eerst «{old.heard}» en nu «{new.heard}»."
    if _same(before.last) != _same(now.last):
        yield f"Aan het eind zei de bot eerst «{before.last}» en nu «{now.last}»."


def _same(speech: str) -> str:
    return _CODE.sub("code", speech)


def _unusable(folder: Path, error: OSError) -> SimulatorError:
    return SimulatorError(f"In {folder} kan ik niets bewaren ({error.strerror}): geef bij --record een andere map.")
