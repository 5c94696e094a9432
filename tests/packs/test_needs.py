"""What a pattern asks of a text, told from the pattern alone."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from postlint.packs.load import load_pack, shipped
from postlint.packs.needs import Needs, needs_of, needs_percent, worth_a_look
from postlint.packs.regex import compile_pattern
from postlint.post.text import Span

LETTERS = st.sampled_from(["a", "B", "あ", "桜", "%", "-", " ", "1", "\n"])
ESCAPES = [r"\b", r"\d", r"\s", r"\S", r"\W", r"\p{Han}", r"\PN", r"\pL", r"\n", r"\x41", r"\x{3042}", r"\."]
CLASSES = ["[あa]", "[a-c]", "[^あ]", r"[^\s]", r"[^\n%]", "[]a]", "[a-]", r"[\d%]", r"[\x{3042}桜-]", r"[^\PN]"]
ATOMS = LETTERS | st.sampled_from([".", "^", "$", "{", "ab", "桜%a", *ESCAPES, *CLASSES])
QUANTIFIERS = st.sampled_from(["", "", "", "?", "*", "+", "{0,2}", "{2}", "{1,}", "+?", "??"])
PATTERNS = st.recursive(
    st.tuples(ATOMS, QUANTIFIERS).map("".join),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.tuples(st.sampled_from(["(", "(?:", "(?P<n>"]), st.lists(inner, min_size=1, max_size=3).map("|".join), QUANTIFIERS).map(
            lambda parts: f"{parts[0]}{parts[1]}){parts[2]}"
        )
    ),
    max_leaves=8,
)
TEXTS = st.text(LETTERS | st.sampled_from("bA.{]"), max_size=12)


@given(PATTERNS, st.lists(TEXTS, min_size=4, max_size=8).map("".join), st.booleans())
def test_every_match_has_what_is_told_of_it(pattern: str, text: str, ignore_case: bool) -> None:
    try:
        compiled = compile_pattern(pattern, ignore_case=ignore_case)
    except ValueError:
        assume(False)
    needs = needs_of(pattern, ignore_case=ignore_case)
    found = [match.span() for match in compiled.finditer(text)]
    for start, end in found:
        assert not needs.literals or any(literal in text[start:end] for literal in needs.literals)
        assert not needs.folded or any(literal in text[start:end].casefold() for literal in needs.folded)
        assert not needs.one_line or "\n" not in text[start:end]
    apart = [
        (start + part.start, end + part.start)
        for part in worth_a_look(text, needs)
        for start, end in (match.span() for match in compiled.finditer(part.of(text)))
    ]
    assert apart == found


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("-{2,}[ \t]*END(?: OF)?[ \t]*-{2,}", ["END"]),
        ("[0-9]{1,3}[%％]以上の(?:企業|会社|店舗)", ["%以上の", "％以上の"]),
        ("さらに[0-9]+%の", ["%の"]),  # what has a percent sign comes first
        ("(?:桜|梅)の花", ["桜の花", "梅の花"]),
        ("桜+の?花?", ["桜"]),
        (r"\[x\]|[(（]", ["(", "[x]", "（"]),
        (r"\x{3042}\x41\t", ["あA\t"]),
        ("桜?|梅", []),
        ("[あ-ん]+", []),
        ("a|b|c|d|e|f|g|h|i", []),  # too many to seek one by one
    ],
)
def test_literals_are_told(pattern: str, literals: list[str]) -> None:
    assert list(needs_of(pattern).literals) == literals


def test_in_any_case_only_signs_are_literals_and_casefolded_all_is_known() -> None:
    assert needs_of("[0-9]+% of the", ignore_case=True).literals == ("% ",)
    assert needs_of("The|STRASSE", ignore_case=True) == Needs((), True, ("strasse", "the"))
    assert needs_of("a|b|c|d|e|f|g|h|I").folded == tuple("abcdefghi")


@pytest.mark.parametrize(
    ("letter", "others"), [("k", "K\u212a"), ("s", "S\u017f"), ("å", "Å\u212b"), ("σ", "Σς"), ("ß", "\u1e9e"), ("ι", "\u0345\u1fbe")]
)
def test_letters_that_re2_takes_for_one_another_are_casefolded_alike(letter: str, others: str) -> None:
    (told,) = needs_of(letter, ignore_case=True).folded
    for other in others:
        assert compile_pattern(letter, ignore_case=True).search(other) is not None
        assert told in other.casefold()


@pytest.mark.parametrize(
    "pattern", ["(?i)桜", r"\A桜", r"桜\z", r"\Q桜\E", r"\p{Cc}桜", r"[[:alpha:]]桜", "桜{", "桜)", "(" * 200 + "桜" + ")" * 200]
)
def test_nothing_is_told_of_what_is_not_understood(pattern: str) -> None:
    assert needs_of(pattern) == Needs()


@pytest.mark.parametrize(
    ("pattern", "one_line"), [("桜.", True), (r"桜\s", False), ("桜[^a]", False), (r"桜[^a\n]", True), (r"桜[\t-\r]", False)]
)
def test_whether_a_match_can_have_a_line_feed_is_told(pattern: str, one_line: bool) -> None:
    assert needs_of(pattern).one_line is one_line


def test_lines_with_a_literal_are_worth_a_look() -> None:
    assert worth_a_look("桜桜\n梅\n\n桜", Needs(("桜",), True)) == [Span(0, 2), Span(6, 7)]
    assert worth_a_look("梅\n桜", Needs(("桜",), False)) == worth_a_look("梅\n桜", Needs((), True)) == [Span(0, 3)]


def test_something_is_told_of_most_shipped_patterns() -> None:
    entries = [entry for path in shipped() for entry in load_pack(path).entries]
    needs = [needs_of(entry.pattern, ignore_case=entry.ignore_case) for entry in entries]
    assert sum(each != Needs() for each in needs) >= 0.9 * len(needs)
    assert sum(map(needs_percent, needs)) >= 18
