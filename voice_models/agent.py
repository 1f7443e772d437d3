"""Read agent.yaml: what Google's agents say, recognise and show by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from model.reading import parsed


@dataclass(frozen=True)
class ActionsListing:
    """How the Actions project presents itself in the directory of Google Assistant.

    `sign_in` is said when Google asks leave to share the user's address; `open_answers` are examples of answers in
    one's own words; `words` of free words inside a phrase, by the words before them ("" for all others).
    """

    display_name: str
    pronunciation: str
    short_description: str
    full_description: str
    developer_name: str
    developer_email: str
    voice: str
    invocations: tuple[str, ...]
    sign_in: str
    open_answers: tuple[str, ...]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Agent:
    """`unreachable` is said when the service gives no answer, `no_input` when it gives none to silence; `greetings` are
    how people open a conversation; `actions` is the listing of the Actions project."""

    unreachable: tuple[str, ...]
    no_input: tuple[str, ...]
    greetings: tuple[str, ...]
    actions: ActionsListing


@cache
def agent() -> Agent:
    """Load what comes with the package. Raises pydantic.ValidationError when a key is wrong."""
    text = files("voice_models").joinpath("agent.yaml").read_text(encoding="utf-8")
    return TypeAdapter(Agent).validate_python(parsed(text))
