"""A conversation in which somebody tells everything that can be told, in words that would be noticed anywhere."""

import hashlib
from collections.abc import Callable

from local_sim.platforms import Heard
from local_sim.platforms.alexa import Alexa

KEY = "a-key-of-this-test-without-a-comma"
USER = "qzvx-echo-van-wilhelmina"
NAME, GOAL, OBSTACLE = "Wilhelmina", "zeppelinverhuur verdubbelen", "onze kwikzilveren kassa hapert"
ADDRESS, SPOKEN_ADDRESS = "wilhelmina.q@flamingostaart.nl", "wilhelmina punt q apenstaartje flamingostaart punt nl"
PHONE, SPOKEN_PHONE = "0687654329", "nul zes acht zeven zes vijf vier drie twee negen"
TELLTALES = (
    NAME, "zeppelin", "kwikzilver", "flamingostaart", PHONE, USER, " ".join(SPOKEN_PHONE.split()[2:]),
    ", ".join("flamingostaart"), ", ".join(PHONE[:5]),
)  # fmt: skip
HASHED = tuple(
    how(text.encode()).hexdigest()
    for how in (hashlib.md5, hashlib.sha1, hashlib.sha256)
    for text in (ADDRESS, PHONE, USER, f"amzn1.ask.account.{USER}")
)
"""Hashes that anybody could make: a keyed one is none of these."""


def echo() -> Alexa:
    return Alexa(user=USER)


def tell_everything(start: Callable[[], Heard], say: Callable[[str], Heard]) -> str:
    """Hand over, finish the scan, have the report mailed and agree to everything; give all that was said."""
    heard = [start().speech]
    opening = ("ja", f"ik heet {NAME}", "de tweede", "ik wil een mens spreken", SPOKEN_PHONE, "ja", "ja")
    profile = ("ja", "directie", "mode", "tot tien", GOAL, OBSTACLE)
    report = ("ja", SPOKEN_ADDRESS, "ja", "4", "5", "dit kwartaal", "ja", "ja")
    heard += [say(words).speech for words in (*opening, *["de tweede"] * 19, *profile, *report)]
    return "\n".join(heard)


def noticed(where: str, content: bytes) -> list[tuple[str, str]]:
    """Give the telltale words that stand in this content, in whatever case or encoding of letters."""
    found = content.lower()
    wide = content.replace(b"\x00", b"").lower()
    return [(where, word) for word in (*TELLTALES, *HASHED) if word.lower().encode() in found + b"\n" + wide]
