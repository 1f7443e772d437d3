"""What is kept, or went, in Dutch: for who asked for it, and for the operator."""

from collections.abc import Mapping

from fulfillment.conversation.agreement import Agreement
from fulfillment.conversation.wording import together
from fulfillment.storage.erasure import Tally
from fulfillment.storage.retention import Overdue

_NAMES = {
    "sessions": ("gesprek", "gesprekken"),
    "turns": ("beurt", "beurten"),
    "scans": ("scan met antwoorden", "scans met antwoorden"),
    "reports": ("rapport", "rapporten"),
    "mails": ("verzending van een mail", "verzendingen van mails"),
    "handovers": ("overdracht aan een collega", "overdrachten aan een collega"),
    "consents": ("toestemming", "toestemmingen"),
}
AGREEMENTS: Mapping[str, str] = {
    Agreement.TAKE_PART: "meedoen, en antwoorden bewaren voor het rapport",
    Agreement.COMPARE: "scores zonder naam meetellen in de vergelijking",
    Agreement.LATER_CONTACT: "later nog één keer mailen",
    Agreement.HAND_OVER: "een collega het gesprek laten lezen en contact laten opnemen",
    Agreement.ACCOUNT_ADDRESS: "het adres van het account gebruiken",
}
"""What each consent is for."""
CHANNELS = {
    "alexa": "Alexa",
    "actions": "Google Actions",
    "dialogflow-es": "Dialogflow ES",
    "dialogflow-cx": "Dialogflow CX",
}


def tally_in_words(tally: Tally) -> str:
    """Say how much: "1 gesprek, 12 beurten en 1 rapport", or "niets"."""
    counted = ((vars(tally)[key], names) for key, names in _NAMES.items())
    parts = tuple(f"{count} {names[0] if count == 1 else names[1]}" for count, names in counted if count)
    return together(parts) if parts else "niets"


def overdue_in_words(overdue: Overdue) -> str:
    """Say what is past its time, sort by sort."""
    parts = {
        "afgebroken": overdue.left,
        "met rapport": overdue.reported,
    }
    told = [f"{name}: {tally_in_words(tally)}" for name, tally in parts.items() if tally]
    if overdue.replies:
        told.append(f"losse antwoorden zonder gesprek: {overdue.replies}")
    return "; ".join(told) or "niets"
