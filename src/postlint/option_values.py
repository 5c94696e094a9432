"""Values of a check's options: read by the type and the range that its Options dataclass declares."""

import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from postlint.mistake import shortened
from postlint.tables import Node

_SCALARS: Mapping[Any, Callable[[Node], Any]] = {bool: Node.switch, int: Node.whole, float: Node.number}


def read_option(node: Node, options: type[Any], name: str) -> Any:
    """The value of the option `name` of an Options dataclass."""
    import dataclasses  # most runs set no option

    (declared,) = (field for field in dataclasses.fields(options) if field.name == name)
    return _read(node, typing.get_type_hints(options)[name], declared.metadata)


def option_names(options: type[Any]) -> tuple[str, ...]:
    """The names of the options, as declared."""
    return tuple(each.name for each in fields(options))


def is_readable(type_: Any) -> bool:
    """Whether an option may have this type."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        return len(inner) == 1 and is_readable(inner[0])
    if origin is typing.Literal:
        return all(isinstance(argument, str) for argument in arguments)
    if origin in (list, tuple):
        return bool(arguments) and is_readable(arguments[0])
    if origin is dict:
        return arguments[0] is str and is_readable(arguments[1])
    return type_ is str or type_ in _SCALARS


def _read(node: Node, type_: Any, metadata: Mapping[str, Any]) -> Any:
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin in (typing.Union, types.UnionType):
        if node.value is None and type(None) in arguments:
            return None
        (type_,) = (argument for argument in arguments if argument is not type(None))
        return _read(node, type_, metadata)
    if origin is typing.Literal:
        return node.choice(arguments)
    if origin in (list, tuple):
        items = node.one_or_more()
        return origin(_formed(item, metadata) if arguments[0] is str else _read(item, arguments[0], metadata) for item in items)
    if origin is dict:
        return {key: _read(value, arguments[1], metadata) for key, value in node.mapping().items()}
    if type_ is str:
        return node.value if node.value == "" else node.text()
    return _in_range(node, _SCALARS[type_](node), metadata)


def _formed(node: Node, metadata: Mapping[str, Any]) -> str:
    text, form = node.text(), metadata.get("form")
    if form is not None and not re.search(form, text):
        node.fail("no-such-form", value=shortened(text), meaning={lang: metadata[lang] for lang in ("en", "ja")})
    return text


def _in_range(node: Node, value: Any, metadata: Mapping[str, Any]) -> Any:
    minimum, maximum = metadata.get("minimum"), metadata.get("maximum")
    if minimum is not None and value < minimum:
        node.fail("too-small", value=value, minimum=minimum)
    if maximum is not None and value > maximum:
        node.fail("too-large", value=value, maximum=maximum)
    return value
