"""The form of skill.json and of the project's own file: keys, types, choices and lengths.

Source: Amazon's "Skill Manifest Schema" (keys, choices) and "Define Skill Store Details" (lengths of the shop's texts);
the ASK CLI's "Alexa Skill Project Definition".
"""

from typing import Annotated, Literal

from pydantic import Field

from voice_models.packages.form import Form


class Shop(Form):
    """What the shop shows in one language."""

    name: Annotated[str, Field(min_length=2, max_length=50)]
    summary: Annotated[str, Field(min_length=1, max_length=160)]
    description: Annotated[str, Field(min_length=1, max_length=4000)]
    example_phrases: Annotated[list[str], Field(min_length=1, max_length=3)]
    keywords: Annotated[list[Annotated[str, Field(min_length=1)]], Field(max_length=30)]
    small_icon_uri: str
    large_icon_uri: str
    updates_description: str | None = None


class Publishing(Form):
    """How the skill is published."""

    locales: dict[str, Shop]
    is_available_worldwide: bool
    distribution_mode: Literal["PUBLIC", "PRIVATE"]
    distribution_countries: list[Annotated[str, Field(pattern=r"^[A-Z]{2}$")]]
    category: str
    testing_instructions: Annotated[str, Field(min_length=1)]
    automatic_distribution: object = None


class Policy(Form):
    """Where one language finds what happens with personal data."""

    privacy_policy_url: str = ""
    terms_of_use_url: str = ""


class Privacy(Form):
    """What the skill does with people and their data."""

    allows_purchases: bool
    uses_personal_info: bool
    is_child_directed: bool
    is_export_compliant: bool
    contains_ads: bool
    locales: dict[str, Policy] = Field(default_factory=dict)


class Permission(Form):
    """Something the skill may ask of people."""

    name: Annotated[str, Field(min_length=1)]


class Endpoint(Form):
    """Where the service answers."""

    uri: str
    ssl_certificate_type: Literal["Trusted", "Wildcard", "SelfSigned"]


class Viewport(Form):
    """A kind of screen, in pixels."""

    mode: Literal["HUB", "TV", "MOBILE", "PC", "AUTO"]
    shape: Literal["RECTANGLE", "ROUND"]
    min_width: int
    max_width: int
    min_height: int
    max_height: int


class Interface(Form):
    """Something the skill does besides speaking."""

    type: str
    supported_viewports: list[Viewport] = Field(default_factory=list)


class Custom(Form):
    """The skill as a service."""

    endpoint: Endpoint
    interfaces: list[Interface] = Field(default_factory=list)
    regions: dict[str, object] = Field(default_factory=dict)


class Apis(Form):
    """What the skill is: one with a model of its own."""

    custom: Custom


class Manifest(Form):
    """The manifest."""

    manifest_version: Literal["1.0"]
    publishing_information: Publishing
    privacy_and_compliance: Privacy
    permissions: list[Permission] = Field(default_factory=list)
    apis: Apis
    events: object = None


class SkillFile(Form):
    """skill.json."""

    manifest: Manifest


class Metadata(Form):
    """Where the skill package stands."""

    src: str


class Profile(Form):
    """What an account of the ASK CLI deploys."""

    skill_metadata: Metadata


class Project(Form):
    """ask-resources.json."""

    askcli_resources_version: Literal["2020-03-31"]
    profiles: dict[str, Profile]
