"""How the made-up caller recognises a turn that is no question of the scan: adapt it here, nowhere else."""

import re
from dataclasses import dataclass

ADDRESS = "sanne punt devries apenstaartje example punt com"
"""sanne.devries@example.com, the way people dictate it. example.com belongs to no one (RFC 2606)."""


@dataclass(frozen=True)
class Cue:
    """When the bot's speech, in lower case, has `pattern`, the caller says `says`."""

    name: str
    pattern: re.Pattern[str]
    says: str


CONSENT = Cue("consent", re.compile(r"checkbot"), "ja, dat is goed")

CUES = (
    Cue(
        "read back",
        re.compile(r"\b(klopt (dat|het|dit)\b[^?]*|is (dat|het|dit) (goed|juist))\?$"),
        "ja, dat klopt",
    ),
    Cue("name", re.compile(r"\b(hoe mag ik (je|u) noemen|voornaam)\b[^?]*\?$"), "Sanne"),
    Cue("meant", re.compile(r"\b(bedoelt? (je|u)|is het): [^?]*\?$"), "ja"),
    Cue("role", re.compile(r"\bdirectie, marketing\b[^?]*\?$"), "ik werk bij de klantenservice"),
    Cue("sector", re.compile(r"\bmode, iets voor het huis\b[^?]*\?$"), "tuinspullen"),
    Cue("size", re.compile(r"\btot tien, tot honderd\b[^?]*\?$"), "we zijn met zestig mensen"),
    Cue("figure", re.compile(r"\b(een|één) tot vijf\b|\bvan één\b"), "een vier"),
    Cue("moment", re.compile(r"\bdit kwartaal, later dit jaar\b"), "dit kwartaal"),
    Cue("later contact", re.compile(r"\bhalf jaar\b[^?]*\?|\béén keer mailen\?$"), "liever niet"),
    Cue("address", re.compile(r"\b(welk|wat is)\b[^?]*adres\b[^?]*\?$"), ADDRESS),
    Cue("offer", re.compile(r"\b(zal|wil|mag|kan|zullen)\b[^?]*mail[^?]*\?"), "ja, graag"),
    Cue("offer", re.compile(r"^(?!.*(adres|apenstaartje)).*mail.*\?$"), "ja, graag"),
    Cue("address", re.compile(r"adres|apenstaartje"), ADDRESS),
    CONSENT,
    Cue(
        "yes or no",
        re.compile(r"(^|[.!?,:] )(zal|zullen|wil|mag|mogen|kan|kunnen|ga|gaan|doe|heb|ben)\b[^?]*\?$"),
        "ja",
    ),
)

OPEN = (
    "we verkopen tuinspullen in onze webwinkel en klanten vragen vooral waar hun bestelling blijft",
    "we willen dit jaar onze klantenservice rustiger maken",
)
"""Said to open questions, in turn."""

GIVE_UP = "sla over"
"""Said when the same unknown turn comes again."""


def cue(speech: str) -> Cue | None:
    """Give the first cue that `speech` has, or None."""
    text = " ".join(speech.lower().split())
    return next((each for each in CUES if each.pattern.search(text)), None)
