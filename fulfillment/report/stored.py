"""The report as JSON text, the form in which it waits in the outbox."""

import json
from dataclasses import asdict
from functools import cache

from pydantic import TypeAdapter

from fulfillment.report.types import Report


def dump(report: Report) -> str:
    """Give the report as JSON."""
    return json.dumps(asdict(report), ensure_ascii=False)


def load(text: str) -> Report:
    """Read what `dump` wrote. Raises ValueError (pydantic's ValidationError) when it is not a report."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
