"""Free JSON the way Google keeps it between two requests."""

from typing import Any


def kept(value: Any) -> Any:
    """Give `value` as it comes back out of a google.protobuf.Struct: every number is a double."""
    if isinstance(value, dict):
        return {key: kept(part) for key, part in value.items()}
    if isinstance(value, list):
        return [kept(part) for part in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
