"""lexicon.txt: the words of the model, each line a word and one of its pronunciations, the likeliest first."""

from importlib.resources import files
from pathlib import Path

from local_sim.listen.nl_small.recipe.phones import Pronunciation

FILE = "lexicon.txt"
Lexicon = dict[str, list[Pronunciation]]


def read() -> Lexicon:
    """Give the pronunciations by word."""
    lexicon: Lexicon = {}
    for line in files(__package__).joinpath(FILE).read_text(encoding="utf-8").splitlines():
        word, *phones = line.split()
        lexicon.setdefault(word, []).append(tuple(phones))
    return lexicon


def write(lexicon: Lexicon, folder: Path) -> None:
    """Write it in `folder`, in order of the alphabet."""
    lines = (f"{word} {' '.join(phones)}\n" for word in sorted(lexicon) for phones in lexicon[word])
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
