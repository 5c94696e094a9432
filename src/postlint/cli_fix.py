"""What `--fix`, `--unsafe-fixes` and `--diff` ask for, and the run that does it. Prints nothing but the bar."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postlint.cli_run import is_excluded, lint, lint_stdin, path_of_stdin, texts, with_bar
from postlint.diagnostic import Report, Texts
from postlint.engine.errors import CallError
from postlint.report import Style

if TYPE_CHECKING:
    from postlint.config import Config
    from postlint.engine.baseline import Baseline
    from postlint.engine.discover import Source
    from postlint.engine.fix import Fixing
    from postlint.engine.mend import Mended
    from postlint.engine.registry import Plan
    from postlint.engine.texts import TextOf

UNSAFE_ALONE: Texts = {
    "en": "--unsafe-fixes says which fixes to apply. Add --fix, or --diff to see them first.",
    "ja": "--unsafe-fixes だけでは修正されません。--fix（確認だけなら --diff）を付けてください。",
}


@dataclass(frozen=True)
class Wanted:
    """Which fixes to apply, and whether to write them or to show what they would change."""

    unsafe: bool
    writing: bool


@dataclass(frozen=True)
class Call:
    """What a call of `check` runs over, and how. `sources` is None for standard input, which goes by the name `stdin`."""

    sources: "Sequence[Source] | None"
    stdin: str | None
    plan: "Plan"
    settings: "Config"
    known: "Baseline | None"
    jobs: int | None
    form: str
    look: Style


@dataclass(frozen=True)
class Outcome:
    """What a run found, the texts that it found it in, and what it fixed, if it was to fix."""

    report: Report
    text_of: "TextOf"
    mended: "Mended | None" = None


def wanted_fixes(*, fix: bool, unsafe: bool, diff: bool) -> Wanted | None:
    """What the options ask for; None where nothing is to be fixed. `--diff` wins over `--fix`, since it does no harm."""
    if unsafe and not (fix or diff):
        raise CallError(UNSAFE_ALONE)
    return Wanted(unsafe, not diff) if fix or diff else None


def carry_out(call: Call, wanted: Wanted | None) -> Outcome:
    """Check, and fix what is wanted. What a baseline knows is no longer in the report."""
    if wanted is not None:
        mended = _fix_stdin(call, wanted) if call.sources is None else _fix_files(call, call.sources, wanted)
        outcome = Outcome(mended.report, _texts_after(mended, call.sources or ()), mended)
    elif call.sources is None:
        outcome = Outcome(*lint_stdin(call.stdin, call.plan, call.settings))
    else:
        outcome = Outcome(lint(call.sources, call.plan, call.jobs, call.form, call.look), texts(call.sources))
    return replace(outcome, report=call.known.apply(outcome.report)) if call.known else outcome


def _fix_files(call: Call, sources: "Sequence[Source]", wanted: Wanted) -> "Mended":
    from postlint.engine.mend import mend

    fixing = _fixing(call, wanted)
    return with_bar(call.form, call.look, lambda tell: mend(sources, call.plan, fixing, call.jobs, tell))


def _fix_stdin(call: Call, wanted: Wanted) -> "Mended":
    from postlint.engine.mend import Mended, mend_text

    data, path = sys.stdin.buffer.read(), path_of_stdin(call.stdin)
    if is_excluded(call.stdin, call.settings):
        return Mended(Report((), 0), {}, 0, contents={path: data})
    return mend_text(data, path, call.plan, _fixing(call, wanted))


def _fixing(call: Call, wanted: Wanted) -> "Fixing":
    from postlint.engine.fix import Fixing
    from postlint.engine.run import local_day

    return Fixing(wanted.unsafe, local_day(), call.known.sieve if call.known else None, wanted.writing)


def _texts_after(mended: "Mended", sources: "Sequence[Source]") -> "TextOf":
    from postlint.post.decode import decode

    written = texts(sources)
    return lambda path: decode(mended.contents[path])[0] if path in mended.contents else written(path)
