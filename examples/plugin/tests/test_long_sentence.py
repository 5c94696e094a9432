"""long-sentence on posts of its own."""

from postlint_house.long_sentence import LongSentence

from postlint.plugin import Post

SHORT = "朝九時に開きます。"
LONG = "とても" * 40 + "長い文です。"


def found(text: str, most: int = 100) -> list[str]:
    """What is marked in the text."""
    check = LongSentence(LongSentence.Options(most=most))
    return [finding.span.of(text) for finding in check.check(Post("post.md", text))]


def test_a_long_sentence_is_found() -> None:
    assert found(f"{SHORT}{LONG}\n") == [LONG]


def test_a_short_one_is_not() -> None:
    assert found(f"{SHORT}{SHORT}\n") == []


def test_how_long_a_sentence_may_be_is_an_option() -> None:
    assert found(f"{LONG}\n", most=200) == []


def test_code_is_no_sentence() -> None:
    assert found(f"```\n{LONG}\n```\n") == []
