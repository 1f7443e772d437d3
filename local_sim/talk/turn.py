"""Let the bot speak, and hear from where on the caller answers."""

from collections import deque
from collections.abc import Iterator
from itertools import chain

from local_sim.listen.recording import FRAMES_A_SECOND
from local_sim.talk.answer import Watch
from local_sim.talk.interruption import Interruption
from local_sim.talk.source import Source
from local_sim.talk.voice import Saying

_BEFORE = FRAMES_A_SECOND // 2
"""Frames that are kept from before an interruption is noticed: the first word is in them."""


def answer_to(saying: Saying, source: Source, watch: Watch) -> Iterator[bytes] | None:
    """Give the sound of the answer to what is being said, None when nobody answers any more.

    A live caller who begins to talk stops the bot. Others wait until it has finished. Raises SpeechError as `source`.
    """
    if not source.live:
        saying.wait()
        return source.answer()
    frames = source.answer()
    return chain(_interrupting(saying, frames, watch), frames) if frames else None


def _interrupting(saying: Saying, frames: Iterator[bytes], watch: Watch) -> Iterator[bytes]:
    """Give what was said through the bot, or the frame in which it had finished."""
    interruption, kept = Interruption(), deque[bytes](maxlen=_BEFORE)
    for frame in frames:
        watch.sound(frame)
        if saying.done():
            return iter((frame,))
        if saying.aloud and saying.first_sound is None:
            continue
        kept.append(frame)
        if interruption.take(frame):
            saying.stop()
            return iter(kept)
    return iter(())
