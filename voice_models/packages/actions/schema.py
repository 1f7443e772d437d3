"""The fields of an Actions project's files, in which Google's names are the keys.

Source: the protos of google.actions.sdk.v2 (ConfigFile and what it holds), as far as a project of this kind uses them.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

DUTCH = "in_dutch"
"""The type of the errors whose message is already what the editor reads."""


def wrong(what: str) -> PydanticCustomError:
    """Give an error whose message is `what`."""
    return PydanticCustomError(DUTCH, "{what}", {"what": what})


def _https(url: str) -> str:
    if not url.startswith("https://") or " " in url:
        raise wrong("dit moet een adres zijn dat met https:// begint")
    return url


def _mail(address: str) -> str:
    name, at, host = address.partition("@")
    if not (name and at and "." in host) or " " in address:
        raise wrong("dit is geen e-mailadres")
    return address


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Url = Annotated[str, AfterValidator(_https)]


class Message(BaseModel):
    """A message of the protos: no other keys, no other types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=to_camel)


class Manifest(Message):
    """manifest.yaml."""

    version: Literal["1.0"]


class LocalizedSettings(Message):
    """What the directory of Google Assistant shows in one language."""

    display_name: Text
    pronunciation: Text
    short_description: Annotated[Text, StringConstraints(max_length=80)]
    full_description: Annotated[Text, StringConstraints(max_length=4000)]
    small_logo_image: Text
    large_banner_image: Text | None = None
    developer_name: Text
    developer_email: Annotated[str, AfterValidator(_mail)]
    terms_of_service_url: Url | None = None
    voice: Literal["male_1", "male_2", "female_1", "female_2"]
    voice_locale: Text | None = None
    privacy_policy_url: Url
    sample_invocations: list[Text] = []
    theme_customization: dict[str, str] = {}


class AccountLinking(Message):
    """How an account is linked; the keys of OAuth are there for projects with a sign-in of their own."""

    enable_account_creation: bool = False
    linking_type: Literal["GOOGLE_SIGN_IN", "OAUTH_AND_GOOGLE_SIGN_IN", "OAUTH"]
    auth_grant_type: Literal["AUTH_CODE", "IMPLICIT"] | None = None
    app_client_id: Text | None = None
    authorization_url: Url | None = None
    token_url: Url | None = None
    scopes: list[Text] = []
    learn_more_url: Url | None = None
    use_basic_auth_header: bool = False

    @model_validator(mode="after")
    def _fits_the_type(self) -> Self:
        if self.linking_type == "GOOGLE_SIGN_IN" and not self.enable_account_creation:
            raise wrong("GOOGLE_SIGN_IN kan alleen als enableAccountCreation true is")
        if self.linking_type == "OAUTH" and self.enable_account_creation:
            raise wrong("OAUTH kan alleen als enableAccountCreation false is")
        if self.linking_type == "GOOGLE_SIGN_IN" and (self.app_client_id or self.authorization_url or self.token_url):
            raise wrong(
                "bij GOOGLE_SIGN_IN horen geen sleutels van OAuth; haal appClientId, authorizationUrl en tokenUrl weg"
            )
        return self


class CapabilityRequirement(Message):
    """What a device must be able to do."""

    capability: Literal[
        "AUDIO_OUTPUT",
        "SCREEN_OUTPUT",
        "MEDIA_RESPONSE_AUDIO",
        "WEB_BROWSER",
        "ACCOUNT_LINKING",
        "INTERACTIVE_CANVAS",
        "HOME_STORAGE",
    ]


class SurfaceRequirements(Message):
    """What a device must at least be able to do."""

    minimum_requirements: list[CapabilityRequirement] = []


class Settings(Message):
    """settings/settings.yaml."""

    project_id: Text
    default_locale: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    enabled_regions: list[Text] = []
    disabled_regions: list[Text] = []
    category: Literal[
        "BUSINESS_AND_FINANCE", "EDUCATION_AND_REFERENCE", "FOOD_AND_DRINK", "GAMES_AND_TRIVIA", "HEALTH_AND_FITNESS",
        "KIDS_AND_FAMILY", "LIFESTYLE", "LOCAL", "MOVIES_AND_TV", "MUSIC_AND_AUDIO", "NEWS", "NOVELTY_AND_HUMOR",
        "PRODUCTIVITY", "SHOPPING", "SOCIAL", "SPORTS", "TRAVEL_AND_TRANSPORTATION", "UTILITIES",
        "WEATHER", "HOME_CONTROL",
    ]  # fmt: skip
    uses_transactions_api: bool = False
    uses_digital_purchase_api: bool = False
    uses_interactive_canvas: bool = False
    uses_home_storage: bool = False
    designed_for_family: bool = False
    contains_alcohol_or_tobacco_content: bool = False
    keeps_mic_open: bool = False
    surface_requirements: SurfaceRequirements = SurfaceRequirements()
    testing_instructions: str = ""
    localized_settings: LocalizedSettings
    account_linking: AccountLinking | None = None
    selected_android_apps: list[Text] = []

    @model_validator(mode="after")
    def _one_list_of_regions(self) -> Self:
        if self.enabled_regions and self.disabled_regions:
            raise wrong("enabledRegions en disabledRegions kunnen niet samen; haal er een weg")
        return self


class Translation(Message):
    """settings/<language>/settings.yaml: the same directory text in another language than the default."""

    localized_settings: LocalizedSettings


class Engagement(Message):
    """How users may ask to be reminded of an action."""

    title: str = ""
    push_notification: dict[str, Any] | None = None
    daily_update: dict[str, Any] | None = None
    assistant_link: dict[str, str] | None = None


class CustomAction(Message):
    """One way in."""

    engagement: Engagement | None = None


class Actions(Message):
    """actions/actions.yaml: the ways in, by the intent that opens them."""

    custom: Annotated[dict[str, CustomAction], Field(min_length=1)]
