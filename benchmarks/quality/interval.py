"""The exact binomial confidence interval (Clopper and Pearson, 1934), with the standard library only."""

from collections.abc import Callable
from math import exp, lgamma, log, log1p

#: halvings of [0, 1]: more than a float can tell apart
_HALVINGS = 60


def interval(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The shares between which the true share lies with the given confidence, when `hits` of `n` were counted.

    Raises ValueError where hits are not among n. Of nothing counted nothing is known: (0, 1).
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n}")
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - _at_most(hits - 1, n, p) >= tail)
    high = 1.0 if hits == n else _solve(lambda p: _at_most(hits, n, p) <= tail)
    return low, high


def _at_most(k: int, n: int, p: float) -> float:
    """The probability of k hits or fewer of n, each with probability p."""
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if k >= n else 0.0
    return sum(exp(lgamma(n + 1) - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log1p(-p)) for i in range(k + 1))


def _solve(reached: Callable[[float], bool]) -> float:
    """The smallest p in [0, 1] where `reached`, which is true from there on, holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return (low + high) / 2
