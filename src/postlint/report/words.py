"""What the text report says in its own voice, in both languages."""

from postlint.diagnostic import Lang, Report, Severity
from postlint.shelf import shelves_of

SEVERITIES: dict[Lang, dict[Severity, str]] = {
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning"},
    "ja": {Severity.ERROR: "エラー", Severity.WARNING: "警告"},
}
TABLE_HEAD: dict[Lang, tuple[str, str, str]] = {"en": ("Rule", "Count", "What is wrong"), "ja": ("ルール", "件数", "内容")}
CRASHED: dict[Lang, str] = {
    "en": "postlint itself failed on part of this run, so the result is incomplete. Please report it as a bug.",
    "ja": "postlint 自体の不具合で、一部を調べられませんでした。結果は完全ではありません。お手数ですが、不具合としてご報告ください。",
}
NO_POSTS: dict[Lang, str] = {"en": "There was no post to check.", "ja": "調べる記事がありませんでした。"}


def until_line(line: int, lang: Lang) -> str:
    """Says that a range goes on to a later line."""
    return f"… to line {line}" if lang == "en" else f"…{line}行目まで"


def more_about(rule: str, lang: Lang) -> str:
    """How to read about a rule."""
    return f"More about a rule: postlint explain {rule}" if lang == "en" else f"ルールの詳しい説明: postlint explain {rule}"


def totals(report: Report, lang: Lang) -> str:
    """The run in one sentence."""
    found = len(report.diagnostics)
    posts = sum(1 for _ in shelves_of(report.diagnostics))
    if not report.checked and not found:
        return NO_POSTS[lang]
    if lang == "ja":
        return _totals_ja(report, found, posts)
    hidden = f", {report.suppressed} suppressed" if report.suppressed else ""
    hidden += f", {report.baselined} in the baseline" if report.baselined else ""
    if not found:
        return f"{_counted(report.checked, 'post')} checked, nothing found{hidden}."
    kinds = f"{_counted(report.count(Severity.ERROR), 'error')}, {_counted(report.count(Severity.WARNING), 'warning')}{hidden}"
    return f"{_counted(report.checked, 'post')} checked: {_counted(found, 'finding')} in {_counted(posts, 'post')} ({kinds})."


def _totals_ja(report: Report, found: int, posts: int) -> str:
    hidden = f"、抑制{report.suppressed}件" if report.suppressed else ""
    hidden += f"、ベースラインに記録済み{report.baselined}件" if report.baselined else ""
    if not found:
        return f"{report.checked}件の記事を調べました。問題は見つかりませんでした{hidden and f'（{hidden[1:]}）'}。"
    kinds = f"エラー{report.count(Severity.ERROR)}件、警告{report.count(Severity.WARNING)}件{hidden}"
    return f"{report.checked}件の記事を調べ、{posts}件の記事で{found}件の問題が見つかりました（{kinds}）。"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fixable(report: Report, lang: Lang) -> str:
    """What `--fix` would do about it; empty where it can do nothing."""
    safe, unsafe = (sum(count for kind, count in report.tally.items() if kind.safe is wanted) for wanted in (True, False))
    if lang == "ja":
        first = f"このうち{safe}件は --fix で修正できます。" if safe else ""
        more = (
            f"{'さらに' if safe else 'このうち'}{unsafe}件は --fix --unsafe-fixes で修正できます（結果の確認が必要です）。"
            if unsafe
            else ""
        )
        return first + more
    parts = [f"{safe} can be fixed with --fix"] if safe else []
    parts += [f"{unsafe}{' more' if safe else ' can be fixed'} with --fix --unsafe-fixes, to be looked through"] if unsafe else []
    return ", ".join(parts) + "." if parts else ""
