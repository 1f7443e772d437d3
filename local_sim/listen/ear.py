"""Vosk with a model: from frames of sound to what was said."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from local_sim.errors import INSTALL_VOICE, SimulatorError
from local_sim.listen.band import Band
from local_sim.listen.expected import Expected
from local_sim.listen.level import RATE, Level
from local_sim.listen.models import TEXT_MODE, SpeechModel
from local_sim.listen.moment import LONGEST, finished
from local_sim.listen.utterance import MOST, Utterance, agreed, joined, understood
from local_sim.listen.vocabulary import UNKNOWN, Vocabulary

Partial = Callable[[str], None]
_AT_ONCE = RATE
_FREE = Expected((), free=True)


class Ear:
    """One model, loaded. It may listen to one utterance after the other, and to several in as many threads."""

    def __init__(self, model: SpeechModel) -> None:
        """Load the model, in 0.2 s for a small one. Raises SimulatorError when Vosk is absent or refuses it."""
        try:
            import vosk
        except ImportError as error:
            raise SimulatorError(f"Luisteren kan nog niet: installeer het met {INSTALL_VOICE} {TEXT_MODE}.") from error
        vosk.SetLogLevel(-1)
        self._vosk = vosk
        self._grammar = model.grammar
        try:
            self._words = Vocabulary.of(model.folder)
            self._model = vosk.Model(str(model.folder))
        except Exception as error:  # Vosk raises nothing more telling
            raise SimulatorError(
                f"Het spraakmodel in {model.folder} is stuk: haal er een op met checkbot speech fetch {TEXT_MODE}."
            ) from error

    def listen(self, frames: Iterable[bytes], expected: Expected, partial: Partial = lambda _words: None) -> Utterance:
        """Take `frames` (of any length, in whole samples, at RATE) until somebody has finished or says nothing.

        `partial` is told the words so far whenever they change. The rest of `frames` is left where it is.
        """
        hearing = _Hearing(self._recogniser(expected))
        kept, said = bytearray(), ""
        for frame in frames:
            kept += frame
            words = hearing.take(frame)
            if words != said:
                said = words
                partial(said)
            if finished(said, hearing.level.quiet, hearing.same, expected) or hearing.level.seconds >= LONGEST:
                break
        heard = hearing.utterance(expected)
        return heard if heard.matched or heard.silent or expected.free else self._freely(bytes(kept), heard, expected)

    def _freely(self, sound: bytes, closed: Utterance, expected: Expected) -> Utterance:
        """Hear once more what was none of the expected phrases: an answer in one's own words is one too, and sometimes
        an expected phrase is heard better so."""
        hearing = _Hearing(self._recogniser(_FREE))
        for start in range(0, len(sound), _AT_ONCE):
            hearing.take(sound[start : start + _AT_ONCE])
        heard = hearing.utterance(expected)
        if heard.silent:
            return closed
        return heard if heard.matched else agreed(closed, heard, expected)

    def _recogniser(self, expected: Expected) -> Any:
        if expected.free or not self._grammar:
            recogniser = self._vosk.KaldiRecognizer(self._model, RATE)
        else:
            recogniser = self._vosk.KaldiRecognizer(self._model, RATE, self.grammar(expected))
        recogniser.SetMaxAlternatives(MOST)
        return recogniser

    def grammar(self, expected: Expected) -> str:
        """Give what is expected in the model's own words, as Vosk takes it; it drops words it doesn't know."""
        written = (self._words.written(phrase) for phrase in (*expected.phrases, *expected.around))
        phrases = [*dict.fromkeys(phrase for phrase in written if phrase), UNKNOWN]
        return json.dumps(phrases, ensure_ascii=False)


class _Hearing:
    """One utterance while it is heard. Vosk ends a part at every pause; together they are what was said."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._before: list[tuple[str, float]] = [("", 0.0)]
        self._words, self._since = "", 0.0
        self._band = Band()
        self.level = Level()

    @property
    def same(self) -> float:
        """Seconds since the words changed."""
        return self.level.seconds - self._since

    def take(self, frame: bytes) -> str:
        """Hear one frame and give the likeliest words so far."""
        self.level.take(frame)
        words = self._heard(self._band.filled(frame))
        if words != self._words:
            self._words, self._since = words, self.level.seconds
        return words

    def _heard(self, frame: bytes) -> str:
        if self._recogniser.AcceptWaveform(frame):
            self._keep(self._recogniser.Result())
            return self._before[0][0]
        return f"{self._before[0][0]} {json.loads(self._recogniser.PartialResult())['partial']}".strip()

    def utterance(self, expected: Expected) -> Utterance:
        """Give what was heard in all."""
        self._keep(self._recogniser.FinalResult())
        return understood(self._before, expected, self.level.seconds, self.level.quiet)

    def _keep(self, result: str) -> None:
        found = json.loads(result).get("alternatives", ())
        part = [(alternative["text"].strip(), float(alternative["confidence"])) for alternative in found]
        self._before = joined(self._before, part) if any(text for text, _ in part) else self._before
