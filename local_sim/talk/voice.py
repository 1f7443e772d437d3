"""The bot's voice as long as there is one; without it the conversation goes on in print."""

import time
from collections.abc import Callable

from local_sim.errors import SpeechError
from local_sim.speak.speaker import Speaker, Utterance

_READING = 3.5
"""Words a second that people read."""
_POLL = 0.02


class Voice:
    """Says one reply after another. `tell` is told, once and in Dutch, when and why the voice is gone."""

    def __init__(self, speaker: Callable[[], Speaker] | None, tell: Callable[[str], None]) -> None:
        """`speaker` makes the speaker, which this closes; with None all is print."""
        self._tell = tell
        self._speaker: Speaker | None = None
        try:
            self._speaker = speaker() if speaker else None
        except SpeechError as error:
            self.lose(error)

    def say(self, speech: str, words: str) -> "Saying":
        """Begin to say `speech` (SSML or text); `words` is what there is to read without a voice."""
        try:
            return Saying(self, self._speaker.say(speech) if self._speaker else None, words)
        except SpeechError as error:
            self.lose(error)
            return Saying(self, None, words)

    def lose(self, error: SpeechError) -> None:
        """Go on in print."""
        self.close()
        self._tell(f"{error} Ik ga verder in tekst.")

    def close(self) -> None:
        """Let go of the speaker."""
        if self._speaker:
            self._speaker.close()
        self._speaker = None


class Saying:
    """One reply while it is said, or read."""

    def __init__(self, voice: Voice, utterance: Utterance | None, words: str) -> None:
        self._voice, self._utterance = voice, utterance
        self._read_by = time.monotonic() + len(words.split()) / _READING

    @property
    def aloud(self) -> bool:
        """Whether it sounds, or is going to."""
        return self._utterance is not None

    @property
    def first_sound(self) -> float | None:
        """Seconds until the first sound; None when there was none (yet)."""
        return self._utterance.started_after if self._utterance else None

    def done(self) -> bool:
        """Tell whether all is said, or without a voice whether somebody can have read it."""
        if self._utterance is None:
            return time.monotonic() >= self._read_by
        return self._said(0.0)

    def wait(self) -> None:
        """Wait until all is said; nobody waits for what is to be read."""
        while self._utterance is not None and not self._said(_POLL):
            pass

    def stop(self) -> None:
        """Be silent at once."""
        if self._utterance:
            self._utterance.stop()

    def _said(self, seconds: float) -> bool:
        try:
            return self._utterance is None or self._utterance.wait(seconds)
        except SpeechError as error:
            self._utterance = None
            self._voice.lose(error)
            return False
