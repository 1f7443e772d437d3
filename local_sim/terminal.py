"""A conversation in a terminal, or through a pipe: what the bot says, and what the caller types."""

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.text import Text

from local_sim.client import Client
from local_sim.platforms import Heard
from local_sim.printable import printable

Caller = Callable[[Heard], str | None]
"""Gives the caller's words for what was heard: "" is silence, None is hanging up."""

ENDED = "Het gesprek is afgelopen."
HUNG_UP = "Je hebt opgehangen. Het gesprek is afgelopen."
_SILENCE = "(stilte)"


def converse(client: Client, lines: Iterable[str], console: Console, *, echo: bool, verbose: bool = False) -> None:
    """Hold one conversation with typed `lines`: an empty line is silence, the end of the lines is hanging up.

    `echo` prints each line again, for a transcript when the lines come from a pipe; `verbose` also prints the
    screen's text, the seconds and the raw answer. Raises SimulatorError as Client does.
    """
    typed = iter(lines)
    attend(client, lambda _heard: next(typed, None), console, echo=echo, verbose=verbose)


def attend(
    client: Client,
    caller: Caller,
    console: Console,
    *,
    echo: bool,
    verbose: bool = False,
    name: str = "Jij",
) -> Heard:
    """Hold one conversation with `caller`, who is called `name` in print, and give what was heard last.

    Raises SimulatorError as Client does, and whatever `caller` raises.
    """
    page = Page(console, name, verbose=verbose)
    heard = client.start()
    page.bot(heard)
    while not heard.ended:
        words = caller(heard)
        if words is None:
            page.bot(client.hang_up())
            page.end(HUNG_UP)
            return heard
        if echo:
            page.caller(words.strip())
        heard = client.say(words.strip()) if words.strip() else client.silence()
        page.bot(heard)
    page.end(ENDED)
    return heard


def typed_lines(console: Console, source: TextIO) -> Iterator[str]:
    """Yield lines from `source` until it ends. A terminal asks for each line, and Ctrl-C ends it too."""
    if not source.isatty():
        yield from (line.rstrip("\r\n") for line in source)
        return
    while True:
        try:
            line = console.input("[bold green]Jij:[/] ")
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        yield line


class Page:
    """What is printed. Off a terminal there are no colours, and a line stays one line."""

    def __init__(self, console: Console, name: str = "Jij", *, verbose: bool) -> None:
        self._console, self._name, self._verbose = console, name, verbose

    def bot(self, heard: Heard) -> None:
        """Print what the platform says and shows."""
        if heard.speech:
            self._say("Checkbot", "bold cyan", heard.speech)
        if heard.chips:
            self._say("  Knoppen", "cyan", " ".join(f"[{title}]" for title in heard.chips))
        if heard.reprompt and not heard.ended:
            self.note(f"Bij stilte: {heard.reprompt}")
        if self._verbose:
            self._details(heard)

    def caller(self, words: str) -> None:
        """Print what the caller says."""
        self._say(self._name, "bold green", words or _SILENCE)

    def note(self, line: str) -> None:
        """Print something about the turn."""
        self._print(Text(f"  {line}", style="dim"))

    def end(self, line: str) -> None:
        """Print the last line."""
        self._print(Text(f"— {line} —", style="bold"))

    def _details(self, heard: Heard) -> None:
        if heard.screen and heard.screen != heard.speech:
            self.note(f"Scherm: {heard.screen}")
        if heard.raw:
            self.note(f"Antwoord na {heard.seconds * 1000:.0f} ms:")
            self._console.print_json(data=heard.raw)

    def _say(self, who: str, style: str, words: str) -> None:
        self._print(Text.assemble((f"{who}: ", style), words))

    def _print(self, text: Text) -> None:
        text.plain = printable(text.plain)
        self._console.print(text, soft_wrap=not self._console.is_terminal)
