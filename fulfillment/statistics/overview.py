"""All statistics of a selection of sessions, from one look at the database."""

from dataclasses import dataclass

from sqlalchemy import Engine, inspect

from fulfillment.errors import CheckbotError
from fulfillment.statistics.course import Courses, courses
from fulfillment.statistics.intents import Intent, intents
from fulfillment.statistics.places import Place, places
from fulfillment.statistics.selection import Selection, selected
from fulfillment.storage.database import reading
from fulfillment.storage.tables import events


@dataclass(frozen=True)
class Overview:
    """The course of the sessions, the places they came to, and the intents they used."""

    courses: Courses
    places: tuple[Place, ...]
    intents: tuple[Intent, ...]


def overview(database: Engine, selection: Selection) -> Overview:
    """Count. Raises CheckbotError when the database has no events yet, as it was not brought up to date."""
    sessions = selected(selection)
    with reading(database) as connection:
        if not inspect(connection).has_table(events.name):
            raise CheckbotError("in deze database staan nog geen gebeurtenissen: voer eerst checkbot db upgrade uit")
        return Overview(
            courses(connection, sessions), tuple(places(connection, sessions)), tuple(intents(connection, sessions))
        )
