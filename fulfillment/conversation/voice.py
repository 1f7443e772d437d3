"""The bot's voice during one turn: what it says, and which variants it has used."""

from fulfillment.conversation.bot import Bot
from fulfillment.conversation.session import Session
from model.form import in_form
from model.types import Model

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december")  # fmt: skip


class Voice:
    """Says texts by section and key. `said` counts, per text with variants, how often it was said: they take turns,
    so that nothing is said the same way twice in a row."""

    def __init__(self, bot: Bot, session: Session) -> None:
        self.bot = bot
        self.said = dict(session.said)

    @property
    def model(self) -> Model:
        """The model whose questions are asked."""
        return self.bot.model

    def say(self, section: str, key: str, **values: object) -> str:
        """Give a text with `values` filled in; of a text with variants the one whose turn it is."""
        text = self.bot.texts[section][key]
        if not isinstance(text, str):
            place = self.said.get(f"{section}.{key}", 0)
            self.said[f"{section}.{key}"] = place + 1
            text = text[place % len(text)]
        return text.format(**values)

    def of_itself(self, intent: str) -> str:
        """Say what the persona answers when it is asked about itself."""
        persona = self.bot.persona
        birthday = f"{persona.birthday.day} {_MONTHS[persona.birthday.month - 1]}"
        text = in_form(persona.answers[intent], persona.form)
        return text.format(name=persona.name, product=persona.product, birthday=birthday)
