"""How a role-play went: which answers were kept as they were meant, and how the mail came."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from fulfillment.roleplay.kept import Kept
from local_sim.company import Company
from model.types import Model


class Mail(StrEnum):
    """How the report reached the respondent: to the address that was said, or typed on the report page with the code;
    to another address; or not."""

    SAID = "said"
    CODE = "code"
    ELSEWHERE = "elsewhere"
    NONE = "none"


@dataclass(frozen=True)
class Score:
    """Questions of the quick scan: kept as meant after one answer (`at_once`), as meant after more than one
    (`repaired`), and not as meant, or not at all (`wrong`)."""

    at_once: int
    repaired: int
    wrong: int
    mail: Mail


def score(model: Model, company: Company, repaired: Set[str], kept: Kept, *, by_code: bool) -> Score:
    """Compare what was kept with what `company` meant."""
    asked = {question.id for question in model.quick_scan}
    right = {id for id in asked if id in kept.given and kept.given[id] == company.given.get(id)}
    return Score(
        len(right - repaired), len(right & repaired), len(asked - right), _mail(company, kept, by_code=by_code)
    )


def _mail(company: Company, kept: Kept, *, by_code: bool) -> Mail:
    if company.address.lower() in kept.delivered:
        return Mail.CODE if by_code else Mail.SAID
    return Mail.ELSEWHERE if kept.delivered else Mail.NONE
