"""A WebhookRequest of Dialogflow CX v3, as far as we read it; other fields are let through unread."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fulfillment:
    """Which fulfillment of the agent called; its makers choose the `tag`."""

    tag: str = ""


@dataclass(frozen=True)
class Intent:
    """The intent that was matched, by the name the agent's makers see."""

    displayName: str = ""  # noqa: N815 - Google's name
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """Where in the agent the conversation is: a path, "projects/.../flows/f/pages/p"."""

    currentPage: str = ""  # noqa: N815 - Google's name


@dataclass(frozen=True)
class Session:
    """The conversation; `parameters` come back as the last answer, or the agent, set them."""

    session: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CxRequest:
    """One call of the webhook, with one of `text`, `transcript`, `triggerIntent`, `triggerEvent` and `dtmfDigits`."""

    sessionInfo: Session  # noqa: N815 - Google's name
    detectIntentResponseId: str = ""  # noqa: N815 - Google's name
    text: str = ""
    transcript: str = ""
    triggerIntent: str = ""  # noqa: N815 - Google's name
    triggerEvent: str = ""  # noqa: N815 - Google's name
    dtmfDigits: str = ""  # noqa: N815 - Google's name
    fulfillmentInfo: Fulfillment = Fulfillment()  # noqa: N815 - Google's name
    intentInfo: Intent = Intent()  # noqa: N815 - Google's name
    pageInfo: Page = Page()  # noqa: N815 - Google's name
    payload: dict[str, Any] = field(default_factory=dict)
