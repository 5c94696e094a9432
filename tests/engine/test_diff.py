"""A diff says exactly what changed: what applies it backwards gets the old text."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.engine import diff
from postlint.engine.diff import unified

LINES = st.lists(st.sampled_from(["a\n", "b\n", "\n", "c\r\n", "d\r", "- x\n", "\u2028e\n"]), max_size=30)
TEXTS = st.tuples(LINES, st.sampled_from(["", "z", "a"])).map(lambda parts: "".join(parts[0]) + parts[1])


def applied(before: str, told: str) -> str:
    """What the diff makes of the old text: every line that it shows as kept or deleted must stand there."""
    lines, out, at = before.split("\n"), list[str](), 0
    for hunk in told.split("\n@@ ")[1:]:
        head, *body = hunk.split("\n")
        start, count = [*map(int, head.split()[0][1:].split(",")), 1][:2]
        out += lines[at : (start - 1 if count else start)]
        at = start - 1 if count else start
        for index, line in enumerate(body):
            bare = index + 1 < len(body) and body[index + 1].startswith("\\")
            if line[:1] in (" ", "-"):
                assert lines[at] == line[1:]
                at += 1
            if line[:1] in (" ", "+"):
                out.append(line[1:] + ("\0" if bare else ""))
    text = "\n".join([*out, *lines[at:]])
    return text.split("\0")[0] if "\0" in text else text


def test_equal_texts_have_no_diff() -> None:
    assert unified("a.md", "a\n", "a\n") == ""


def test_a_diff_shows_three_lines_around_a_change() -> None:
    before = "".join(f"{n}\n" for n in range(1, 21))
    after = before.replace("10\n", "zehn\n")
    assert unified("庭.md", before, after) == "--- 庭.md\n+++ 庭.md\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+zehn\n 11\n 12\n 13\n"


def test_changes_that_are_near_share_a_hunk_and_others_do_not() -> None:
    before = "".join(f"{n}\n" for n in range(1, 31))
    near, far = before.replace("10\n", "x\n").replace("17\n", "y\n"), before.replace("10\n", "x\n").replace("18\n", "y\n")
    assert [unified("a", before, after).count("@@ -") for after in (near, far)] == [1, 2]


def test_a_missing_line_end_is_told() -> None:
    assert unified("a", "x\ny", "x\ny\n").endswith(" x\n-y\n\\ No newline at end of file\n+y\n")
    assert unified("a", "x\ny", "y").startswith("--- a\n+++ a\n@@ -1,2 +1 @@\n-x\n y\n\\ No newline")


def test_a_text_that_becomes_empty_and_one_that_was_empty_have_a_range_of_none() -> None:
    assert "@@ -1 +0,0 @@" in unified("a", "x\n", "")
    assert "@@ -0,0 +1 @@" in unified("a", "", "x\n")


def test_a_giant_change_is_shown_whole_instead_of_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "_LARGEST", 3)
    assert unified("a", "1\n2\n3\n4\n", "1\nx\n3\ny\n") == "--- a\n+++ a\n@@ -1,4 +1,4 @@\n 1\n-2\n-3\n-4\n+x\n+3\n+y\n"


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_applying_a_diff_gives_the_new_text(before: str, after: str) -> None:
    if not before.endswith("\n") or not after.endswith("\n"):
        before, after = before + "\n", after + "\n"
    assert applied(before, unified("a", before, after)) == after


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch here")
@pytest.mark.parametrize(
    ("before", "after"), [("a\r\nb\r\nc\r\n", "a\r\nc\r\n"), ("a\nb", "a\nb\n"), ("a\nb\n", "a"), ("あ\n\n\nい\n", "あ\n\nい\n")]
)
def test_patch_understands_a_diff(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "a.md").write_bytes(before.encode())
    told = unified("a.md", before, after).encode()
    subprocess.run(["patch", "-p0", "--binary"], input=told, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "a.md").read_bytes() == after.encode()
