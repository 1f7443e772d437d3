"""When to carry out a tip: now, this quarter or this year. Pure.

What takes days can be done now, what takes weeks this quarter, what takes months this year. A large effect that is
badly needed (need 100 or more) comes one step earlier, what is hardly needed (below 40) one step later. Nobody does
everything at once: now and this quarter take four tips each, the neediest; the others move on. Something can always be
done now: when nothing falls there, the neediest tip does.
"""

from collections.abc import Sequence
from enum import StrEnum

from model.advice import Advice
from model.tip import Effect, Effort

_BADLY_NEEDED, _HARDLY_NEEDED = 100, 40
_AT_ONCE = 4
_TAKES = {Effort.DAYS: 0, Effort.WEEKS: 1, Effort.MONTHS: 2}


class When(StrEnum):
    """The time to do something."""

    NOW = "now"
    QUARTER = "quarter"
    YEAR = "year"


def when(effort: Effort, effect: Effect, need: int) -> When:
    """Give the time that suits a tip on its own."""
    place = _TAKES[effort]
    if effect is Effect.LARGE and need >= _BADLY_NEEDED:
        place -= 1
    if need < _HARDLY_NEEDED:
        place += 1
    return list(When)[min(max(place, 0), len(When) - 1)]


def plan(advices: Sequence[Advice]) -> tuple[tuple[When, Advice], ...]:
    """Order tips by the time to do them and, within it, by need."""
    neediest = sorted(advices, key=lambda advice: -advice.need)
    waiting = {advice.tip.id: when(advice.tip.effort, advice.tip.effect, advice.need) for advice in neediest}
    if neediest and When.NOW not in waiting.values():
        waiting[neediest[0].tip.id] = When.NOW
    planned: list[tuple[When, Advice]] = []
    moved: list[Advice] = []
    for time in When:
        due = [advice for advice in neediest if advice in moved or waiting[advice.tip.id] is time]
        fitting = due if time is When.YEAR else due[:_AT_ONCE]
        planned += ((time, advice) for advice in fitting)
        moved = due[len(fitting) :]
    return tuple(planned)
