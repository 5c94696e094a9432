"""What is printed of a run that fixed: the diff, the fixed text or what is left; and beside it what was fixed."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from postlint.cli_fix import Call, Outcome, Wanted
from postlint.cli_print import ERROR, note, show, show_bytes
from postlint.cli_style import prints_to_terminal
from postlint.diagnostic import Lang, Texts
from postlint.report import render

if TYPE_CHECKING:
    from postlint.engine.mend import Mended

CHANGED: Texts = {
    "en": "{path} was left as it was: it has changed since it was read. Run postlint again.",
    "ja": "{path} は読み込んだ後に変更されたため、修正を書き込みませんでした。もう一度実行してください。",
}
UNWRITTEN: Texts = {
    "en": "{path} was left as it was: it cannot be written ({error}).",
    "ja": "{path} に書き込めないため、元のままです（{error}）。",
}


def show_fixed(outcome: Outcome, call: Call, wanted: Wanted) -> int:
    """Print what was asked for, and notes beside it. The exit status: 2 where a file could not be written."""
    mended, look = outcome.mended, call.look
    if mended is None:
        return 0
    if not wanted.writing:
        _show_diff(mended.diff, call)
    else:
        report = render(call.form, outcome.report, replace(look, text_of=outcome.text_of))
        if call.sources is None:
            show_bytes(b"".join(mended.contents.values()))
        show(report, call.form, sys.stderr if call.sources is None else sys.stdout)
    for line in (*_unwritten(mended, look.lang), *_summary(mended, len(outcome.report.diagnostics), wanted, look.lang)):
        note(line)
    return 2 if mended.unwritten else 0


def _show_diff(diff: str, call: Call) -> None:
    """As it is for a program; with colour, or for a terminal, so that nothing in it acts."""
    from postlint.report.diff import render_diff

    if call.look.color or prints_to_terminal():
        show(render_diff(diff, color=call.look.color))
    else:
        show_bytes(diff.encode("utf-8"))


def _unwritten(mended: "Mended", lang: Lang) -> Iterator[str]:
    for unwritten in mended.unwritten:
        told = CHANGED if unwritten.error is None else UNWRITTEN
        yield f"postlint: {ERROR[lang]}: {told[lang].format(path=unwritten.path, error=unwritten.error)}"


def _summary(mended: "Mended", left: int, wanted: Wanted, lang: Lang) -> Iterator[str]:
    """What was fixed, by rule, and how much is left."""
    count = sum(mended.applied.values())
    told = _summary_ja if lang == "ja" else _summary_en
    yield from told(count, mended, left, wanted.writing)


def _summary_en(count: int, mended: "Mended", left: int, writing: bool) -> Iterator[str]:
    rules = ", ".join(f"{rule} {number}" for rule, number in mended.applied.items())
    what = f"{_counted(count, 'finding')} in {_counted(mended.posts, 'post')} ({rules})"
    if writing:
        yield f"Fixed {what}." if count else "There was nothing to fix."
        yield f"Left: {_counted(left, 'finding')}." if left else "Nothing is left."
    else:
        yield f"--fix would fix {what}." if count else "There is nothing to fix."
        yield f"It would leave {_counted(left, 'finding')}." if left else "Nothing would be left."


def _summary_ja(count: int, mended: "Mended", left: int, writing: bool) -> Iterator[str]:
    rules = "、".join(f"{rule} {number}件" for rule, number in mended.applied.items())
    what = f"{mended.posts}件の記事で{count}件の問題を修正"
    if writing:
        yield f"{what}しました（{rules}）。" if count else "修正できる問題はありませんでした。"
        yield f"{left}件の問題が残っています。" if left else "残っている問題はありません。"
    else:
        yield f"--fix を付けると、{what}できます（{rules}）。" if count else "修正できる問題はありません。"
        yield f"修正後も{left}件の問題が残ります。" if left else "修正後に残る問題はありません。"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
