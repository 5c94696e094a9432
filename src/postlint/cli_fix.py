"""What `--fix`, `--diff`, `--add-suppressions` and their kin ask for, and the run that does it. Prints nothing but the bar."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from postlint.cli_run import lint, lint_stdin, path_of_stdin, texts, with_bar
from postlint.diagnostic import Report, Texts
from postlint.engine.errors import CallError
from postlint.report import Style

if TYPE_CHECKING:
    from postlint.engine.baseline import Baseline
    from postlint.engine.discover import Source
    from postlint.engine.fix import Fixing
    from postlint.engine.hush import Outcome as Suppressed
    from postlint.engine.mend import Mended
    from postlint.engine.registry import Plan
    from postlint.engine.run import Aids
    from postlint.engine.session import Session
    from postlint.engine.texts import TextOf

UNSAFE_ALONE: Texts = {
    "en": "--unsafe-fixes says which fixes to apply. Add --fix, or --diff to see them first.",
    "ja": "--unsafe-fixes だけでは修正されません。--fix（確認だけなら --diff）を付けてください。",
}
NO_REASON: Texts = {
    "en": "--add-suppressions needs --reason “…”, which is written beside each directive.",
    "ja": "--add-suppressions には --reason で理由を付けてください。理由は抑制の記述と一緒に書き込まれます。",
}
REASON_ALONE: Texts = {
    "en": "--reason goes with --add-suppressions.",
    "ja": "--reason は --add-suppressions と一緒に指定してください。",
}
NOT_TOGETHER: Texts = {
    "en": "--add-suppressions cannot be combined with --fix or --diff, nor with standard input. Fix first, then suppress what is left.",
    "ja": "--add-suppressions は --fix、--diff、標準入力とは同時に使えません。先に修正し、残った指摘を抑制してください。",
}


class Fixes(NamedTuple):
    """Which fixes to apply, and whether to write them or to show what they would change."""

    unsafe: bool
    writing: bool


class Suppressions(NamedTuple):
    """To suppress everything that is found, for this reason."""

    reason: str


Wanted = Fixes | Suppressions


class Call(NamedTuple):
    """What a call of `check` runs over, and how. `sources` is None for standard input, which goes by the name `stdin`."""

    sources: "Sequence[Source] | None"
    stdin: str | None
    plan: "Plan"
    session: "Session"
    known: "Baseline | None"
    jobs: int | None
    form: str
    look: Style
    aids: "Aids"


class Outcome(NamedTuple):
    """What a run found, the texts that it found it in, and what it fixed or suppressed, if it was to do that."""

    report: Report
    text_of: "TextOf"
    mended: "Mended | None" = None
    hushed: "Hushed | None" = None


class Hushed(NamedTuple):
    """How many findings were suppressed, and in what."""

    findings: int
    outcome: "Suppressed"


def wanted_of(*, fix: bool, unsafe: bool, diff: bool, add: bool, reason: str | None) -> Wanted | None:
    """What the options ask for; None where posts stay as they are. `--diff` wins over `--fix`, since it does no harm."""
    if unsafe and not (fix or diff):
        raise CallError(UNSAFE_ALONE)
    if reason is not None and not add:
        raise CallError(REASON_ALONE)
    if not add:
        return Fixes(unsafe, not diff) if fix or diff else None
    told = " ".join((reason or "").split())
    if not told:
        raise CallError(NO_REASON)
    if fix or diff:
        raise CallError(NOT_TOGETHER)
    return Suppressions(told)


def carry_out(call: Call, wanted: Wanted | None) -> Outcome:
    """Check, and do what is wanted. What a baseline knows is no longer in the report."""
    if isinstance(wanted, Fixes):
        mended = _fix_stdin(call, wanted) if call.sources is None else _fix_files(call, call.sources, wanted)
        return _without_known(call, Outcome(mended.report, _texts_after(mended, call.sources or ()), mended))
    if call.sources is None:
        if wanted is not None:
            raise CallError(NOT_TOGETHER)
        return _without_known(call, Outcome(*lint_stdin(call.stdin, call.plan, call.session)))
    outcome = _check(call, call.sources)
    return _suppress(call, call.sources, outcome, wanted.reason) if wanted else outcome


def _check(call: Call, sources: "Sequence[Source]") -> Outcome:
    return _without_known(call, Outcome(lint(sources, call.plan, call.jobs, call.form, call.look, call.aids), texts(sources)))


def _without_known(call: Call, outcome: Outcome) -> Outcome:
    return outcome._replace(report=call.known.apply(outcome.report)) if call.known else outcome


def _suppress(call: Call, sources: "Sequence[Source]", before: Outcome, reason: str) -> Outcome:
    """Write directives for what was found, and check again."""
    from postlint.engine.hush import Hushing, hush
    from postlint.engine.run import local_day

    hushing = Hushing(reason, local_day(), call.known.sieve if call.known else None)
    done = hush(sources, before.report, call.plan, hushing, call.jobs)
    after = _check(call, sources)
    report = after.report
    if done.failed:
        diagnostics = sorted((*done.failed, *report.diagnostics), key=lambda diagnostic: diagnostic.sort_key)
        report = replace(report, diagnostics=tuple(diagnostics), crashed=True)
    return after._replace(report=report, hushed=Hushed(report.suppressed - before.report.suppressed, done))


def _fix_files(call: Call, sources: "Sequence[Source]", wanted: Fixes) -> "Mended":
    from postlint.engine.mend import mend

    fixing = _fixing(call, wanted)
    return with_bar(call.form, call.look, lambda tell: mend(sources, call.plan, fixing, call.jobs, call.aids._replace(progress=tell)))


def _fix_stdin(call: Call, wanted: Fixes) -> "Mended":
    from postlint.engine.mend import Mended, mend_text

    data, path = sys.stdin.buffer.read(), path_of_stdin(call.stdin)
    if call.session.excludes(call.stdin):
        return Mended(Report((), 0), {}, 0, contents={path: data})
    return mend_text(data, path, call.plan, _fixing(call, wanted))


def _fixing(call: Call, wanted: Fixes) -> "Fixing":
    from postlint.engine.fix import Fixing
    from postlint.engine.run import local_day

    return Fixing(wanted.unsafe, local_day(), call.known.sieve if call.known else None, wanted.writing)


def _texts_after(mended: "Mended", sources: "Sequence[Source]") -> "TextOf":
    from postlint.post.decode import decode

    written = texts(sources)
    return lambda path: decode(mended.contents[path])[0] if path in mended.contents else written(path)
