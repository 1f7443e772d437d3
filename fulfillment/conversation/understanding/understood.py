"""What was understood of an answer, and how sure that is."""

from dataclasses import dataclass

from model.question import Choice


@dataclass(frozen=True)
class Understood:
    """One choice, or two between which must be asked; the likeliest first.

    `sure` runs from 0 to 1. From SURE on an answer is taken and confirmed in passing; below it, it is asked back
    ("Bedoel je …?"). `why` tells an editor how it was found, in Dutch.
    """

    choices: tuple[Choice, ...]
    sure: float
    why: str

    @property
    def choice(self) -> Choice:
        """The likeliest choice."""
        return self.choices[0]

    @property
    def certain(self) -> bool:
        """Whether the choice may be taken without asking back."""
        return len(self.choices) == 1 and self.sure >= SURE


SURE = 0.93
"""With some margin above the highest that everyday talk of the development half comes to (0.89)."""
