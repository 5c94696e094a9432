"""Dataclasses that are quick to define, for what every start needs.

`dataclasses` imports `inspect`, and compiles six methods for each class: with 70 classes that takes 30 ms, a seventh of the time for one
post. Here only `__init__` is compiled, and the classes share the other methods. Instances behave the same and take as long to make.
Type checkers see the standard library's names, and its functions (`fields`, `replace`, `asdict`) work on these classes, too.
"""

import reprlib
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, get_origin

from postlint.post.cached import cached_property

__all__ = ["dataclass", "field", "field_names", "replace"]

#: stands for what is left to the default factory
_LEFT: Final = object()
_set = object.__setattr__


class _Field(NamedTuple):
    default: Any = ...
    default_factory: Callable[[], Any] | None = None
    compare: bool = True
    repr: bool = True
    metadata: Mapping[str, Any] | None = None


class _Kind(NamedTuple):
    frozen: bool
    slots: bool
    order: bool
    eq: bool


def field_names(cls: type[Any]) -> tuple[str, ...]:
    """The names of the fields of a dataclass, of this module or of the standard library."""
    made: Any = next((base for base in cls.__mro__ if "__dataclass_fields__" in vars(base)), cls)
    if "__light_fields__" in vars(made):
        return tuple(made.__light_fields__)
    import dataclasses

    return tuple(each.name for each in dataclasses.fields(cls))


def _dataclass(cls: type[Any] | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True) -> Any:
    """Make a class a dataclass; a part of what the standard library knows."""
    kind = _Kind(frozen, slots, order, eq)
    return (lambda it: _made(it, kind)) if cls is None else _made(cls, kind)


def _replace(thing: Any, /, **changes: Any) -> Any:
    """The instance with other values."""
    return type(thing)(**{name: getattr(thing, name) for name in field_names(type(thing))} | changes)


def _made(cls: type[Any], kind: _Kind) -> Any:
    types: Mapping[str, Any] = cls.__annotations__
    own = {name: _own_field(cls, name) for name, type_ in types.items() if get_origin(type_) is not ClassVar}
    fields: dict[str, _Field] = {**getattr(cls, "__light_fields__", {}), **own}
    methods = _methods(cls, fields, kind)
    defaults = {name: each.default for name, each in own.items() if each.default is not ... and not kind.slots}
    if kind.slots:
        return _with_slots(cls, methods, tuple(own))
    for name in own.keys() & vars(cls).keys() - defaults.keys():
        delattr(cls, name)
    for name, thing in (methods | defaults).items():
        setattr(cls, name, thing)
    return cls


def _own_field(cls: type[Any], name: str) -> _Field:
    default = vars(cls).get(name, ...)
    return default if isinstance(default, _Field) else _Field(default)


def _methods(cls: type[Any], fields: Mapping[str, _Field], kind: _Kind) -> dict[str, Any]:
    """What the class gets besides the defaults. Methods that it has written itself stay."""
    told = {
        "__light_fields__": fields,
        "__match_args__": tuple(fields),
        "__dataclass_fields__": _Standard("__dataclass_fields__", fields, kind),
        "__dataclass_params__": _Standard("__dataclass_params__", fields, kind),
        "__init__": _init(cls, fields, kind),
    }
    methods: dict[str, Any] = {"__repr__": _repr, "__replace__": _replace}
    if kind.eq:
        told["_compared"] = _values([name for name, each in fields.items() if each.compare])
        methods |= {"__eq__": _eq, "__hash__": _hash if kind.frozen else None}
    if kind.order:
        methods |= {"__lt__": _lt, "__le__": _le, "__gt__": _gt, "__ge__": _ge}
    if kind.frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        methods |= {"__getstate__": _getstate, "__setstate__": _setstate} if kind.slots else {}
    return told | {name: method for name, method in methods.items() if vars(cls).get(name) is None}


def _init(cls: type[Any], fields: Mapping[str, _Field], kind: _Kind) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": _set, "_LEFT": _LEFT}
    views = any(isinstance(thing, cached_property) for thing in vars(cls).values())
    parameters, lines = ["self"], ["_kept = self.__dict__"] if views else []
    if not kind.frozen:
        form = "self.{0} = {1}"
    elif views:
        # What keeps views has a dictionary anyway: to write into that takes less than half of the time that `object.__setattr__` takes.
        form = "_kept[{0!r}] = {1}"
    else:
        form = "_set_{0}(self, {1})" if kind.slots else "_set(self, {0!r}, {1})"
    for name, each in fields.items():
        value, default = name, ""
        if each.default_factory is not None:
            names[f"_new_{name}"] = each.default_factory
            value, default = f"_new_{name}() if {name} is _LEFT else {name}", "=_LEFT"
        elif each.default is not ...:
            names[f"_default_{name}"] = each.default
            default = f"=_default_{name}"
        parameters.append(name + default)
        lines.append(form.format(name, value))
    exec(f"def __init__({', '.join(parameters)}):\n {'; '.join(lines) or 'pass'}", names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _with_slots(cls: type[Any], methods: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The class anew: slots cannot be given to one that there is."""
    body = {name: thing for name, thing in vars(cls).items() if name not in (*names, "__dict__", "__weakref__")}
    make: Any = type(cls)
    made = make(cls.__name__, cls.__bases__, {**body, **methods, "__slots__": names})
    made.__qualname__ = cls.__qualname__
    # Each slot is set through its own descriptor, which takes two thirds of the time that `object.__setattr__` takes to find it.
    made.__init__.__globals__.update({f"_set_{name}": getattr(made, name).__set__ for name in made.__light_fields__})
    return made


def _values(names: list[str]) -> Callable[[Any], Any]:
    """What reads these fields: a tuple; but of one field its value."""
    return attrgetter(*names) if names else staticmethod(lambda _: ())


@reprlib.recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, each in self.__light_fields__.items() if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> bool:
    return self._compared(self) == self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _lt(self: Any, other: Any) -> Any:
    return self._compared(self) < self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _le(self: Any, other: Any) -> Any:
    return self._compared(self) <= self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _gt(self: Any, other: Any) -> Any:
    return self._compared(self) > self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _ge(self: Any, other: Any) -> Any:
    return self._compared(self) >= self._compared(other) if other.__class__ is self.__class__ else NotImplemented


def _refuse(self: Any, name: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{type(self).__qualname__} is frozen: {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__light_fields__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__light_fields__, state, strict=True):
        _set(self, name, value)


class _Standard:
    """What the standard library keeps of a dataclass under a name: taken, when it is asked for, from a class that it makes."""

    def __init__(self, name: str, fields: Mapping[str, _Field], kind: _Kind) -> None:
        self._name, self._fields, self._kind = name, fields, kind

    def __get__(self, thing: object, cls: type[Any]) -> Any:
        import dataclasses

        declared = []
        for name, each in self._fields.items():
            told: dict[str, Any] = {"compare": each.compare, "repr": each.repr, "metadata": each.metadata}
            if each.default_factory is not None:
                told["default_factory"] = each.default_factory
            elif each.default is not ...:
                told["default"] = each.default
            type_ = next(base.__annotations__[name] for base in cls.__mro__ if name in base.__annotations__)
            declared.append((name, type_, dataclasses.field(**told)))
        twin = dataclasses.make_dataclass(cls.__name__, declared, frozen=self._kind.frozen, order=self._kind.order, eq=self._kind.eq)
        return getattr(twin, self._name)


if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace
