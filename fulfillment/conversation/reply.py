"""A reply: what is said, shown and expected next, for any platform."""

from dataclasses import dataclass
from enum import StrEnum


class Expects(StrEnum):
    """What the reply asks for. NOTHING: the conversation is over."""

    CHOICE = "choice"
    RATING = "rating"
    SEVERAL = "several"
    YES_NO = "yes_no"
    NAME = "name"
    WORDS = "words"
    ADDRESS = "address"
    NUMBER = "number"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reply:
    """One answer to a turn.

    `speech` and `reprompt` are plain text, not yet SSML; `slow` asks for a slower voice. `screen` is at most 640
    characters; `chips` at most 8 of at most 25 characters (Google's limits). `phrases` are what may well be said
    next, for a recogniser. `number` counts the replies of a session from 1; None when this one was not counted.
    """

    speech: str
    number: int | None
    expects: Expects = Expects.NOTHING
    reprompt: str = ""
    title: str = ""
    screen: str = ""
    chips: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    slow: bool = False

    @property
    def ends(self) -> bool:
        """Whether the conversation is over for now."""
        return self.expects is Expects.NOTHING
