"""A spoken conversation in print: what was heard, what it was taken for, and how long each step took."""

from rich.console import Console

from local_sim.listen.utterance import Utterance
from local_sim.platforms import Heard
from local_sim.platforms.recognition import recognised
from local_sim.talk.answer import Answer
from local_sim.talk.meter import Meter
from local_sim.terminal import ENDED, HUNG_UP, Page

_NOT_HEARD = "(niet verstaan)"


class TalkPage:
    """Prints on `console`; `verbose` adds the screen's text and the raw answer. `meter` shows while somebody speaks."""

    def __init__(self, console: Console, *, verbose: bool = False) -> None:
        self._page = Page(console, verbose=verbose)
        self.meter = Meter(console)

    def bot(self, heard: Heard) -> None:
        """Print the reply."""
        self._page.bot(heard)

    def tell(self, line: str) -> None:
        """Print something the caller should know."""
        self._page.note(line)

    def caller(self, answer: Answer) -> None:
        """Print what was heard, how sure that is, and what it is taken for."""
        utterance = answer.utterance
        self._page.caller(utterance.words if utterance.silent else utterance.words or _NOT_HEARD)
        self._page.note(f"Geluisterd: {_comma(utterance.seconds)} s, op z'n hardst {self.meter.loudest:.0f} dB")
        if not utterance.silent:
            self._page.note(f"Gehoord: {' | '.join(_believed(utterance))}")
            self._page.note(f"Opgevat als: {_taken_for(utterance)}")

    def times(self, answer: Answer | None, heard: Heard, first_sound: float | None) -> None:
        """Print the steps from the end of the answer to the first sound of the reply."""
        steps = [] if answer is None else [("stilte", answer.utterance.quiet), ("verstaan", answer.took)]
        steps.append(("dienst", heard.seconds))
        if first_sound is not None:
            steps.append(("eerste geluid", first_sound))
        self._page.note(f"Tijden: {', '.join(f'{name} {seconds * 1000:.0f} ms' for name, seconds in steps)}")

    def end(self, *, hung_up: bool) -> None:
        """Print how it ended."""
        self._page.end(HUNG_UP if hung_up else ENDED)


def _believed(utterance: Utterance) -> list[str]:
    return [f"{each.text or '(niets)'} {each.confidence:.0%}" for each in utterance.alternatives]


def _taken_for(utterance: Utterance) -> str:
    if not utterance.words:
        return "niets wat verwacht werd"
    kind = "verwacht" if utterance.matched else "in eigen woorden"
    return f"{utterance.words} ({kind}; bedoeling: {recognised(utterance.words).name})"


def _comma(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")
