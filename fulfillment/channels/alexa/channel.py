"""The door of the Alexa skill: verify, read, write."""

from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model import Request, RequestEnvelope, Response, ResponseEnvelope

from fulfillment.channels.alexa.needed import needed
from fulfillment.channels.alexa.profile import Profile
from fulfillment.channels.alexa.serializer import CompiledSerializer
from fulfillment.channels.alexa.signature import check_timestamp
from fulfillment.channels.alexa.skill import Invocation, build_skill
from fulfillment.channels.body import parsed
from fulfillment.channels.channel import Converse, Incoming, Verifier
from fulfillment.channels.errors import Malformed, Refused

_SILENT: dict[str, Any] = {"version": "1.0", "response": {}}


class AlexaChannel:
    """Answer Alexa. Without a `verifier` anybody may call, and the skill id is not looked at."""

    name = "alexa"
    path = "/alexa"
    refusal = 400

    def __init__(self, verifier: Verifier | None, skill_id: str, profile: Profile | None = None) -> None:
        self._verifier = verifier
        self._skill_id = skill_id
        self._serializer = CompiledSerializer()
        self._skill = build_skill(skill_id if verifier else None, profile or Profile())

    def answer(self, incoming: Incoming, converse: Converse) -> dict[str, Any]:
        """Verify signature, timestamp and skill id, then answer. Raises Refused and Malformed."""
        data = _object(incoming.body)
        if self._verifier:
            # The cheap checks first: what fails them is not worth a download of certificates.
            check_timestamp(data["request"].get("timestamp"), incoming.at)
            if self._skill_id not in _skills(data):
                raise Refused("skill")
            self._verifier.verify(incoming.headers, incoming.body)
        if data["request"]["type"] not in Request.discriminator_value_class_map:
            return _SILENT
        answer = self._skill.invoke(self._envelope(data), Invocation(converse, incoming.at))
        return self._written(answer)

    def _written(self, answer: ResponseEnvelope) -> dict[str, Any]:
        # Our directives are plain data already; the SDK would copy them part by part, which takes longer than the rest.
        response = answer.response or Response()
        directives, response.directives = response.directives, None
        written: dict[str, Any] = self._serializer.serialize(answer)
        if directives:
            written["response"]["directives"] = directives
        return written

    def _envelope(self, data: dict[str, Any]) -> RequestEnvelope:
        try:
            return self._read(data)
        except SerializationException:
            # A new kind of device must not silence the skill.
            return self._needed(data)

    def _needed(self, data: dict[str, Any]) -> RequestEnvelope:
        try:
            return self._read(needed(data))
        except SerializationException as error:
            raise Malformed("a field does not have Alexa's type") from error

    def _read(self, data: dict[str, Any]) -> RequestEnvelope:
        envelope: RequestEnvelope = self._serializer.read(data, RequestEnvelope)
        return envelope


def _object(body: bytes) -> dict[str, Any]:
    """Give the body as it was written: of the timestamp the SDK's own objects no longer show the time zone."""
    data = parsed(body)
    request = data.get("request")
    if not isinstance(request, dict) or not isinstance(request.get("type"), str):
        raise Malformed("request.type is missing or no text")
    return data


def _skills(data: dict[str, Any]) -> set[str]:
    """Give the skill ids a request is meant for; empty when context and session disagree."""
    found = set()
    for owner in (("context", "System"), ("session",)):
        part: Any = data
        for key in (*owner, "application", "applicationId"):
            part = part.get(key) if isinstance(part, dict) else None
        if isinstance(part, str):
            found.add(part)
    return found if len(found) == 1 else set()
