"""Words as they are compared: lower case, without accents, punctuation and fillers."""

import re
import unicodedata

from rapidfuzz import fuzz

LONGEST = 500
"""Characters of an utterance that are read; a spoken answer is far shorter."""

_NOT_WORD = re.compile(r"[^\w]+|_")
_LONG_WORD, _ALIKE = 5, 86
"""From how many letters on words may differ a little, and how alike (0-100) they must then be."""

# Hesitation and politeness: never part of what is meant.
_HESITATIONS = frozenset(
    "ach ah aha allee alsjeblieft alstublieft amai aub bwa eh ehh ehm euh euhm goh hallo he hm hmm hoor mmm nou oei "
    "oh sorry tja toch uh uhh uhm uhu um".split()
)
# Words said around an answer; some of them can carry meaning on their own ("ja", "een").
_AROUND = frozenset(
    "a aan als antwoord best bij daar dan dat de den denk deze die dit doe doen doet dus echt een eigenlijk en "
    "er erg even ga gaan ge gekozen geloof gewoon gij gok graag heb hebben hebt heeft heel het hier ik in is "
    "ja je jullie kan keuze kies kiezen kun kunnen kunt lijkt maar me met mij mijn misschien mogelijkheid "
    "moment momenteel neem nog nou nu nummer of ok okay oke om ongeveer ons onze ook op optie te u van vind "
    "voor vooral vrees waarschijnlijk want wat we wel wij wil willen worden wordt zal zeg zeggen zijn zo zou".split()
)

# A recogniser writes "1 plek" where an editor writes "één plek".
_NUMBERS = {"1": "een", "2": "twee", "3": "drie", "4": "vier", "5": "vijf"}


def plain(text: str) -> str:
    """Give `text` in lower case, without accents and punctuation, single-spaced; at most LONGEST characters read."""
    decomposed = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).split())


def tokens(text: str) -> tuple[str, ...]:
    """Split `text` into plain words, without the hesitation around them; small numbers are written out."""
    return tuple(_NUMBERS.get(word, word) for word in plain(text).split() if word not in _HESITATIONS)


def same(one: str, other: str) -> bool:
    """Tell whether two words are one, perhaps heard badly or in another form."""
    return one == other or (min(len(one), len(other)) >= _LONG_WORD and fuzz.ratio(one, other) >= _ALIKE)


def content(words: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the words that carry the meaning."""
    return tuple(word for word in words if word not in _AROUND)
