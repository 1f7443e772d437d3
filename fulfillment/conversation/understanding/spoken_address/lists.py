"""The words that dictated e-mail addresses rest on, from texts/nl/address.yaml, which explains each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from fulfillment.conversation.understanding.lexicon import Sequence as Row
from fulfillment.conversation.understanding.lexicon import Words
from model.reading import parsed

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""By first word: the words of a phrase and what it stands for, the longest first."""


@dataclass(frozen=True)
class RemarkWords:
    """How one remarks on the spelling of a word: "met dubbel s", "zonder h", "met een k achteraan"."""

    with_: str
    without: Words
    also: Words
    single: Words
    double: Words
    articles: Words
    end: tuple[str, ...]
    start: tuple[str, ...]
    between: tuple[str, ...]
    instead: tuple[str, ...]
    figure: Words
    loose: Words


@dataclass(frozen=True)
class PartWords:
    """How one speaks of the parts of an address that was read back."""

    local: tuple[str, ...]
    local_place: tuple[str, ...]
    domain_place: tuple[str, ...]
    name: tuple[str, ...]
    domain: tuple[str, ...]
    rest: tuple[str, ...]
    first: Words
    second: Words
    all: tuple[str, ...]
    faults: Words
    wrong: Words
    right: Words
    only: Words
    clauses: Words
    around: Words
    no_part: Words
    last_letter: tuple[str, ...]
    first_letter: tuple[str, ...]


@dataclass(frozen=True)
class AddressWords:
    """All of them; the keys of a mapping are what is meant."""

    signs: Mapping[str, Words]
    short_at: tuple[str, ...]
    name_goes_on: Words
    joined: Mapping[str, tuple[str, ...]]
    hesitations: Words
    asides: tuple[str, ...]
    before_remark: Words
    restarts: tuple[str, ...]
    retractions: tuple[str, ...]
    denials: Words
    contrast: Words
    anchors: Words
    lead_in: Words
    weak: Words
    reached_by: Words
    before_domain: Words
    particles: Words
    talk: Words
    lead_out: Words
    fillers: Words
    prefixes: Words
    endings: Words
    ending_names: Mapping[str, str]
    plain_endings: Words
    known_domains: Mapping[str, str]
    units: Row
    teens: Row
    tens: Row
    hundred: str
    thousand: str
    and_: str
    letters: Mapping[str, Words]
    plurals: Mapping[str, Words]
    says_which: tuple[str, ...]
    alphabets: Words
    double: str
    remarks: RemarkWords
    sounds: Mapping[str, Mapping[str, str]]
    read_back: Mapping[str, str]
    part: PartWords


@cache
def address_words() -> AddressWords:
    """Load the words that come with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("fulfillment.conversation.texts.nl").joinpath("address.yaml").read_text(encoding="utf-8")
    return TypeAdapter(AddressWords).validate_python(parsed(text))


@cache
def letters_by_name() -> Mapping[str, str]:
    """Give each letter by its name ("jee"), as itself, and by what it is called when there are two ("essen")."""
    known = address_words()
    named = {name: letter for letter, names in known.letters.items() for name in names}
    return named | {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}


@cache
def letters_by_plural() -> Mapping[str, str]:
    """Give each letter by what it is called when there are two of it: "essen"."""
    return {name: letter for letter, names in address_words().plurals.items() for name in names}


@cache
def short_ats() -> tuple[frozenset[str], ...]:
    """Give the short words for @, those that count first foremost."""
    return tuple(frozenset(row.split()) for row in address_words().short_at)


@cache
def no_part_of_it() -> frozenset[str]:
    """Give the words that say nothing when they stand around an address."""
    known = address_words()
    return known.lead_in | known.weak | known.anchors | known.lead_out | known.talk | known.hesitations


def phrases(meant: Mapping[str, Iterable[str]]) -> Phrases:
    """Index the phrases of each meaning by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for meaning, texts in meant.items():
        for text in texts:
            words = tuple(text.split())
            found.setdefault(words[0], []).append((words, meaning))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in found.items()}


def phrase_at(table: Phrases, words: Sequence[str], index: int) -> tuple[str, int] | None:
    """Give what the longest phrase that starts at `index` stands for, and where it ends; or None."""
    for phrase, meant in table.get(words[index], ()) if index < len(words) else ():
        if tuple(words[index : index + len(phrase)]) == phrase:
            return meant, index + len(phrase)
    return None
