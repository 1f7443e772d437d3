"""A WebhookRequest of Dialogflow ES v2, as far as we read it; other fields are let through unread."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Context:
    """A context of the session, with the parameters that an earlier answer gave it."""

    name: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Intent:
    """The intent that was matched, by the name the agent's makers see."""

    displayName: str = ""  # noqa: N815 - Google's name


@dataclass(frozen=True)
class QueryResult:
    """What was said or which event came: both stand in `queryText`."""

    queryText: str = ""  # noqa: N815 - Google's name
    action: str = ""
    intent: Intent = Intent()
    outputContexts: tuple[Context, ...] = ()  # noqa: N815 - Google's name
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Original:
    """The request of the integration (telephony, a messenger) that Dialogflow was called with."""

    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EsRequest:
    """One call of the webhook; `session` is a path, "projects/p/agent/sessions/id"."""

    session: str
    queryResult: QueryResult  # noqa: N815 - Google's name
    responseId: str = ""  # noqa: N815 - Google's name
    originalDetectIntentRequest: Original = Original()  # noqa: N815 - Google's name
