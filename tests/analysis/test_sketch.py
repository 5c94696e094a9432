"""Sketches: the same with numpy and without, close to Jaccard's similarity, and sure to meet where texts are alike."""

import subprocess
import sys
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.analysis.sketch import (
    BANDS,
    COARSE,
    ERROR,
    FINE,
    ROWS,
    SHINGLE,
    bands,
    numpy_sketch,
    plain_sketch,
    similarity,
    sketch_of,
)

STEADY = settings(max_examples=150, deadline=None, derandomize=True)
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん。、"


def shingles(text: str) -> set[str]:
    squeezed = "".join(text.split())
    return {squeezed[i : i + SHINGLE] for i in range(len(squeezed) - SHINGLE + 1)}


def jaccard(one: str, other: str) -> float:
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def made(rng: Random, length: int) -> str:
    return "".join(rng.choices(KANA, k=length))


def edited(text: str, rng: Random, share: float) -> str:
    """The text with about this share of its characters replaced, in stretches of ten."""
    for _ in range(round(len(text) * share / 10)):
        at = rng.randrange(len(text))
        text = text[:at] + made(rng, 10) + text[at + 10 :]
    return text


@given(st.text(st.characters(), min_size=SHINGLE, max_size=300).map(lambda text: "".join(text.split())).filter(lambda t: len(t) >= SHINGLE))
@STEADY
def test_numpy_and_plain_python_make_the_same_sketch(text: str) -> None:
    assert plain_sketch(text) == numpy_sketch(text)


def test_long_texts_have_the_same_sketch_either_way() -> None:
    for n in range(3):
        text = made(Random(n), 20_000)
        assert plain_sketch(text) == numpy_sketch(text) == sketch_of(text)


@given(st.text(max_size=200), st.sampled_from(["\n", " ", "\r\n", "　", "\t"]))
@STEADY
def test_white_space_makes_no_difference(text: str, space: str) -> None:
    assert sketch_of(space.join(text)) == sketch_of(text)


def test_a_text_without_a_shingle_meets_nobody() -> None:
    assert sketch_of("あいうえ") == b""
    assert bands(b"") == ()


def test_a_sketch_is_small_and_of_one_size() -> None:
    assert {len(sketch_of(made(Random(n), 5 + n * 400))) for n in range(20)} == {COARSE + FINE}


def test_keys_of_different_bands_differ() -> None:
    assert len(set(bands(sketch_of(made(Random(1), 30))))) == BANDS
    assert BANDS * ROWS == COARSE


def test_a_text_is_wholly_like_itself_and_nothing_like_another() -> None:
    one, other = sketch_of(made(Random(1), 4000)), sketch_of(made(Random(2), 4000))
    assert similarity(one, one) == 1
    assert similarity(one, other) < ERROR


def test_the_estimate_lies_within_its_error() -> None:
    rng = Random(7)
    for length in (300, 1000, 5000, 15_000):
        for share in (0.01, 0.03, 0.06, 0.1):
            text = made(rng, length)
            copy = edited(text, rng, share)
            assert abs(similarity(sketch_of(text), sketch_of(copy)) - jaccard(text, copy)) <= ERROR, (length, share)


def test_the_promised_share_of_pairs_meets() -> None:
    # The probability in the module's documentation.
    assert (1 - 0.8**ROWS) ** BANDS < 1e-7
    assert (1 - 0.7**ROWS) ** BANDS < 2e-4
    rng, met = Random(11), []
    for _ in range(150):
        text = made(rng, 600)
        copy = edited(text, rng, 0.07)
        if 0.75 < jaccard(text, copy) < 0.85:
            met.append(bool(set(bands(sketch_of(text))) & set(bands(sketch_of(copy)))))
    assert len(met) > 50
    assert all(met)


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_numpy_is_imported_for_many_posts_and_for_none_or_few_not() -> None:
    code = "import sys; from postlint.analysis.sketch import sketch_of; [sketch_of('あいうえお' * 2000) for _ in range({})]; print('numpy' in sys.modules)"
    assert run(code.format(5)) == "False\n"
    assert run(code.format(40)) == "True\n"


def test_numpy_is_imported_at_once_where_many_long_posts_are_to_come() -> None:
    code = "import sys; from postlint.analysis.sketch import expect, sketch_of; expect({}); sketch_of('あいうえお' * {}); print('numpy' in sys.modules)"
    assert run(code.format(300, 2000)) == "True\n"
    assert run(code.format(12, 2000)) == "False\n"
    assert run(code.format(300, 100)) == "False\n"
