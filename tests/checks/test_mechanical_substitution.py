"""mechanical-substitution: the compounds that a replaced word stands in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from postlint.checks.mechanical_substitution import MechanicalSubstitution, compounds
from postlint.post.post import Post
from postlint.post.text import Span

LETTER = "[ァ-ヺー一-鿿々]"
TEXTS = st.text(alphabet="アイ一々ーJ化。 \n", max_size=30)


@given(TEXTS, st.text(alphabet="アイ化J", min_size=1, max_size=3))
def test_a_compound_is_the_word_with_all_letters_around_it(text: str, word: str) -> None:
    naive = re.finditer(f"{LETTER}*{re.escape(word)}{LETTER}*", text)
    assert [(span.start, span.end) for span in compounds(text, word)] == [match.span() for match in naive]


def test_a_row_of_letters_takes_no_square_of_its_length() -> None:
    row = "畑仕事" * 100_000
    assert list(compounds(f"{row}\n{row}農園{row}", "農園")) == [Span(len(row) + 1, 3 * len(row) + 3)]
    check = MechanicalSubstitution(MechanicalSubstitution.Options(("庭 => 農園",)))
    assert list(check.check(Post("a.md", f"{row}\n\n農園で働く。\n"))) == []
