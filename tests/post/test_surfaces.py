"""The words of the tagger's dictionary."""

from itertools import product
from pathlib import Path

import ipadic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.japanese import is_known_word, surfaces
from postlint.post.surfaces import Surfaces

LETTERS = st.sampled_from("アイカガキギクグケコサシスストドテデフプブムメラリルレロンーッ山川学校生a1")


@given(st.text(alphabet=LETTERS, min_size=1, max_size=6))
def test_what_the_tagger_knows_as_one_word_stands_in_the_dictionary(text: str) -> None:
    assert surfaces().spelled(list(text)) == [text] or not is_known_word(text)


@given(st.lists(st.lists(LETTERS, min_size=1, max_size=3, unique=True), min_size=1, max_size=4))
def test_spellings_are_the_words_among_all_combinations(choices: list[list[str]]) -> None:
    rows = ["".join(letters) for letters in product(*choices)]
    assert surfaces().spelled(choices) == [row for row in rows if surfaces().spelled(list(row))]


def test_a_word_is_found_among_its_spellings_and_what_only_begins_one_is_not() -> None:
    assert surfaces().spelled([("フ", "ブ", "プ"), "ロ", ("ク", "グ"), "ラ", "ム"]) == ["プログラム"]
    assert surfaces().spelled(list("プログラ")) == []


@pytest.mark.parametrize("content", [b"no dictionary", bytes(1000)], ids=["short", "zeros"])
def test_a_file_with_another_layout_may_have_any_word(tmp_path: Path, content: bytes) -> None:
    assert among(tmp_path, content) == ["アウ", "イウ"]


@pytest.mark.parametrize(("at", "changed"), [(0, b"\0"), (4, b"g"), (40, b"euc-jp")], ids=["magic", "version", "encoding"])
def test_a_dictionary_with_another_head_is_not_read(tmp_path: Path, at: int, changed: bytes) -> None:
    head = bytearray(Path(ipadic.DICDIR, "sys.dic").read_bytes()[:4096])
    head[:4] = (len(head) ^ 0xEF718F77).to_bytes(4, "little")
    head[24:28] = (len(head) - 72).to_bytes(4, "little")
    assert among(tmp_path, bytes(head)) == []  # the words lie behind the part that is left of the array
    head[at : at + len(changed)] = changed
    assert among(tmp_path, bytes(head)) == ["アウ", "イウ"]


def among(folder: Path, content: bytes) -> list[str]:
    file = folder / "sys.dic"
    file.write_bytes(content)
    return Surfaces(str(file)).spelled([("ア", "イ"), "ウ"])


def test_what_words_begin_with() -> None:
    assert surfaces().begins("プログラ")
    assert surfaces().begins("プログラム")
    assert not surfaces().begins("プログヌ")
    assert surfaces().begins("")
