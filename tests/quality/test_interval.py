"""The exact binomial interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality.interval import interval


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.3085), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0), (1, 296, 0.0001, 0.0187), (78, 80, 0.9126, 0.9970)],
)
def test_it_gives_the_published_values(hits: int, n: int, low: float, high: float) -> None:
    assert list(interval(hits, n)) == pytest.approx([low, high], abs=5e-5)


def test_nothing_counted_says_nothing() -> None:
    assert interval(0, 0) == (0.0, 1.0)


def test_more_confidence_makes_it_wider() -> None:
    assert interval(5, 50, 0.99)[0] < interval(5, 50)[0] < interval(5, 50)[1] < interval(5, 50, 0.99)[1]


@pytest.mark.parametrize(("hits", "n"), [(-1, 5), (6, 5)])
def test_hits_must_be_among_n(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{hits} of {n}"):
        interval(hits, n)


@given(st.integers(1, 400), st.data())
def test_it_holds_the_measured_share_and_mirrors_misses(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    low, high = interval(hits, n)
    assert 0 <= low <= hits / n <= high <= 1
    assert list(interval(n - hits, n)) == pytest.approx([1 - high, 1 - low], abs=1e-9)
