"""What we need of an Alexa request, for when a field we do not use is of a kind the SDK does not know yet."""

from collections.abc import Mapping
from typing import Any

_TEXT = str
Form = Mapping[str, Any]
_USER: Form = {"userId": _TEXT}
_SLOT: Form = {"name": _TEXT, "value": _TEXT}
_REQUEST: Form = {
    "type": _TEXT,
    "requestId": _TEXT,
    "locale": _TEXT,
    "token": _TEXT,
    "arguments": list,
    "intent": {"name": _TEXT, "slots": [_SLOT]},
}
_ENVELOPE: Form = {
    "version": _TEXT,
    "session": {"new": bool, "sessionId": _TEXT, "attributes": dict, "user": _USER},
    "context": {
        "System": {
            "application": {"applicationId": _TEXT},
            "user": _USER,
            "device": {"deviceId": _TEXT, "supportedInterfaces": {"Alexa.Presentation.APL": {}}},
            "apiEndpoint": _TEXT,
            "apiAccessToken": _TEXT,
        }
    },
    "request": _REQUEST,
}


def needed(envelope: dict[str, Any]) -> dict[str, Any]:
    """Give the parts of a request that are read, as far as they have the right type."""
    found: dict[str, Any] = _part(envelope, _ENVELOPE)
    return found


def _part(data: object, form: Any) -> Any:
    """Give `data` as far as it has `form`: a type, the keys of an object, or [the form of every value of one]."""
    if isinstance(form, type):
        return data if isinstance(data, form) else None
    if not isinstance(data, dict):
        return None
    if isinstance(form, list):
        return {key: kept for key, value in data.items() if (kept := _part(value, form[0])) is not None}
    parts = {key: _part(data[key], inside) for key, inside in form.items() if key in data}
    return {key: value for key, value in parts.items() if value is not None}
