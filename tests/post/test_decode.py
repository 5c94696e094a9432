"""Bytes to text, and what is wrong with bytes that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.decode import decode

TEXT = "---\ntitle: 庭の手入れ\n---\n\nカタバミは根が残ると、また生えてきます。\n"


def reason(data: bytes) -> str | None:
    damage = decode(data)[1]
    return damage.reason if damage else None


def test_a_byte_order_mark_is_removed_and_line_ends_are_kept() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n") == ("a\r\nb\rc\n", None)


def test_only_one_byte_order_mark_is_removed() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbfa")[0] == "\ufeffa"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \t\r\n\n", "\u3000\n".encode()])
def test_a_file_without_any_character_is_empty(data: bytes) -> None:
    assert reason(data) == "empty"


@pytest.mark.parametrize(("codec", "name"), [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("iso2022_jp", "ISO-2022-JP")])
def test_japanese_in_another_encoding_is_named_with_its_first_line(codec: str, name: str) -> None:
    _, damage = decode(TEXT.encode(codec))
    assert damage is not None
    assert damage.reason == "not-utf8"
    assert damage.data == {"guess": name, "line": 2}


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_a_text_in_a_known_encoding_can_be_read_all_the_same(codec: str) -> None:
    text, damage = decode(TEXT.encode(codec))
    assert text == TEXT
    assert damage is not None
    assert damage.span.of(text) == "庭"


def test_escape_sequences_that_are_no_japanese_are_text() -> None:
    assert decode(b"the \x1b$Z sequence") == ("the \x1b$Z sequence", None)


def test_a_damaged_character_in_utf8_is_no_other_encoding() -> None:
    text, damage = decode("一行目\r\n二行目".encode()[:-1])
    assert damage is not None
    assert damage.data == {"guess": "", "line": 2}
    assert damage.span.of(text) == "\ufffd"


def test_western_text_in_latin_1_is_given_no_japanese_name() -> None:
    _, damage = decode("Le café est fermé jusqu'à midi.".encode("latin-1"))
    assert damage is not None
    assert damage.data["guess"] == ""


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_told_with_or_without_a_mark(codec: str) -> None:
    text, damage = decode("title: garden work\n".encode(codec))
    assert damage is not None
    assert damage.reason == "utf16"
    assert text == "title: garden work\n"


def test_a_wide_text_that_is_cut_in_half_a_character_is_still_told() -> None:
    assert reason(b"\xff\xfea\x00b") == "utf16"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x00\x01\x02\x03abc\x04\x05\x00", bytes(range(128, 256)) + bytes(range(32))]
)
def test_binary_data_is_binary(data: bytes) -> None:
    assert reason(data) == "binary"


def test_a_nul_in_a_text_is_told_with_its_line() -> None:
    text, damage = decode("一行目\n二\0行目\n".encode())
    assert damage is not None
    assert (damage.reason, damage.data) == ("nul", {"line": 2})
    assert damage.span.of(text) == "\0"


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_in_which_the_damage_stands(data: bytes) -> None:
    text, damage = decode(data)
    if damage:
        assert 0 <= damage.span.start <= damage.span.end <= len(text)
    else:
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_text_in_utf8_is_never_damaged_unless_it_is_blank(text: str) -> None:
    assert decode(text.encode()) == (text.removeprefix("\ufeff"), None) or not text.removeprefix("\ufeff").strip()
