"""How somebody is addressed: "je" or "u". One text holds both where they differ: "(Wil je|Wilt u) het rapport?"."""

import re
from enum import StrEnum
from typing import Any

_BOTH = re.compile(r"\(([^()|]*)\|([^()|]*)\)")


class Form(StrEnum):
    """Informal or polite."""

    JE = "je"
    U = "u"


def in_form(text: str, form: Form) -> str:
    """Give `text` with each "(je|u)" pair replaced by the side that belongs to `form`."""
    return _BOTH.sub(r"\1" if form is Form.JE else r"\2", text)


def all_in_form(data: Any, form: Form) -> Any:
    """Give lists and mappings of texts, as YAML gives them, in one form."""
    if isinstance(data, str):
        return in_form(data, form)
    if isinstance(data, list):
        return [all_in_form(item, form) for item in data]
    if isinstance(data, dict):
        return {key: all_in_form(value, form) for key, value in data.items()}
    return data
