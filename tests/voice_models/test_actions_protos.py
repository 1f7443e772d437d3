"""Google's own definition of a project's files accepts every file of the Actions project, with all it requires."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from google.api import field_behavior_pb2
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message import Message

Built = dict[str, bytes]
SET = Path(__file__).parent.parent / "schemas" / "actions_sdk.binpb"
FIELDS = {
    "manifest.yaml": "manifest",
    "settings": "settings",
    "actions": "actions",
    "webhooks": "webhook",
    "custom/global": "globalIntentEvent",
    "custom/intents": "intent",
    "custom/scenes": "scene",
    "custom/types": "type",
}
"""The field of ConfigFile for each folder, by the allowed file paths in its definition."""


@pytest.fixture(scope="module")
def config_file() -> type[Message]:
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(SET.read_bytes()).file:
        pool.Add(file)  # type: ignore[no-untyped-call]
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("google.actions.sdk.v2.ConfigFile"))


def parse(config_file: type[Message], path: str, content: Any) -> Message:
    """Raises ParseError at a field that Google does not know, or of another type."""
    field = next(field for folder, field in FIELDS.items() if path.startswith(folder))
    return ParseDict({"filePath": path, field: content}, config_file())


def lacking(message: Message) -> list[str]:
    """Give the fields that Google requires and that are not there."""
    found = []
    for field in message.DESCRIPTOR.fields:
        value = getattr(message, field.name)
        behaviour = field.GetOptions().Extensions[field_behavior_pb2.field_behavior]
        if field_behavior_pb2.FieldBehavior.REQUIRED in behaviour and not value:
            found.append(field.full_name)
        if field.message_type is None:
            continue
        for each in parts(value) if field.is_repeated else [value] if message.HasField(field.name) else []:
            found += lacking(each)
    return found


def parts(value: Any) -> list[Message]:
    """Give the messages in a list or a map."""
    values = value.values() if hasattr(value, "values") else value
    return [each for each in values if isinstance(each, Message)]


def test_every_file_is_in_googles_types_and_complete(built: Built, config_file: type[Message]) -> None:
    read = 0
    for path, content in built.items():
        if path.endswith(".yaml"):
            assert lacking(parse(config_file, path, yaml.safe_load(content))) == [], path
            read += 1
    assert read > 40


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("settings/settings.yaml", {"projectID": "x"}),
        ("settings/settings.yaml", {"category": "WINKELEN"}),
        ("custom/scenes/x.yaml", {"intentEvents": {"intent": "ja"}}),
        ("custom/types/x.yaml", {"freeText": {}, "synonym": {}}),
        ("webhooks/x.yaml", {"httpsEndpoint": {"url": "https://x.nl"}}),
    ],
)
def test_the_check_itself_refuses_what_google_would(config_file: type[Message], path: str, wrong: object) -> None:
    with pytest.raises(ParseError):
        parse(config_file, path, wrong)


def test_the_check_itself_misses_what_google_requires(config_file: type[Message]) -> None:
    bare = {"accountLinking": {"enableAccountCreation": True}, "localizedSettings": {"displayName": "x"}}
    missing = lacking(parse(config_file, "settings/settings.yaml", bare))
    assert "google.actions.sdk.v2.AccountLinking.linking_type" in missing
    assert "google.actions.sdk.v2.LocalizedSettings.privacy_policy_url" in missing
    assert "google.actions.sdk.v2.LocalizedSettings.display_name" not in missing
