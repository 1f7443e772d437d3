"""A hand-over as JSON text, the form in which it waits in the outbox."""

import json
from dataclasses import asdict
from functools import cache

from pydantic import TypeAdapter

from fulfillment.handover.build import Handover


def dump(handover: Handover) -> str:
    """Give the hand-over as JSON."""
    return json.dumps(asdict(handover), ensure_ascii=False)


def load(text: str) -> Handover:
    """Read what `dump` wrote. Raises ValueError (pydantic's ValidationError) when it is not a hand-over."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Handover]:
    return TypeAdapter(Handover)
