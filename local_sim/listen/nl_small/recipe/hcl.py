"""The decoding graph: from the network's outputs to words.

Every phone is one state. Between the phones of a word a blank may stand, between words a silence. The words are a
trie; a word is written on the first arc that decides it. `[unk]` is any row of phones, at a price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from local_sim.listen.nl_small.recipe.phones import PHONES, Pronunciation

UNKNOWN = "[unk]"
ENTER_UNKNOWN, PER_UNKNOWN_PHONE = 4.0, 3.0
"""What `[unk]` costs: lower refuses more readily."""
_OTHER_PRONUNCIATION = 0.5
_PAUSE_IN_WORD = 0.2
"""What each 30 ms of silence inside a word costs: without it "ja" waits for ever to become "jazeker"."""
_PLACES = "BIES"

PHONE_IDS = {
    name: place
    for place, name in enumerate(("SIL", "BLK_I", *(f"{phone}_{at}" for phone in PHONES for at in _PLACES)), start=1)
}
"""Ids of the phones by their place in a word: Begin, Inside, End, or Single."""


class Arc(NamedTuple):
    """From state to state, with the id of a transition, the id of a word (0: none) and a cost."""

    start: int
    end: int
    transition: int
    word: int = 0
    cost: float = 0.0


@dataclass
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)


class Graph:
    """Build it from a lexicon and the ids of its words; `arcs` and `final`, the one state to end in, are the result."""

    def __init__(self, lexicon: Mapping[str, Sequence[Pronunciation]], ids: Mapping[str, int]) -> None:
        self.arcs: list[Arc] = []
        self._states = 0
        self._ids = ids
        self._ends: dict[str, int] = {}
        start, self.final, quiet, self._spoken = (self._state() for _ in range(4))
        for arc in (
            Arc(start, self.final, 0),
            Arc(start, quiet, _forward("SIL")),
            Arc(quiet, quiet, _stay("SIL")),
            Arc(quiet, self.final, 0),
            Arc(self._spoken, self.final, 0),
            Arc(self._spoken, quiet, _forward("SIL")),
        ):
            self.arcs.append(arc)
        self._walk(_trie(lexicon), self.final, said=False)
        self._unknown()

    def _state(self) -> int:
        self._states += 1
        return self._states - 1

    def _end(self, name: str) -> int:
        """Give the state of a word's last phone, which all words share."""
        if name not in self._ends:
            state = self._ends[name] = self._state()
            self.arcs += [Arc(state, state, _stay(name)), Arc(state, self._spoken, 0)]
        return self._ends[name]

    def _inner(self, name: str) -> tuple[int, int]:
        """Give the state in which a phone inside a word begins, and the one from which the word goes on."""
        begin, on, blank = self._state(), self._state(), self._state()
        self.arcs += [
            Arc(begin, begin, _stay(name)),
            Arc(begin, on, 0),
            Arc(begin, blank, _forward("BLK_I")),
            Arc(blank, blank, _stay("BLK_I"), 0, _PAUSE_IN_WORD),
            Arc(blank, on, 0),
        ]
        return begin, on

    def _walk(self, node: _Node, state: int, *, said: bool) -> None:
        for name, child in node.children.items():
            if name[-1] in "ES":
                for word, cost in child.words.items():
                    self.arcs.append(Arc(state, self._end(name), _forward(name), 0 if said else self._ids[word], cost))
                continue
            begin, on = self._inner(name)
            decided = len(child.words) == 1 and not said
            label = self._ids[next(iter(child.words))] if decided else 0
            self.arcs.append(Arc(state, begin, _forward(name), label))
            self._walk(child, on, said=said or decided)

    def _unknown(self) -> None:
        word, loop, entry = self._ids[UNKNOWN], self._state(), ENTER_UNKNOWN + PER_UNKNOWN_PHONE
        for phone in PHONES:
            single, last = f"{phone}_S", f"{phone}_E"
            self.arcs.append(Arc(self.final, self._end(single), _forward(single), word, entry))
            for name, start, label, cost in (
                (f"{phone}_B", self.final, word, entry),
                (f"{phone}_I", loop, 0, PER_UNKNOWN_PHONE),
            ):
                begin, on = self._inner(name)
                self.arcs += [Arc(start, begin, _forward(name), label, cost), Arc(on, loop, 0)]
            self.arcs.append(Arc(loop, self._end(last), _forward(last), 0, PER_UNKNOWN_PHONE))


def _forward(name: str) -> int:
    return 2 * PHONE_IDS[name]


def _stay(name: str) -> int:
    return 2 * PHONE_IDS[name] - 1


def _trie(lexicon: Mapping[str, Sequence[Pronunciation]]) -> _Node:
    root = _Node()
    for word, pronunciations in lexicon.items():
        for place, phones in enumerate(pronunciations):
            cost = _OTHER_PRONUNCIATION if place else 0.0
            node = root
            for name in _placed(phones):
                node = node.children.setdefault(name, _Node())
                node.words[word] = min(cost, node.words.get(word, cost))
    return root


def _placed(phones: Pronunciation) -> list[str]:
    if len(phones) == 1:
        return [f"{phones[0]}_S"]
    return [f"{phones[0]}_B", *(f"{phone}_I" for phone in phones[1:-1]), f"{phones[-1]}_E"]
