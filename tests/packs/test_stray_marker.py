"""stray-marker: markers that stand close together."""

import pytest

from postlint.checks.base import Check
from postlint.engine.edits import apply
from postlint.engine.registry import load_registry
from postlint.post.post import Post


@pytest.mark.parametrize("marker", ["---END---", "---END------END---", "---end------end---", "---END OF PART 2------END---END--"])
def test_nothing_is_left_of_markers_that_abut(marker: str) -> None:
    post = Post("a.md", f"草を抜きます。{marker}水をやります。\n")
    rule = load_registry().rules["stray-marker"]()
    assert isinstance(rule, Check)
    (found,) = rule.check(post)
    assert found.fix is not None
    assert apply(post.text, found.fix.edits) == "草を抜きます。水をやります。\n"
