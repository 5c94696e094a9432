"""What is printed of a run: the report, a diff or fixed text; and beside it what was fixed or suppressed."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.cli_fix import Call, Fixes, Outcome, Wanted
from postlint.cli_print import ERROR, note, show, show_bytes, show_pieces
from postlint.cli_style import prints_to_terminal
from postlint.diagnostic import Lang, Texts
from postlint.report import pieces

if TYPE_CHECKING:
    from postlint.engine.mend import Mended, Unwritten

CHANGED: Texts = {
    "en": "{path} was left as it was: it has changed since it was read. Run postlint again.",
    "ja": "{path} は読み込んだ後に変更されたため、修正を書き込みませんでした。もう一度実行してください。",
}
UNWRITTEN: Texts = {
    "en": "{path} was left as it was: it cannot be written ({error}).",
    "ja": "{path} に書き込めないため、元のままです（{error}）。",
}


def tell(outcome: Outcome, call: Call, wanted: Wanted | None) -> int:
    """Print what was asked for, and notes beside it. The exit status: 2 where a file could not be written."""
    mended, hushed, lang = outcome.mended, outcome.hushed, call.look.lang
    if mended is not None and isinstance(wanted, Fixes) and not wanted.writing:
        _show_diff(mended.diff, call)
    else:
        if mended is not None and call.sources is None:
            show_bytes(b"".join(mended.contents.values()))
        report = pieces(call.form, outcome.report, call.look._replace(text_of=outcome.text_of))
        show_pieces(report, call.form, sys.stderr if mended is not None and call.sources is None else sys.stdout)
    unwritten = mended.unwritten if mended else hushed.outcome.unwritten if hushed else ()
    for line in (*_unwritten(unwritten, lang), *_summary(outcome, wanted, lang)):
        note(line)
    return 2 if unwritten else 0


def _show_diff(diff: str, call: Call) -> None:
    """As it is for a program; with colour, or for a terminal, so that nothing in it acts."""
    from postlint.report.diff import render_diff

    if call.look.color or prints_to_terminal():
        show(render_diff(diff, color=call.look.color))
    else:
        show_bytes(diff.encode("utf-8"))


def _unwritten(files: "Sequence[Unwritten]", lang: Lang) -> Iterator[str]:
    """What is told of files that were left as they were."""
    for file in files:
        told = CHANGED if file.error is None else UNWRITTEN
        yield f"postlint: {ERROR[lang]}: {told[lang].format(path=file.path, error=file.error)}"


def _summary(outcome: Outcome, wanted: Wanted | None, lang: Lang) -> Iterator[str]:
    """What was fixed, by rule, or suppressed, and how much is left."""
    mended, hushed, left = outcome.mended, outcome.hushed, len(outcome.report.diagnostics)
    if mended is not None and isinstance(wanted, Fixes):
        told = _summary_ja if lang == "ja" else _summary_en
        yield from told(sum(mended.applied.values()), mended, left, wanted.writing)
    if hushed is not None:
        yield from (_suppressed_ja if lang == "ja" else _suppressed_en)(hushed.findings, hushed.outcome.posts, left)


def _suppressed_en(count: int, posts: int, left: int) -> Iterator[str]:
    yield f"Suppressed {_counted(count, 'finding')} in {_counted(posts, 'post')}." if posts else "There was nothing to suppress."
    if left:
        yield f"Left, since no directive can suppress it: {_counted(left, 'finding')}."


def _suppressed_ja(count: int, posts: int, left: int) -> Iterator[str]:
    yield f"{posts}件の記事で{count}件の指摘を抑制しました。" if posts else "抑制する指摘はありませんでした。"
    if left:
        yield f"記事の中では抑制できない{left}件の問題が残っています。"


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
