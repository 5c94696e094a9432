"""Blocks: what stands across the edge of a stretch."""

from hypothesis import given
from hypothesis import strategies as st

from postlint.post.post import Post
from postlint.post.text import Span

PIECES = st.lists(st.sampled_from(["**", "*", "庭", "草。", " ", "(", ")"]), max_size=40).map("".join)


@given(PIECES, st.integers(0, 40), st.integers(1, 20))
def test_emphasis_stands_across_a_stretch_with_one_end_in_it(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    for block in Post("a.md", f"庭{text}").blocks:
        assert list(block.emphasised) == sorted(block.emphasised)
        inside = [sum((span.start <= e.start < span.end, span.start < e.end <= span.end)) for e in block.emphasised]
        assert sorted(block.emphasised_across(span)) == [e for e, ends in zip(block.emphasised, inside, strict=True) if ends == 1]
