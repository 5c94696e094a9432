"""Values are frozen dataclasses, however they are made."""

import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from postlint.post.values import value


@value(order=True)
class Pair:
    """Of two fields that must be given."""

    one: int
    two: str


@value()
class Loose:
    """Of one that must be given and three that need not."""

    one: int
    two: str = "b"
    data: Mapping[str, int] = field(default_factory=dict)
    four: "Loose | None" = None


@dataclass(frozen=True, slots=True, order=True)
class Usual:
    """What Pair is without the haste."""

    one: int
    two: str


def test_a_value_is_made_as_a_dataclass_is() -> None:
    assert (Pair(1, "a").one, Pair(two="a", one=1).two) == (1, "a")
    assert repr(Pair(1, "a")) == repr(Usual(1, "a")).replace("Usual", "Pair")
    assert [each.name for each in fields(Loose)] == ["one", "two", "data", "four"]
    assert replace(Loose(1, data={"a": 2}), two="c") == Loose(1, "c", {"a": 2})


def test_what_is_not_given_has_its_default_and_no_two_share_one_that_is_made() -> None:
    first, second = Loose(1), Loose(1)
    assert (first.two, first.data, first.four) == ("b", {}, None)
    assert first.data is not second.data
    assert Loose(1, data={}).data == {}


@pytest.mark.parametrize("wrong", [(), (1,), (1, "a", 3)])
def test_a_value_with_too_few_or_too_many_fields_cannot_be_made(wrong: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError):
        Pair(*wrong)


def test_a_value_is_frozen_and_has_no_other_fields() -> None:
    pair = Pair(1, "a")
    with pytest.raises(FrozenInstanceError):
        pair.one = 2  # type: ignore[misc]
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        pair.three = 3  # type: ignore[attr-defined]
    assert pair.one == 1


def test_values_are_compared_hashed_ordered_and_pickled_by_their_fields() -> None:
    assert Pair(1, "a") == Pair(1, "a") != Pair(1, "b")
    assert hash(Pair(1, "a")) == hash(Usual(1, "a"))
    assert sorted([Pair(2, "a"), Pair(1, "b"), Pair(1, "a")]) == [Pair(1, "a"), Pair(1, "b"), Pair(2, "a")]
    assert pickle.loads(pickle.dumps(Loose(1, "c", {"a": 2}))) == Loose(1, "c", {"a": 2})
