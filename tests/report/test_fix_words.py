"""What reports say of fixes: how many there are, and what a diff shows."""

import pytest
from msgspec.structs import replace
from report_sample import BROKEN

from postlint.diagnostic import Fix, Lang, Report
from postlint.report.diff import render_diff
from postlint.report.words import fixable


def report(safe: int, unsafe: int) -> Report:
    """One with so many findings that can be fixed, and one that cannot."""
    found = BROKEN.diagnostics[0]
    fixed = [found._replace(finding=replace(found.finding, fix=Fix("delete", (), is_safe))) for is_safe in [True] * safe + [False] * unsafe]
    return Report((found._replace(finding=replace(found.finding, fix=None)), *fixed), 1)


@pytest.mark.parametrize(
    ("safe", "unsafe", "lang", "told"),
    [
        (0, 0, "en", ""),
        (0, 0, "ja", ""),
        (2, 0, "en", "2 can be fixed with --fix."),
        (0, 1, "en", "1 can be fixed with --fix --unsafe-fixes, to be looked through."),
        (2, 3, "en", "2 can be fixed with --fix, 3 more with --fix --unsafe-fixes, to be looked through."),
        (2, 0, "ja", "このうち2件は --fix で修正できます。"),
        (0, 1, "ja", "このうち1件は --fix --unsafe-fixes で修正できます（結果の確認が必要です）。"),
        (
            2,
            3,
            "ja",
            "このうち2件は --fix で修正できます。さらに3件は --fix --unsafe-fixes で修正できます（結果の確認が必要です）。",
        ),
    ],
)
def test_the_summary_says_how_many_findings_fix_themselves(safe: int, unsafe: int, lang: Lang, told: str) -> None:
    assert fixable(report(safe, unsafe), lang) == told


DIFF = "--- a.md\n+++ a.md\n@@ -1,3 +1,2 @@\n 種\x1b[2J\tを\r\n--- まく\n-水\r\n+水\n\\ No newline at end of file\n--- b.md\n+++ b.md\n@@ -1 +1 @@\n-a\n+b\n"


def test_a_diff_for_a_terminal_has_nothing_in_it_that_acts() -> None:
    told = render_diff(DIFF, color=False)
    assert "種\\x1b[2J\tを\n" in told
    assert not {"\x1b", "\r"} & set(told)


def test_a_diff_is_coloured_by_line_and_a_deleted_line_is_no_head() -> None:
    lines = render_diff(DIFF, color=True).split("\n")
    assert lines[0] == "\x1b[1m--- a.md\x1b[0m"
    assert lines[2] == "\x1b[36m@@ -1,3 +1,2 @@\x1b[0m"
    assert lines[4] == "\x1b[31m--- まく\x1b[0m"
    assert lines[6] == "\x1b[32m+水\x1b[0m"
    assert lines[7].startswith("\x1b[90m\\")
    assert lines[8] == "\x1b[1m--- b.md\x1b[0m"
    assert lines[11:] == ["\x1b[31m-a\x1b[0m", "\x1b[32m+b\x1b[0m", ""]
