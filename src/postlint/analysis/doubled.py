"""Sentences that stand twice in one paragraph to the letter, wherever else they stand."""

from postlint.analysis.repeats import Match, Said
from postlint.analysis.units import Unit


def doubled_in(unit: Unit) -> tuple[Match, ...]:
    """The sentences of a unit that stand in it before, letter for letter, in order."""
    keys = unit.keys
    if len(set(keys)) == len(keys):
        return ()
    first: dict[str, int] = {}
    return tuple(
        [
            Match(Said(unit, place), Said(unit, first[key]), "exact", len(key))
            for place, key in enumerate(keys)
            if first.setdefault(key, place) != place
        ]
    )
