"""A sketch of a text, so small that thousands are compared at once: how much two texts have in common, without either at hand.

The similarity is Jaccard's over the sets of character 5-grams (shingles) of the texts without white space. Every shingle is hashed once
and falls into one of FINE bins; a bin keeps its least hash (one-permutation hashing, Li, Owen and Zhang 2012), of which the sketch
stores eight bits (b-bit minwise hashing, Li and König 2010). Two texts agree in a bin with the probability of their similarity J.

- COARSE bins, each the least of eight fine ones, make BANDS of ROWS for candidates: two texts meet if they agree in one whole band. Of
  pairs with J = 0.8 the share (1 − 0.8⁴)³² = 5·10⁻⁸ is missed, with J = 0.7 1.5·10⁻⁴, with J = 0.6 1.2%.
- The fine bins estimate J. The standard error is at most √(J(1 − J)/u) for u bins that are not empty in both: 0.013 at J = 0.8.
"""

import os
import struct
import sys
from operator import add
from typing import Any

#: characters a shingle
SHINGLE = 5
FINE, COARSE, ROWS = 1024, 128, 4
BANDS = COARSE // ROWS
#: four standard errors of the estimate: it is wrong by more once in 16,000 pairs
ERROR = 0.05

_BIN_SHIFT = 22  # 32 bits of hash, the upper 10 of which are the bin
_MASK = 0xFFFFFFFF
_A = 0x9E3779B1
_FACTORS = tuple(_A**i & _MASK for i in range(SHINGLE))
_LANE = 64
_MIX_1, _MIX_2 = 0x85EBCA6B, 0xC2B2AE35
#: values of a bin that is not empty: 1 to _VALUES; 0 is an empty one
_VALUES = 255
_BAND_KEYS = struct.Struct(f"<{BANDS}I")
_BAND_OFFSETS = tuple(band << 32 for band in range(BANDS))
_GROUP = FINE // COARSE
#: so many characters cost as much without numpy (0.3 µs each) as numpy does to import
_PATIENCE = 250_000
_hashed_plainly = [0]
#: how many texts are still to come, as far as known
_to_come = [0]


def expect(texts: int) -> None:
    """Tell that so many texts will be sketched: for many, numpy is had at once."""
    _to_come[0] = texts


def sketch_of(text: str) -> bytes:
    """The sketch of a text, COARSE + FINE bytes."""
    return squeezed_sketch("".join(text.split()))


def squeezed_sketch(squeezed: str) -> bytes:
    """The sketch of a text that has no white space; of one without a shingle, empty bytes."""
    if len(squeezed) < SHINGLE:
        return b""
    if "numpy" not in sys.modules:
        _hashed_plainly[0] += len(squeezed)
        _to_come[0] -= 1
        if _hashed_plainly[0] + len(squeezed) * max(_to_come[0], 0) <= _PATIENCE:
            return plain_sketch(squeezed)
    return numpy_sketch(squeezed)


def plain_sketch(squeezed: str) -> bytes:
    """The sketch of a text of at least SHINGLE characters, without white space. For a few posts, since it imports nothing.

    The hashes of all shingles are computed at once in integers of 64 bits a shingle, in which no product of two 32-bit numbers overflows.
    """
    count = len(squeezed) - SHINGLE + 1
    lanes = int.from_bytes(struct.pack(f"<{len(squeezed)}Q", *map(ord, squeezed)), "little")
    low = int.from_bytes(b"\xff\xff\xff\xff\0\0\0\0" * count, "little")
    h = sum((lanes >> _LANE * i) * factor for i, factor in enumerate(_FACTORS)) & low
    h = (h ^ h >> 16 & low) * _MIX_1 & low
    h = (h ^ h >> 13 & low) * _MIX_2 & low
    h ^= h >> 16 & low
    least = [_MASK + 1] * FINE
    for one in struct.unpack(f"<{count}Q", h.to_bytes(count * 8, "little")):
        if one < least[one >> _BIN_SHIFT]:  # noqa: PLR1730 (min() would take three times as long)
            least[one >> _BIN_SHIFT] = one
    coarse = [min(least[i : i + _GROUP]) for i in range(0, FINE, _GROUP)]
    return bytes(0 if one > _MASK else one % _VALUES + 1 for one in (*coarse, *least))


def numpy_sketch(squeezed: str) -> bytes:
    """The same sketch by numpy, thirty times as fast."""
    np = _numpy()
    codes = np.frombuffer(squeezed.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)
    pairs = codes[1:] * np.uint32(_FACTORS[1])
    pairs += codes[:-1]
    fours = pairs[2:] * np.uint32(_FACTORS[2])
    fours += pairs[:-2]
    h = codes[4:] * np.uint32(_FACTORS[4])
    h += fours[:-1]
    h ^= h >> np.uint32(16)
    h *= np.uint32(_MIX_1)
    h ^= h >> np.uint32(13)
    h *= np.uint32(_MIX_2)
    h ^= h >> np.uint32(16)
    # The greatest hash stands for an empty bin and is told from it by being there.
    least = np.full(FINE, _MASK, np.uint32)
    np.minimum.at(least, (h >> np.uint32(_BIN_SHIFT)).astype(np.intp), h)  # any other type of index takes twice as long
    empty = least == _MASK
    if empty[-1] and (h == _MASK).any():
        empty[-1] = False
    both = np.concatenate((least.reshape(COARSE, _GROUP).min(axis=1), least))
    values = (both % np.uint32(_VALUES) + np.uint32(1)).astype(np.uint8)
    values[np.concatenate((empty.reshape(COARSE, _GROUP).all(axis=1), empty))] = 0
    return bytes(values.tobytes())


def bands(sketch: bytes) -> tuple[int, ...]:
    """The keys under which similar texts meet: one for each band, different for different bands."""
    if not sketch:
        return ()
    return tuple(map(add, _BAND_OFFSETS, _BAND_KEYS.unpack_from(sketch)))


def shares_band_before(one: bytes, other: bytes, band: int) -> bool:
    """Whether two sketches agree in a band before this one, so that they have met already."""
    if one == other:
        return band > 0
    return any(one[at : at + ROWS] == other[at : at + ROWS] for at in range(0, band * ROWS, ROWS))


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two texts, 0 to 1."""
    a, b = int.from_bytes(one[COARSE:]), int.from_bytes(other[COARSE:])
    empty = (a | b).to_bytes(FINE).count(0)
    agreeing = (a ^ b).to_bytes(FINE).count(0) - empty
    if empty == FINE:
        return 0.0
    by_chance = 1 / _VALUES
    return max(0.0, (agreeing / (FINE - empty) - by_chance) / (1 - by_chance))


def _numpy() -> Any:
    """numpy, imported with one thread for its linear algebra: none of that is used, and a process with threads should not fork."""
    if "numpy" not in sys.modules and "OPENBLAS_NUM_THREADS" not in os.environ:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        try:
            import numpy as np
        finally:
            del os.environ["OPENBLAS_NUM_THREADS"]
        return np
    import numpy as np

    return np
