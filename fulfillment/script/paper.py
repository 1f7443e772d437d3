"""The role-play on paper: as Markdown, and as a PDF."""

from collections.abc import Iterable
from typing import assert_never

from fulfillment.script.scenes import Branch, Heading, Note, Scene, Spoken

_TITLE = "De Maturity Checkbot als rollenspel"
_STYLE = """
#set document(title: "De Maturity Checkbot als rollenspel")
#set text(lang: "nl", size: 10.5pt)
#set page(margin: (x: 2.2cm, y: 2cm), numbering: "1 / 1")
#set heading(numbering: none)
#show heading.where(level: 1): set text(fill: rgb("#0b4f52"))
#show heading.where(level: 2): set block(above: 1.6em)
"""


def markdown(scenes: Iterable[Scene]) -> str:
    """Give the script as Markdown."""
    return f"# {_TITLE}\n\n" + "\n\n".join(map(_as_markdown, scenes)) + "\n"


def pdf(scenes: Iterable[Scene]) -> bytes:
    """Give the script as a tagged PDF in Dutch."""
    # Heavy to load, and only needed here.
    import typst

    source = "\n\n".join((_STYLE, f"= {_escaped(_TITLE)}", *map(_as_typst, scenes)))
    return bytes(typst.compile(source.encode()))


def _as_markdown(scene: Scene) -> str:
    match scene:
        case Heading():
            return f"{'#' * (scene.level + 1)} {scene.text}"
        case Note():
            return f"*{scene.text}*"
        case Spoken():
            return f"**{scene.when}** – {scene.text}"
        case Branch():
            return f"- **{scene.answer}** (klant: “{scene.said}”)\n  → {scene.reply}"
    assert_never(scene)


def _as_typst(scene: Scene) -> str:
    match scene:
        case Heading():
            return f"{'=' * (scene.level + 1)} {_escaped(scene.text)}"
        case Note():
            return f"#emph[{_escaped(scene.text)}]"
        case Spoken():
            return f"*{_escaped(scene.when)}* – {_escaped(scene.text)}"
        case Branch():
            said = f"#text(fill: luma(90))[klant: “{_escaped(scene.said)}”]"
            return f"- *{_escaped(scene.answer)}* #h(4pt) {said} \\\n  → {_escaped(scene.reply)}"
    assert_never(scene)


def _escaped(text: str) -> str:
    """Take away the meaning that typst gives to signs."""
    return "".join(f"\\{sign}" if sign in "\\#$*_`<>@[]=-+/~'\"" else sign for sign in text)
