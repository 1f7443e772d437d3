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


class Wants(StrEnum):
    """What only the platform can give: the address of the respondent's account, or his consent to let us have it."""

    ACCOUNT = "account"
    CONSENT = "consent"


@dataclass(frozen=True)
class Manner:
    """How a speech is said. Each names a part as it stands in it, "" for none: in `paused` there is a short rest before
    it and at its commas, in `spelled` every sign is named slowly, `stressed` has emphasis. `slow` holds for all."""

    paused: str = ""
    spelled: str = ""
    stressed: str = ""
    slow: bool = False


@dataclass(frozen=True)
class Reply:
    """One answer to a turn.

    `speech` and `reprompt` are plain text, not yet SSML; `manner` tells how it is said. `screen` is at most 640
    characters; `chips` at most 8 of at most 25 characters (Google's limits). `phrases` are what may well be said
    next, for a recogniser. `number` counts the replies of a session from 1; None when this one was not counted.

    `question` is the id of the question that is asked, "" for none; `progress` its place and the number of questions;
    `levels` the result per aspect, 0-100. `handed` tells that a colleague was just asked to take over.
    """

    speech: str
    number: int | None
    expects: Expects = Expects.NOTHING
    reprompt: str = ""
    title: str = ""
    screen: str = ""
    chips: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    manner: Manner = Manner()
    question: str = ""
    progress: tuple[int, int] | None = None
    levels: tuple[tuple[str, int], ...] = ()
    wants: Wants | None = None
    handed: bool = False

    @property
    def ends(self) -> bool:
        """Whether the conversation is over for now."""
        return self.expects is Expects.NOTHING
