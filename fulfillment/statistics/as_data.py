"""The statistics as plain data, for JSON: the same figures as the tables; None where there are too few sessions."""

from dataclasses import asdict
from typing import Any

from fulfillment.conversation.bot import Bot
from fulfillment.statistics.course import Course, mean, median
from fulfillment.statistics.intents import Intent
from fulfillment.statistics.overview import Overview
from fulfillment.statistics.places import FEWEST, Place, worst
from fulfillment.statistics.wording import ENDED, order


def as_data(found: Overview, bot: Bot) -> dict[str, Any]:
    """Give everything by name: `course` (all, channels, weeks), `places` in the order of the conversation, `intents`,
    and `stalls`. Durations are in seconds, shares and certainties run from 0 to 1."""
    ranks = order(bot)
    places = sorted(found.places, key=lambda place: (ranks.get(place.name, len(ranks)), place.name))
    courses = found.courses
    return {
        "course": {
            "all": _course(courses.all),
            "channels": {name: _course(course) for name, course in sorted(courses.channels.items())},
            "weeks": {name: _course(course) for name, course in sorted(courses.weeks.items())},
        },
        "places": [_place(place) for place in places if place.reached >= FEWEST],
        "intents": [_intent(intent) for intent in found.intents if intent.sessions >= FEWEST],
        "stalls": [_stall(place) for place in worst(found.places)],
    }


def _course(course: Course) -> dict[str, Any] | None:
    if course.began < FEWEST:
        return None
    enough = course.finished >= FEWEST
    rated, tried = (given if given.total() >= FEWEST else None for given in (course.satisfaction, course.effort))
    return {
        "started": course.began,
        "consented": course.consented,
        "finished": course.finished,
        "reported": course.reported,
        "ended": {how: _shown(course.ended[how]) for how in ENDED},
        "median_seconds": median(course.seconds) if enough else None,
        "median_turns": median(course.turns) if enough else None,
        "satisfaction": mean(rated) if rated else None,
        "effort": mean(tried) if tried else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {**asdict(place), "misunderstood": place.misunderstood}


def _intent(intent: Intent) -> dict[str, Any]:
    return {**asdict(intent), "misunderstood": intent.misunderstood}


def _stall(place: Place) -> dict[str, Any]:
    counts = {"reached": place.reached, "stalled": place.stalled, "stopped": place.stopped}
    return {"name": place.name, **counts, "share": place.stalled / place.reached}


def _shown(count: int) -> int | None:
    return count if count >= FEWEST or not count else None
