"""Which name was probably meant."""

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name of `names` that is most like `name`, or None where none is alike (case and `_` for `-` do not count)."""
    from difflib import get_close_matches  # only a mistake pays for the import

    plain = {_plain(candidate): candidate for candidate in names}
    close = get_close_matches(_plain(name[:80]), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")
