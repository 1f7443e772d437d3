"""Records of frozen dataclasses, changed one field at a time."""

from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    # So that the changes are checked by type.
    from dataclasses import replace as replace
else:

    def replace(record: T, **changes: Any) -> T:
        """Give `record` with `changes`, as dataclasses.replace does, for a class that neither makes its fields anew nor
        remembers what it worked out: that one sets every field once more, and a turn does so a dozen times for the
        forty of a session. Raises TypeError for a field that it does not have."""
        fields = record.__dict__
        if not changes.keys() <= fields.keys():
            raise TypeError(f"{type(record).__name__} has no {', '.join(sorted(changes.keys() - fields.keys()))}")
        made = object.__new__(type(record))
        made.__dict__.update(fields, **changes)
        return made
