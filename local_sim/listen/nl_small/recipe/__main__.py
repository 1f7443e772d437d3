"""`python -m local_sim.listen.nl_small.recipe`: write the graph anew; words on the input are added first."""

import sys
from importlib.resources import files
from pathlib import Path

from rich.console import Console

from local_sim.errors import SimulatorError
from local_sim.listen.nl_small.recipe.build import build
from local_sim.listen.nl_small.recipe.lexicon import read, write
from local_sim.listen.nl_small.recipe.phones import pronounced


def main() -> None:
    """Add the words, one or more a line, and build."""
    here = Path(str(files(__package__)))
    lexicon = read()
    new = {} if sys.stdin.isatty() else {word for line in sys.stdin for word in line.split()} - set(lexicon)
    lexicon |= {word: list(ways) for word, ways in pronounced(sorted(new))}
    write(lexicon, here)
    words = build(here.parent, lexicon)
    Console().print(f"{len(new)} words added; the graph has {words}.")


if __name__ == "__main__":
    try:
        main()
    except SimulatorError as error:
        sys.exit(str(error))
