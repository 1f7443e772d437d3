"""Amazon's types from JSON and back, as the SDK's own serializer does it, but worked out once per class: that one looks
at each class anew for every request, and takes five times as long."""

import json
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.services import Serializer
from dateutil.parser import parse

_Read = Callable[[Any], Any]
_PLAIN = (str, int, float, bool)
_WRONG = (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError)
"""What reading a value of another kind than the type wants raises."""


class CompiledSerializer(Serializer):
    """Stands in for `ask_sdk_core.serialize.DefaultSerializer`; may be shared by threads."""

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """Give the object of `obj_type`, a class or its name, that the JSON `payload` holds.

        Raises SerializationException.
        """
        if payload is None:
            return None
        try:
            data = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise SerializationException("no JSON") from error
        return self.read(data, obj_type)

    def read(self, data: Any, obj_type: Any) -> Any:
        """Give the object of `obj_type` that parsed JSON holds. Raises SerializationException."""
        try:
            return None if data is None else _reader(obj_type)(data)
        except _WRONG as error:
            raise SerializationException(str(error)) from error

    def serialize(self, obj: Any) -> Any:
        """Give `obj` as data for JSON: of Amazon's objects the fields that are set, under Amazon's names."""
        if obj is None or isinstance(obj, _PLAIN):
            return obj.value if isinstance(obj, Enum) else obj
        if isinstance(obj, dict):
            return {key: self.serialize(value) for key, value in obj.items()}
        if isinstance(obj, list | tuple):
            return [self.serialize(value) for value in obj]
        if isinstance(obj, Enum):
            return obj.value
        if isinstance(obj, date):
            return obj.isoformat()
        kind: Any = type(obj)
        fields = ((key, getattr(obj, name)) for key, name in _names(kind).items())
        return {key: self.serialize(value) for key, value in fields if value is not None}


@cache
def _reader(wanted: Any) -> _Read:
    """Give what makes a value of the `wanted` type, a class or the name the SDK has for it, from one of JSON."""
    if isinstance(wanted, str):
        if wanted.startswith("list["):
            return _list_of(wanted[len("list[") : -1])
        if wanted.startswith("dict("):
            return _dict_of(wanted[len("dict(") : -1].partition(", ")[2])
        return _NATIVE[wanted] if wanted in _NATIVE else _reader(_class(wanted))
    if issubclass(wanted, Enum):
        return lambda value: wanted(value)
    return _one_of(wanted) if hasattr(wanted, "get_real_child_model") else _model(wanted)


def _class(name: str) -> Any:
    module, _, own = name.rpartition(".")
    return getattr(import_module(module), own)


def _list_of(wanted: str) -> _Read:
    read = _reader(wanted)
    return lambda values: [None if value is None else read(value) for value in values]


def _dict_of(wanted: str) -> _Read:
    read = _reader(wanted)
    return lambda values: {key: None if value is None else read(value) for key, value in values.items()}


def _one_of(parent: Any) -> _Read:
    """Read a type of which the data tell the class."""

    def read(data: Any) -> Any:
        name = parent.get_real_child_model(data)
        if not name:
            raise ValueError(f"no {parent.__name__} of this kind")
        return _model(_class(name))(data)

    return read


@cache
def _model(wanted: Any) -> _Read:
    names = _names(wanted)
    # Looked up at the first value, not now: some types hold themselves.
    types = {key: wanted.deserialized_types[name] for key, name in names.items()}
    readers: dict[str, _Read] = {}

    def read(data: Any) -> Any:
        made = wanted()
        for key, value in data.items():
            if key not in names:
                continue
            if key not in readers:
                readers[key] = _reader(types[key])
            setattr(made, names[key], None if value is None else readers[key](value))
        for key in data.keys() - names.keys():
            setattr(made, key, data[key])
        return made

    return read


@cache
def _names(wanted: Any) -> dict[str, str]:
    """Give the name of each field of a class by its key in JSON."""
    return {wanted.attribute_map.get(name, name): name for name in wanted.deserialized_types}


def _primitive(kind: Callable[[Any], Any]) -> _Read:
    def read(value: Any) -> Any:
        try:
            return kind(value)
        except TypeError:
            return value

    return read


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        moment: datetime = parse(value)
        return moment


_NATIVE: dict[str, _Read] = {
    "str": str,
    "bool": bool,
    "int": _primitive(int),
    "long": _primitive(int),
    "float": _primitive(float),
    "object": lambda value: value,
    "datetime": _moment,
    "date": lambda value: _moment(value).date(),
}
