"""The markers around a place."""

from postlint.analysis.markers import marker_before, marker_behind, marker_spans, markers_between
from postlint.post.post import Post

POST = Post("a.md", "種をまきます。\n\n---END---\n\n水をやります。\n\n---END---\n\n草を抜きます。\n")


def test_markers_are_found_by_place() -> None:
    first, second = marker_spans(POST)
    assert marker_before(POST, first.start) is None
    assert marker_before(POST, first.start + 1) == first
    assert marker_before(POST, len(POST.text)) == second
    assert marker_behind(POST, 0) == marker_behind(POST, first.start) == first
    assert marker_behind(POST, first.start + 1) == second
    assert marker_behind(POST, second.end) is None
    assert markers_between(POST, 0, len(POST.text)) == (first, second)
    assert markers_between(POST, first.start, second.start) == (first,)
    assert markers_between(POST, first.end, second.start) == ()
