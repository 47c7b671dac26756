"""Reads single fields out of decoded JSON, where any field may be missing, null or odd."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from spotify.errors import IncompleteItem

T = TypeVar("T")


def text(data: dict[str, Any], key: str) -> str | None:
    """A text that is not empty."""
    value = data.get(key)
    return value if isinstance(value, str) and value else None


def required_text(data: dict[str, Any], key: str) -> str:
    """A text without which the item is of no use; raises ``IncompleteItem``."""
    value = text(data, key)
    if value is None:
        raise IncompleteItem
    return value


def number(data: dict[str, Any], key: str) -> int | None:
    """A whole number, 0 or more."""
    value = data.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return None


def mapping(data: dict[str, Any], key: str) -> dict[str, Any]:
    """An object; an empty one if there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def texts(data: dict[str, Any], key: str) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(value for value in _list(data, key) if isinstance(value, str) and value)


def objects(data: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """The objects of a list; null and other things in it are left out."""
    return (value for value in _list(data, key) if isinstance(value, dict))


def items(data: dict[str, Any], key: str, parse: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
    """The objects of a list, parsed; those without an id or a name are left out."""
    parsed = (_parsed(value, parse) for value in objects(data, key))
    return tuple(item for item in parsed if item is not None)


def optional_item(data: dict[str, Any], key: str, parse: Callable[[dict[str, Any]], T]) -> T | None:
    """An object, parsed; None if it is missing or has no id or name."""
    return _parsed(mapping(data, key), parse)


def _parsed(value: dict[str, Any], parse: Callable[[dict[str, Any]], T]) -> T | None:
    try:
        return parse(value)
    except IncompleteItem:
        return None


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    return value if isinstance(value, list) else []
