"""Where a command prints."""

import sys
from io import TextIOWrapper

from rich.console import Console


def console() -> Console:
    """Give the console of standard output. A sign it can't show must not end what is going on."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False)
