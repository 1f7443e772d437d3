"""Requests that are nearly right: recorded and simulated ones with some of their parts changed."""

import copy
import json
from functools import cache
from itertools import islice
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.running import MARK, PLATFORMS
from tests.test_doors import DOORS, REQUESTS
from tests.test_mutations import places

_DEEP: Any = "x"
for _ in range(60):
    _DEEP = {"a": [_DEEP]}
HARD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    10**400,
    1.5,
    1e308,
    "",
    " ",
    "0",
    "null",
    MARK,
    MARK * 400,
    f"{MARK}\r\nSet-Cookie: a=b",
    f"<script>{MARK}</script>",
    f"<speak><audio src='{MARK}'/></speak>",
    f"{{{{ {MARK} }}}} {{% x %}} ${{7*7}} #{{7*7}}",
    f"'; DROP TABLE sessions; -- {MARK}",
    "\x00\x01\x1b[31m\x7f",
    "\u202e\u200b\ufeff\U0001f600" + "e\u0301" * 300,
    "\ud800",
    "../../../etc/passwd",
    "ja",
    "de tweede",
    "verwijder mijn gegevens",
    [],
    {},
    [[]],
    [None],
    {"": None},
    {MARK: MARK},
    ["x"] * 500,
    _DEEP,
)
"""Values that break programs; the strings carry the mark."""
ACTIONS = ("drop", "replace", "swap", "repeat", "nest", "rename", "add")
_MOST_PLACES = 1_000
Change = tuple[int, str, Any, int]


def requests_of(path: str) -> tuple[dict[str, Any], ...]:
    """Give what a platform sends: recorded samples, and the simulator's own."""
    return tuple(copy.deepcopy(_requests(path)))


@cache
def _requests(path: str) -> list[dict[str, Any]]:
    channel = next(name for name, door in DOORS.items() if door == path)
    recorded = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((REQUESTS / channel).glob("*.json"))]
    caller = next(platform for platform in PLATFORMS if platform.path == path)()
    made = [caller.start(), caller.say("ja"), caller.say("de tweede"), caller.say("sanne apenstaart winkel punt nl")]
    made += [request for request in (caller.silence(), caller.silence(), caller.hang_up()) if request]
    return [*recorded, *made]


values = (
    st.sampled_from(HARD)
    | st.text(max_size=30).map(lambda text: text + MARK)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(st.sampled_from(HARD), max_size=3)
    | st.dictionaries(st.text(max_size=8), st.sampled_from(HARD), max_size=3)
)
changes = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(ACTIONS), values, st.integers(0, 10_000)), min_size=1, max_size=6
)


def changed(request: dict[str, Any], wanted: list[Change]) -> Any:
    """Give the request with these changes, one after the other; each picks its place by number."""
    whole: Any = {"": copy.deepcopy(request)}
    for where, action, value, other in wanted:
        # The first is the whole of it; what grew large enough is left at that.
        found = list(islice(places(whole), 1, _MOST_PLACES + 1))
        if not found or len(found) == _MOST_PLACES:
            break
        place, second = found[where % len(found)], found[other % len(found)]
        part = _at(whole, place[:-1])
        _change(part, place[-1], action, copy.deepcopy(value), _at(whole, second))
    return whole[""]


def _at(whole: Any, place: tuple[str | int, ...]) -> Any:
    for key in place:
        whole = whole[key]
    return whole


def _change(part: Any, key: Any, action: str, value: Any, other: Any) -> None:
    match action:
        case "drop":
            del part[key]
        case "swap":
            part[key] = copy.deepcopy(other)
        case "repeat":
            part[key] = [copy.deepcopy(part[key]) for _ in range(5)]
        case "nest":
            part[key] = {"a": part[key]}
        case "rename" if isinstance(part, dict) and key:
            part[f"{key}{MARK}"] = part.pop(key)
        case "add" if isinstance(part, dict) and key:
            part[MARK] = value
        case _:
            part[key] = value
