"""Views of frozen values are computed once."""

from dataclasses import dataclass, field

from postlint.post.cached import cached_property


@dataclass(frozen=True)
class Word:
    """A value that counts how often it is looked at."""

    text: str
    looks: list[str] = field(default_factory=list)

    @cached_property
    def upper(self) -> str:
        """The word in capitals."""
        self.looks.append(self.text)
        return self.text.upper()


def test_a_view_is_computed_at_its_first_read_and_kept() -> None:
    word, other = Word("a"), Word("b")
    assert (word.upper, word.upper, other.upper) == ("A", "A", "B")
    assert word.looks == ["a"]


def test_a_view_keeps_its_documentation() -> None:
    assert Word.upper.__doc__ == "The word in capitals."
