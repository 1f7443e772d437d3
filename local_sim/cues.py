"""How a synthetic respondent recognises a turn that is no question of the scan: adapt it here, nowhere else."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Cue:
    """When the bot's speech, in lower case, has `pattern`, the respondent says `says`, and `shorter` when the bot comes
    back to it at once; "" is for the respondent to fill in."""

    name: str
    pattern: re.Pattern[str]
    says: str = ""
    shorter: str = ""


CONSENT = Cue("consent", re.compile(r"checkbot|\b(doe je|doet u) mee\?$|\bom te beginnen\b"), "ja, dat is goed", "ja")

CUES = (
    Cue("read back", re.compile(r"\b(klopt (dat|het|dit)\b[^?]*|is (dat|het|dit) (goed|juist))\?$")),
    Cue("name", re.compile(r"\b(hoe mag ik (je|u) noemen|voornaam)\b[^?]*\?$")),
    Cue("meant", re.compile(r"\b(bedoelt? (je|u)|is het): [^?]*\?$|\b(welke past het best|welke wordt het)\b[^?]*\?$")),
    Cue("role", re.compile(r"\bdirectie, marketing\b[^?]*\?$")),
    Cue("sector", re.compile(r"\bmode, iets voor het huis\b[^?]*\?$")),
    Cue("size", re.compile(r"\btot tien, tot honderd\b[^?]*\?$")),
    Cue("figure", re.compile(r"\b(een|één) tot vijf\b|\bvan één\b"), "een vier", "vier"),
    Cue("moment", re.compile(r"\bdit kwartaal, later dit jaar\b"), "dit kwartaal"),
    Cue("later contact", re.compile(r"\bhalf jaar\b[^?]*\?|\béén keer mailen\?$"), "liever niet", "nee"),
    Cue("address", re.compile(r"\b(welk|wat is)\b[^?]*adres\b[^?]*\?$")),
    Cue("offer", re.compile(r"\b(zal|wil|mag|kan|zullen)\b[^?]*mail[^?]*\?"), "ja, graag", "ja"),
    Cue("offer", re.compile(r"^(?!.*(adres|apenstaartje)).*mail.*\?$"), "ja, graag", "ja"),
    Cue("address", re.compile(r"adres|apenstaartje")),
    Cue("person", re.compile(r"\been collega (vragen|contact)|\bdat een collega\b|voor een collega\b"), "nee"),
    Cue(
        "undo",
        re.compile(r"\balles (te |laten )?wissen\b|\bik wis dan\b|\b(helemaal|om) opnieuw (te )?beginnen\b"),
        "nee",
    ),
    CONSENT,
    Cue(
        "yes or no",
        re.compile(r"(^|[.!?,:] )(zal|zullen|wil|mag|mogen|kan|kunnen|ga|gaan|doe|heb|ben)\b[^?]*\?$|\bzeg \"ja\""),
        "ja",
    ),
)
NAMES = tuple(dict.fromkeys(each.name for each in CUES))

_PASSED_OVER = re.compile(
    r"(geen probleem|dat geeft niet|dat mag|(we|die) slaan|goed, op naar|we laten|deze vraag laat|we gaan door)\b"
)

ONCE_MORE, GIVE_UP = "herhaal", "sla over"
"""Said to an unknown turn, and when the same one comes again."""


def cue(speech: str) -> Cue | None:
    """Give the first cue that `speech` has, or None."""
    text = " ".join(speech.lower().split())
    return next((each for each in CUES if each.pattern.search(text)), None)


def is_passed_over(speech: str) -> bool:
    """Whether the bot says that it goes on without an answer."""
    return _PASSED_OVER.match(" ".join(speech.lower().split())) is not None
