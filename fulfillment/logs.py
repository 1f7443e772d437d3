"""How this service logs: one line per event on standard error, with time and level. Nothing personal stands in it."""

import logging


def log_to_stderr() -> None:
    """Log from now on; also in a web process, which inherits nothing of its parent's."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Alembic and SQLAlchemy tell how they work, not what the operator needs.
    logging.getLogger("alembic").setLevel(logging.WARNING)
