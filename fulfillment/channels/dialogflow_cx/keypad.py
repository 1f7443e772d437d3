"""From keys pressed on a telephone to words."""

from collections.abc import Sequence

_FIXED = {"0": "herhaal", "*": "herhaal", "#": "sla over"}
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende")


def spoken(digits: str, options: Sequence[str] | None) -> str:
    """Give the words for the keys `digits`, such as "2", "#" or "482910#".

    One key chooses from the `options` of the last reply, as its chips are written; a key without an option is the
    figure itself. When the options are not known (None), key 2 is "de tweede". More keys at once are a number.
    """
    if digits in _FIXED:
        return _FIXED[digits]
    number = digits.rstrip("#")
    if number not in set("123456789"):
        return number
    place = int(number) - 1
    if options is None:
        return f"de {_ORDINALS[place]}"
    return options[place] if place < len(options) else number
