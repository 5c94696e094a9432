"""Japanese: morphemes over bounded windows of text."""

import fugashi
import ipadic
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.japanese import Morpheme, has_japanese, has_unknown_word, is_known_word, tag

TAGGER = fugashi.GenericTagger(ipadic.MECAB_ARGS)


@given(st.text(alphabet=st.sampled_from("静かな山がやっと見えた。「」、ＡB1,\"' \t\r\n\u3000\x0b\u2028😀*"), max_size=40))
def test_morphemes_are_what_the_tagger_has_for_nodes(text: str) -> None:
    nodes = [(node.surface, (*node.feature, "*", "*", "*")) for node in TAGGER(text)]
    assert tag(text) == tuple(Morpheme(surface, f[0], f[1], f[4], f[5], f[6]) for surface, f in nodes)


def test_nothing_has_no_morphemes() -> None:
    assert tag("") == tag(" \n") == ()


def test_a_null_character_does_not_hide_what_follows() -> None:
    assert [morpheme.surface for morpheme in tag("山\0が")] == ["山", "が"]


@given(st.text(alphabet=st.sampled_from("パソコンサムスガ静かな山見えた。,Ａx \t\r\n\u3000😀"), max_size=12))
def test_a_word_is_known_where_its_only_node_is(text: str) -> None:
    nodes = TAGGER(text)
    assert is_known_word(text) == (len(nodes) == 1 and not nodes[0].is_unk)
    assert has_unknown_word(text) == any(node.is_unk for node in nodes)


def test_every_letter_of_japanese_is_known_as_such() -> None:
    ranges = ((0x3041, 0x309F), (0x30A0, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xFF66, 0xFF9F))
    letters = {chr(code) for start, end in ranges for code in range(start, end + 1)} | set("々〆ヶ")
    assert {chr(code) for code in range(0x10000) if has_japanese(chr(code))} == letters
    assert {chr(code) for code in range(0x10000) if has_japanese("a" + chr(code))} == letters
