"""The simulator in speech: a microphone or recordings in, the platform's voice and a page out."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from fulfillment.assembly import the_bot
from fulfillment.settings import read_settings
from fulfillment.simulate import service_at
from fulfillment.speech import the_model
from local_sim.client import Client
from local_sim.listen.ear import Ear
from local_sim.listen.recording import record_of
from local_sim.platforms.every import platform
from local_sim.printable import printable
from local_sim.speak.speaker import Speaker
from local_sim.talk.conversation import Conversation
from local_sim.talk.microphone import Microphone
from local_sim.talk.page import TalkPage
from local_sim.talk.session import Record, Session, differences, read_session
from local_sim.talk.source import Recordings, Source
from local_sim.talk.voice import Voice


@dataclass(frozen=True)
class Sound:
    """Where the caller's sound comes from (`wav`, each so many seconds `after` the reply, else the microphone) and goes
    to (`record`), and whether the bot is `silent`."""

    wav: tuple[Path, ...] | None = None
    record: Path | None = None
    silent: bool = False
    after: tuple[float, ...] = ()


def talk(console: Console, channel: str, sound: Sound, *, url: str, user: str, verbose: bool) -> Session:
    """Talk to the service at `url`, or to one of our own, and give what was said.

    Raises CheckbotError and SimulatorError.
    """
    caller = platform(channel, user)
    page = TalkPage(console, verbose=verbose)
    with ExitStack() as open_until_the_end:
        # What can be wrong on this machine is told before a service is started.
        source = open_until_the_end.enter_context(_source(sound, page))
        settings = read_settings()
        ear = Ear(the_model(settings))
        record = _record(channel, sound.record, page)
        client = open_until_the_end.enter_context(Client(open_until_the_end.enter_context(service_at(url)), caller))
        voice = Voice(None if sound.silent else Speaker, page.tell)
        open_until_the_end.callback(voice.close)
        Conversation(client, ear, the_bot(settings).model, source, voice, page, record).hold()
    return record.session


def repeat(console: Console, folder: Path, *, record: Path | None, url: str, user: str, verbose: bool) -> bool:
    """Speak the conversation in `folder` once more, in text and at its own pace, print where it differs, and tell
    whether it was the same.

    Raises CheckbotError and SimulatorError.
    """
    before = read_session(folder)
    files, after = tuple(folder / turn.sound for turn in before.turns), tuple(turn.after for turn in before.turns)
    sound = Sound(files, record, silent=True, after=after)
    if any(after):
        console.print(f"Dit duurt {sum(after):.0f} seconden: het tempo van het gesprek telt mee.", markup=False)
    now = talk(console, before.channel, sound, url=url, user=user, verbose=verbose)
    different = list(differences(before, now))
    for line in different or [f"Alle {len(before.turns)} beurten waren gelijk aan de opname."]:
        console.print(printable(line), soft_wrap=not console.is_terminal, markup=False)
    return not different


@contextmanager
def _source(sound: Sound, page: TalkPage) -> Iterator[Source]:
    if sound.wav is None:
        with Microphone() as microphone:
            yield microphone
        return
    recordings = [record_of(path) for path in sound.wav]
    for remark in (remark for recording in recordings for remark in recording.remarks):
        page.tell(remark)
    yield Recordings(recordings, sound.after)


def _record(channel: str, folder: Path | None, page: TalkPage) -> Record:
    record = Record(channel, folder)
    if folder:
        page.tell(f"Het geluid van je antwoorden en wat eruit verstaan is, wordt bewaard in {folder.resolve()}.")
    return record
