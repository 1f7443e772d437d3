"""What a step says (prompt), what it was told (heard), and what it decides (move)."""

from dataclasses import dataclass
from enum import StrEnum

from fulfillment.conversation.heard import Heard
from fulfillment.conversation.reply import Expects
from fulfillment.conversation.session import Session


@dataclass(frozen=True)
class Utterance:
    """What was said: `raw` as the platform gave it, `words` as they are compared, `hint` the platform's intent."""

    raw: str
    words: tuple[str, ...]
    hint: str | None


@dataclass(frozen=True)
class Prompt:
    """The ways in which one step can be asked.

    `full` the first time, `short` after silence, the first misunderstanding and to who answers fast, `example` after
    the second misunderstanding, `help` and `options` (what can be answered, and only that) on request; each ends on
    what can be answered. `phrases` are likely answers. `spelled` and `stressed` are parts of what is said (see
    Manner); `question`, `progress` and `levels` are as in Reply.
    """

    full: str
    short: str
    example: str
    help: str
    title: str
    screen: str
    expects: Expects
    chips: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    options: str = ""
    spelled: str = ""
    stressed: str = ""
    question: str = ""
    progress: tuple[int, int] | None = None
    levels: tuple[tuple[str, int], ...] = ()


class Put(StrEnum):
    """Which text of the prompt is said."""

    FULL = "full"
    SHORT = "short"
    EXAMPLE = "example"
    HELP = "help"
    OPTIONS = "options"


@dataclass(frozen=True)
class Move:
    """A decision: go on in `session`, say `lead` and then the prompt of its step, `slow` on request; or end with
    `farewell`. `brief` is the lead for who answers fast, None where nothing may be left out. `heard` tells what was
    heard, where that is more than a plain answer."""

    session: Session
    lead: str = ""
    put: Put = Put.FULL
    farewell: str | None = None
    brief: str | None = None
    slow: bool = False
    heard: Heard | None = None
