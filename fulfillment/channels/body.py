"""Read the JSON of a request: bounded, and without what could not be written back."""

import json
import re
from codecs import BOM_UTF8
from typing import Any, NoReturn

from fulfillment.channels.errors import Malformed

_DEEPEST = 40
"""Levels of nesting; the platforms' own requests stay below fifteen."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def parsed(body: bytes) -> dict[str, Any]:
    """Give the object that `body` holds.

    Raises Malformed for what is no JSON object, is nested too deep, or holds numbers or characters that JSON or
    UTF-8 can't write (NaN, half a surrogate pair): they would break the answer they are echoed in.
    """
    try:
        data = json.loads(body.removeprefix(BOM_UTF8), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed("no JSON") from error
    if not isinstance(data, dict):
        raise Malformed("no JSON object")
    # Only a body with that many brackets, or with such an escape, needs the slower look.
    if body.count(b"{") + body.count(b"[") > _DEEPEST and _depth(data) > _DEEPEST:
        raise Malformed("nested too deep")
    if rb"\ud" in body.lower() and _LONE_SURROGATE.search(json.dumps(data, ensure_ascii=False)):
        raise Malformed("half a surrogate pair")
    return data


def without_nulls(data: Any) -> Any:
    """Give `data`, as `parsed` gave it, without keys that are null: in JSON of protobuf messages they are absent."""
    if isinstance(data, dict):
        return {key: without_nulls(value) for key, value in data.items() if value is not None}
    return [without_nulls(value) for value in data] if isinstance(data, list) else data


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _depth(data: Any) -> int:
    level, depth = [data], 0
    while level and depth <= _DEEPEST:
        depth += 1
        inside = [part for part in level if isinstance(part, dict | list)]
        level = [value for part in inside for value in (part.values() if isinstance(part, dict) else part)]
    return depth
