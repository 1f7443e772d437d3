"""Text from elsewhere, made safe to print: a terminal obeys some signs."""

import re

_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Give `text` with "\N{REPLACEMENT CHARACTER}" for every control character but a new line and a tab; as long as it
    was."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)
