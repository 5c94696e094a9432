"""Dataclasses that are quick to define, beside those of the standard library."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest

import postlint
from postlint.post import dataclass as light
from postlint.post.dataclass import field_names, replace

Library = Any
BOTH = pytest.mark.parametrize("library", [light, dataclasses], ids=["light", "standard"])


def made(library: Library, **kind: bool) -> Any:
    @library.dataclass(**kind)
    class Plum:
        """A fruit."""

        FAMILY: ClassVar[str] = "rose"
        weight: int
        colour: str = library.field(default="blue", metadata={"en": "Its colour"})
        stones: list[int] = library.field(default_factory=list, compare=False)
        secret: str = library.field(default="", repr=False)

        @property
        def heavy(self) -> bool:
            return self.weight > 50

    return Plum


def own_methods(library: Library) -> Any:
    @library.dataclass(frozen=True)
    class Odd:
        number: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.number % 2 == other.number % 2

        def __hash__(self) -> int:
            return self.number % 2

        def __repr__(self) -> str:
            return f"<{self.number}>"

    return Odd


KINDS = [
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"slots": True},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True, "eq": False},
]


def behaviour(library: Library, kind: dict[str, bool]) -> Iterator[Any]:
    """What the class and its instances say of themselves."""
    plum = made(library, **kind)
    one, same, other = plum(60), plum(60, "blue", [1]), plum(40, secret="x")
    yield (plum.__name__, plum.__qualname__.rpartition(".")[2], plum.__doc__, plum.__match_args__, plum.FAMILY)
    yield [(name, hasattr(plum, name)) for name in ("weight", "colour", "stones", "secret")]
    yield (repr(one), repr(other), one.heavy, other.heavy)
    yield (one == same, one != same, one == other, one.__eq__(60))
    yield (one.stones, one.stones is plum(60).stones)
    yield plum.__hash__ is None or (plum.__hash__ is object.__hash__) or (hash(one) == hash(same), hash(one) == hash(other))
    yield [hasattr(one, name) for name in ("__dict__", "__slots__")]
    yield (raised(lambda: setattr(one, "weight", 1)), raised(lambda: delattr(one, "colour")))
    yield raised(lambda: setattr(one, "taste", 1)) == "nothing"  # of what else may be raised, Python has changed its mind
    for act in (
        lambda: one < other,
        lambda: one <= same,
        lambda: one > other,
        lambda: one >= same,
        lambda: one < 3,
        lambda: sorted([one, other]),
    ):
        yield told(act)
    for call in (plum, lambda: plum(1, weight=2), lambda: plum(1, taste=2), lambda: plum(1, "", [], "", 5)):
        yield told(call).partition("() ")[2]
    yield (
        dataclasses.fields(plum)
        and [(each.name, each.type, each.compare, each.repr, dict(each.metadata)) for each in dataclasses.fields(one)]
    )
    yield (dataclasses.asdict(other), dataclasses.is_dataclass(plum), repr(dataclasses.replace(other, weight=3, stones=[2])))
    yield (copy.copy(other) == other) is (kind.get("eq", True))
    yield repr(copy.deepcopy(other))


def raised(act: Callable[[], object]) -> str:
    try:
        act()
    except Exception as error:
        return "frozen" if isinstance(error, dataclasses.FrozenInstanceError) else type(error).__name__
    return "nothing"


def told(act: Callable[[], object]) -> str:
    try:
        return repr(act())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_class_behaves_as_one_of_the_standard_library(kind: dict[str, bool]) -> None:
    assert list(behaviour(light, kind)) == list(behaviour(dataclasses, kind))


@BOTH
def test_methods_that_the_class_has_written_stay(library: Library) -> None:
    odd = own_methods(library)
    assert (odd(1) == odd(3), hash(odd(3)), repr(odd(3))) == (True, 1, "<3>")
    with pytest.raises(dataclasses.FrozenInstanceError):
        odd(1).number = 2


@light.dataclass(frozen=True)
class Tree:
    name: str
    branches: "tuple[Tree, ...]" = ()


@light.dataclass(frozen=True)
class Oak(Tree):
    age: int = 100


@light.dataclass(frozen=True, slots=True)
class Leaf:
    colour: str
    spots: int = 0


@dataclasses.dataclass(frozen=True)
class Cork(Oak):
    peeled: bool = False


@pytest.mark.parametrize("thing", [Tree("ash", (Tree("twig"),)), Oak("oak", age=3), Leaf("red", 2), Cork("cork", (), 40, True)])
def test_instances_go_from_process_to_process(thing: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(thing, protocol)) == thing


def test_fields_are_inherited() -> None:
    assert field_names(Oak) == ("name", "branches", "age")
    assert repr(Oak("oak", age=3)) == "Oak(name='oak', branches=(), age=3)"
    assert Oak("oak") != Tree("oak")


def test_a_class_of_the_standard_library_may_build_on_one() -> None:
    cork = Cork("cork", age=40, peeled=True)
    assert field_names(Cork) == ("name", "branches", "age", "peeled")
    assert dataclasses.asdict(cork) == {"name": "cork", "branches": (), "age": 40, "peeled": True}
    with pytest.raises(dataclasses.FrozenInstanceError):
        cork.age = 3  # type: ignore[misc]


def test_replace_gives_another_instance() -> None:
    oak = Oak("oak")
    assert replace(oak, age=3) == Oak("oak", (), 3)
    assert replace(Cork("cork"), peeled=True) == Cork("cork", peeled=True)
    assert oak.age == 100
    with pytest.raises(TypeError, match="height"):
        replace(oak, height=3)  # type: ignore[call-arg]


def test_a_repr_that_comes_back_to_itself_ends() -> None:
    @light.dataclass
    class Node:
        other: Any = None

    node = Node()
    node.other = node
    assert repr(node).endswith(".Node(other=...)")


def project() -> Iterator[type[Any]]:
    """The classes of postlint that are made here."""
    for module in pkgutil.walk_packages(postlint.__path__, "postlint."):
        if module.name.partition(".")[2].startswith(("distributed", "__main__")):
            continue
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and thing.__module__ == module.name:
                yield from (each for each in (thing, getattr(thing, "Options", None)) if each and "__light_fields__" in vars(each))


@pytest.mark.parametrize("made_here", sorted(set(project()), key=str), ids=str)
def test_every_class_of_postlint_is_made_as_one_of_the_standard_library_would_be(made_here: Any) -> None:
    declared = []
    for each in dataclasses.fields(made_here):
        fresh: Any = each.default_factory
        again: Any = dataclasses.field(default=each.default) if fresh is dataclasses.MISSING else dataclasses.field(default_factory=fresh)
        declared.append((each.name, each.type, again))
    mine, theirs = (inspect.signature(cls).parameters for cls in (made_here, dataclasses.make_dataclass("Twin", declared)))
    assert list(mine) == list(theirs) == list(made_here.__match_args__)
    assert list(mine) == [name for base in reversed(made_here.__mro__) for name in vars(base).get("__annotations__", {})]
    for name, parameter in theirs.items():
        assert mine[name].kind is parameter.kind
        assert (mine[name].default is parameter.default) or made_here.__light_fields__[name].default_factory is not None
    assert all(getattr(made_here, name, None) is not made_here.__light_fields__[name] for name in mine)


def test_definitions_import_neither_dataclasses_nor_inspect() -> None:
    code = "import sys, postlint.post.dataclass, postlint.diagnostic; print([name for name in ('dataclasses', 'inspect') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
