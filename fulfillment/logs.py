"""How this service logs: one record per event on standard error, with time and level. Nothing personal stands in it."""

import json
import logging
import re
from datetime import UTC, datetime
from traceback import format_tb
from types import TracebackType
from typing import Literal

from fulfillment.operation.trace import current

Style = Literal["text", "json"]
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def log_to_stderr(style: Style = "text") -> None:
    """Log from now on; also in a web process, which need not be a copy of its parent."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines() if style == "json" else Text())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # Alembic and SQLAlchemy tell how they work, not what the operator needs.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # What ends a pipeline is raised as well.
    logging.getLogger("psycopg").setLevel(logging.ERROR)


class Text(logging.Formatter):
    """For people. What follows in a record after its first line is indented, and control characters are escaped, so
    that nothing in it can pass for a record of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Give the record."""
        return _CONTROL.sub(_escaped, super().format(record)).replace("\n", "\n  ").rstrip()

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's
        """Give type and place of an error, not its text, which can quote what was said."""
        return _where(ei)


class Lines(logging.Formatter):
    """For machines: one JSON object per line, in ASCII, with what is known of the request it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the record."""
        line: dict[str, object] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "bron": record.name,
            "bericht": record.getMessage(),
        }
        if trace := current():
            known = {"verzoek": trace.id, "kanaal": trace.channel, "deur": trace.door, "uitkomst": trace.outcome}
            line.update({key: value for key, value in known.items() if value})
        line.update({key: getattr(record, key) for key in ("status", "ms") if hasattr(record, key)})
        if record.exc_info:
            line["fout"] = _where(record.exc_info)
        return json.dumps(line)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _where(raised: _Raised) -> str:
    kind, _, trace = raised
    return f"{kind.__name__ if kind else ''}\n{''.join(format_tb(trace))}"
