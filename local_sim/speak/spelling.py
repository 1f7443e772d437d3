"""Signs one by one, by the names Dutch people give them."""

_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "aa bee see dee ee ef gee haa ie jee kaa el em en oo pee kuu er es tee uu vee wee iks ij zet".split(),
        strict=True,
    )
)
_SIGNS = {
    "@": "apenstaartje",
    ".": "punt",
    "-": "streepje",
    "_": "laag streepje",
    "/": "schuine streep",
    "+": "plus",
    "&": "en-teken",
    "#": "hekje",
    "'": "apostrof",
    ":": "dubbele punt",
    ",": "komma",
}


def named(sign: str) -> str:
    """Give the name of one sign: "b" is "bee", "@" is "apenstaartje"; a figure and an unknown sign stay as they are."""
    return _LETTERS.get(sign.casefold()) or _SIGNS.get(sign, sign)


def spelled(signs: str) -> str:
    """Name all signs of `signs`, with a comma, which is a short rest, between them. Blanks are not named."""
    return ", ".join(named(sign) for sign in signs if not sign.isspace())
