"""What `postlint baseline` does once it knows what there is to find: writes the baseline, and says how it went."""

import os
from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from postlint.diagnostic import Report, Texts
from postlint.engine.baseline import NEVER, Renewal, Scope, load_or_empty, rendered, renew
from postlint.engine.internal import InternalError
from postlint.engine.registry import Plan
from postlint.engine.write import write_whole
from postlint.mistake import fill
from postlint.report import Style, render
from postlint.report.visible import visible
from postlint.tables import shown

WRITTEN: Texts = {
    "en": "{file}: {total} known (new: {added}, gone: {dropped}).",
    "ja": "{file} に{total}件の問題を記録しました（追加{added}件、削除{dropped}件）。",
}
GROWN: Texts = {
    "en": "{file} was left as it is: it would grow by {added}. Fix what is listed above.",
    "ja": "{file} は変更していません。記録のない問題が{added}件あります。上に挙げた箇所を直してください。",
}
UNHIDDEN: Texts = {
    "en": "Not recorded, since no baseline hides it: {count}.",
    "ja": "次の{count}件は、ベースラインでは隠せないため記録していません。",
}


def renewed(report: Report, file: str, scope: Scope, look: Style, *, only_shrinks: bool) -> tuple[str, int]:
    """Write the baseline anew; what to print, and the exit status. Raises BaselineError, and OSError where it cannot be written."""
    if report.crashed:
        failed = tuple(found for found in report.diagnostics if found.rule == InternalError.id)
        return render("concise", replace(report, diagnostics=failed), look), 2
    done = renew(load_or_empty(file), report, scope)
    if only_shrinks and done.added:
        return _findings(replace(report, diagnostics=done.added), look) + _told(GROWN, done, file, look), 1
    write_whole(file, rendered(done.baseline))
    unhidden = [found for found in report.diagnostics if found.rule in NEVER]
    note = fill(UNHIDDEN, {"count": len(unhidden)})[look.lang] + "\n" if unhidden else ""
    listed = _findings(replace(report, diagnostics=tuple(unhidden)), look) if unhidden else ""
    return _told(WRITTEN, done, file, look) + note + listed, 0


def scope(files: Collection[str], named: Collection[str], plan: Plan, known: Collection[str]) -> Scope:
    """What a run over `files` has looked at, which `named` (files, folders, globs) stood for; `known` are all rules."""
    folders = [os.path.abspath(name) for name in named if os.path.isdir(name)]  # noqa: PTH100, PTH112
    rules = {planned.rule.id for each in (plan, *plan.variants) for planned in each.rules}
    return Scope(frozenset(os.path.abspath(file) for file in files), folders, rules, known)  # noqa: PTH100


def _findings(report: Report, look: Style) -> str:
    """One line a finding, without the totals, which are the last."""
    return "".join(render("concise", report, look._replace(quiet=False, statistics=False)).splitlines(keepends=True)[:-1])


def _told(texts: Texts, done: Renewal, file: str, look: Style) -> str:
    data = {"file": visible(shown(Path(file))), "total": len(done.baseline.entries), "added": len(done.added), "dropped": done.dropped}
    return fill(texts, data)[look.lang] + "\n"
