"""What a terminal obeys is not printed."""

from io import StringIO

import pytest
from rich.console import Console

from local_sim.platforms import Heard
from local_sim.printable import printable
from local_sim.terminal import Page


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\r", "\x7f", "\x9b"])
def test_what_a_terminal_obeys_is_replaced(sign: str) -> None:
    assert printable(f"één{sign}[2J") == "één\N{REPLACEMENT CHARACTER}[2J"


def test_other_text_stays_as_it_is() -> None:
    text = "Zoë’s zaak:\t«10\N{NO-BREAK SPACE}%» 👩‍💻\nen meer"
    assert printable(text) == text


def test_a_reply_commands_no_terminal() -> None:
    shown = StringIO()
    Page(Console(file=shown, force_terminal=False), verbose=True).bot(Heard("Dag \x1b]0;weg\x07", chips=("\x1b[2J",)))
    assert "Dag" in shown.getvalue()
    assert not {"\x1b", "\x07"} & set(shown.getvalue())
