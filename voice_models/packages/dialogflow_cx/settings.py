"""The form of the settings in a Dialogflow CX package: agent.json, the webhook, and what flows and pages can set.

Keys are those of the v3 API (types of google.cloud.dialogflow.cx.v3) and those that only exports have. Limits are from
the same reference, where each field names its own.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Free = dict[str, Any]
"""A part of the format that our agent doesn't use, and that an export may hold."""
Text = Annotated[str, Field(min_length=1)]
ID, KEY, ENTITY = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "^[0-9*#]?$", "^@."
ADDRESS = "^https://[^/]+/.+$"
SHAPES = {
    ID: "een nummer als 00000000-0000-0000-0000-000000000000",
    KEY: "één toets, een cijfer, * of #,",
    ENTITY: "een entiteit met @ ervoor, zoals @answer,",
    ADDRESS: "een adres dat met https:// begint",
}
"""What a text must look like, in Dutch, by its pattern."""
Id = Annotated[str, Field(pattern=ID)]
Description = Annotated[str, Field(max_length=500)]


class Form(BaseModel):
    """Keys in Google's spelling; any other is a mistake."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True)


class Named(Form):
    """What others name by `displayName`; `name` is its id."""

    name: Id
    display_name: Text


class Pair(Form):
    """An entry of a map, as exports write one."""

    key: Text
    value: Any = ""


class Duration(Form):
    """A time in whole seconds, and a rest."""

    seconds: int = Field(0, ge=0)
    nanos: int = Field(0, ge=0, lt=1_000_000_000)


class SpeechSettings(Form):
    """When Dialogflow takes the caller to be silent, or done."""

    endpointer_sensitivity: int = Field(90, ge=0, le=100)
    no_speech_timeout: Duration = Duration()
    use_timeout_based_endpointing: bool = False
    enable_smart_endpointing: bool = False
    models: list[Pair] = Field(default_factory=list)


class DtmfSettings(Form):
    """What Dialogflow does with the keys of a telephone."""

    enabled: bool = False
    max_digits: int = Field(0, ge=0)
    finish_digit: str = Field("", pattern=KEY)
    use_system_entity_rule: bool = True
    interdigit_timeout_duration: Duration = Duration()
    endpointing_timeout_duration: Duration = Duration()


class LoggingSettings(Form):
    """Where conversations are kept by Google."""

    enable_stackdriver_logging: bool = False
    enable_interaction_logging: bool = False
    enable_consent_based_redaction: bool = False


class AdvancedSettings(Form):
    """Settings of an agent, flow, page or fulfillment."""

    enabled: bool = False
    audio_export_gcs_destination: Free = Field(default_factory=dict)
    speech_settings: SpeechSettings = SpeechSettings()
    playback_interruption_settings: Free = Field(default_factory=dict)
    dtmf_settings: DtmfSettings = DtmfSettings()
    logging_settings: LoggingSettings = LoggingSettings()
    speech_adaptation_settings: Free = Field(default_factory=dict)


class Agent(Form):
    """agent.json."""

    display_name: Text
    default_language_code: Text
    supported_language_codes: list[str] = Field(default_factory=list)
    time_zone: Text
    description: Description = ""
    enable_logging: bool = False
    project_number: int = 0
    speech_to_text_settings: Free = Field(default_factory=dict)
    start_flow: Text
    enable_stackdriver_logging: bool = False
    enable_spell_correction: bool = False
    advanced_settings: AdvancedSettings = AdvancedSettings()
    data_residency_option: str = ""
    speaker_id_settings: Free = Field(default_factory=dict)
    text_to_speech_settings: Free = Field(default_factory=dict)
    gen_app_builder_settings: Free = Field(default_factory=dict)
    duplex_settings: Free = Field(default_factory=dict)
    answer_feedback_settings: Free = Field(default_factory=dict)
    bigquery_export_settings: Free = Field(default_factory=dict)
    web_client_settings: Free = Field(default_factory=dict)


class WebService(Form):
    """The address of a webhook, and how Dialogflow shows who it is."""

    uri: str = Field(pattern=ADDRESS)
    webhook_type: Literal["STANDARD", "FLEXIBLE"] = "STANDARD"
    http_method: str = ""
    service_agent_auth: Literal["NONE", "ID_TOKEN", "ACCESS_TOKEN"] = "ID_TOKEN"
    request_headers: list[Pair] = Field(default_factory=list)


class Webhook(Named):
    """webhooks/W.json."""

    generic_web_service: WebService
    timeout: Duration = Duration(seconds=5)
    disabled: bool = False
