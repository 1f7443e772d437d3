"""What was learned of the package's own content, kept in texts/nl/learned.json: to learn it takes a second and a dozen
megabytes. `checkbot content learn` makes that file; what is not in it is learned when it is needed."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from sys import intern

from Stemmer import version as stemmer_version

from model.utterances import digest_of

Uses = Mapping[str, tuple[int, ...]]
"""How often each word (its stem), or two words with a space between them, are used for each meaning."""
_Row = tuple[list[int], str]
"""Counts, and the words that have them."""
_BETWEEN = "|"


@dataclass(frozen=True)
class Lesson:
    """Something to learn. `digest` is another when it is; `learn` learns it; words of which the stem is `small` tell
    nothing in it."""

    digest: str
    learn: Callable[[], Uses]
    small: frozenset[str] = frozenset()

    @property
    def kept(self) -> bool:
        """Whether what there is to learn was kept."""
        return self.digest in _rows()

    @property
    def learned(self) -> Uses:
        """What there is to learn: as it was kept, or learned now."""
        return _unpacked(_rows()[self.digest]) if self.kept else self.learn()


def file_of_learned() -> Traversable:
    """Give the file in which all that was learned is kept."""
    return files("fulfillment.conversation.texts.nl").joinpath("learned.json")


def as_text(lessons: Iterable[Lesson]) -> str:
    """Learn all of `lessons` anew, and give the text of the file to keep that in: a line for each."""
    once = {lesson.digest: lesson for lesson in lessons}
    lines = (f'"{digest}":{_json(_packed(each.learn()))}' for digest, each in once.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def close_file() -> None:
    """Let go of the file, when all that was needed of it was read."""
    _rows.cache_clear()


@cache
def digest_of_words() -> str:
    """Give what is another when words are taken apart in another way."""
    lexicon = files("fulfillment.conversation.texts.nl").joinpath("lexicon.yaml").read_bytes()
    return digest_of(lexicon, stemmer_version())


@cache
def _rows() -> dict[str, list[_Row]]:
    file = file_of_learned()
    try:
        found: dict[str, list[_Row]] = json.loads(file.read_bytes()) if file.is_file() else {}
    except ValueError:
        # It was cut off, or merged badly; all of it can be learned again.
        return {}
    return found


def _json(rows: list[_Row]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _packed(uses: Uses) -> list[_Row]:
    rows: dict[tuple[int, ...], list[str]] = {}
    for words, counts in uses.items():
        rows.setdefault(counts, []).append(words)
    return [(list(counts), _BETWEEN.join(sorted(words))) for counts, words in sorted(rows.items())]


def _unpacked(rows: Iterable[_Row]) -> Uses:
    # Fifty thousand texts: each is kept once, in however many questions it is used, and so is each row of counts.
    split = ((tuple(counts), words.split(_BETWEEN)) for counts, words in rows)
    return {intern(each): counts for counts, words in split for each in words}
