"""Values of settings as they are meant: no truth value is a number, no number a time of day, no text a number.

In the environment everything is text, so that there a number or a truth value may be written as one.
"""

from __future__ import annotations

import datetime as dt
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


class EnvironmentText(str):
    """A text that comes from the environment, where numbers and truth values are written as texts."""

    __slots__ = ()


class Environment(PydanticBaseSettingsSource):
    """The environment as a source of settings, whose texts can be told from those of the file."""

    def __init__(self, settings_cls: type[BaseSettings], source: PydanticBaseSettingsSource) -> None:
        """Hand on what the library's own `source` reads."""
        super().__init__(settings_cls)
        self._source = source

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """As the library's own source has it."""
        return self._source.get_field_value(field, field_name)

    def __call__(self) -> dict[str, Any]:
        """All settings of the environment."""
        return {name: _marked(value) for name, value in self._source().items()}


def _marked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _marked(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_marked(held) for held in value]
    return EnvironmentText(value) if isinstance(value, str) else value


class Section(BaseModel):
    """A section of the settings: no other keys than those named, and each value of the kind that it is meant to be."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _is_of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        kinds = set(_kinds(cls.model_fields[str(info.field_name)].annotation))
        for each in _values(value):
            _check(each, kinds)
        return value


def _kinds(annotation: Any) -> Iterator[Any]:
    """The plain types that a value of this annotation is made of; of a table, those of its values."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _kinds(arguments[0])
    elif origin in {Union, UnionType}:
        for argument in arguments:
            yield from _kinds(argument)
    elif origin in {list, dict}:
        yield from _kinds(arguments[-1])
    else:
        yield annotation


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def _check(value: Any, kinds: set[Any]) -> None:
    """Raise ValueError when a value is of another kind than is meant."""
    is_text = isinstance(value, str) and not isinstance(value, EnvironmentText)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if bool in kinds and (is_text or is_number):
        raise ValueError("write true or false, without quotes")
    if kinds & {int, float} and isinstance(value, bool):
        raise ValueError("write a number: true and false are none")
    if kinds & {int, float} and is_text:
        raise ValueError("write a number, without quotes")
    if dt.time in kinds and (is_number or isinstance(value, bool)):
        raise ValueError('write a time of day between quotes, as "06:00", UK local time')
