"""The bot: everything a conversation needs to know that is the same for every respondent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fulfillment.conversation.persona import Persona, load_persona
from fulfillment.conversation.slot import Slot, slots
from fulfillment.conversation.understanding.answer import Understander
from fulfillment.conversation.understanding.commands import loose
from fulfillment.conversation.understanding.kept import close_file
from fulfillment.conversation.understanding.spoken_address.address import valid
from fulfillment.conversation.wording import Texts, texts
from model.form import all_in_form
from model.types import Model


@dataclass(frozen=True)
class Bot:
    """A model, and who asks its questions.

    `person` tells whether there are colleagues to hand over to, `page` is the address of the report page as it is
    said, "" when there is none. The model must have been read in the persona's form.
    """

    model: Model
    persona: Persona = field(default_factory=load_persona)
    person: bool = False
    page: str = ""

    @cached_property
    def texts(self) -> Texts:
        """The texts of this persona: the package's own, with the persona's in their place."""
        own = texts(self.persona.form)
        instead = all_in_form(
            {section: dict(values) for section, values in self.persona.texts.items()}, self.persona.form
        )
        return {section: {**values, **instead.get(section, {})} for section, values in own.items()}

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """What is asked besides the scan's questions, by id, in the order in which it is asked."""
        return {slot.id: slot for slot in slots(self.model, self.persona.form)}

    def learn(self) -> None:
        """Learn answers, commands and what an address is now, so that nobody waits for it later: a tenth of a second
        when what there is to learn was kept, else a second."""
        loose(("niets",))
        valid("")
        self.understander.learn()
        close_file()

    @cached_property
    def understander(self) -> Understander:
        """Understands the answers to this model's questions."""
        return Understander(self.model)
