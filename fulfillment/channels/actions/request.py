"""An Actions request, as far as we read it; other fields are let through unread."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Intent:
    """What Google recognised; `query` is what was said, `params` what of it stands for something."""

    name: str = ""
    query: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """Where in the project's scenes the conversation is."""

    name: str = ""


@dataclass(frozen=True)
class Session:
    """The conversation; `params` come back as the last answer set them."""

    id: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class User:
    """The user; `params` are kept over conversations when `verificationStatus` is VERIFIED. `accountLinkingStatus` is
    LINKED for who has linked his Google account."""

    params: dict[str, Any] = field(default_factory=dict)
    verificationStatus: str = ""  # noqa: N815 - Google's name
    accountLinkingStatus: str = ""  # noqa: N815


@dataclass(frozen=True)
class Device:
    """The device and what it can do, such as SPEECH and RICH_RESPONSE."""

    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionsRequest:
    """One call of the webhook."""

    session: Session
    intent: Intent = Intent()
    scene: Scene = Scene()
    user: User = User()
    device: Device = Device()
