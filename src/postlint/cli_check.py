"""`postlint check`, once it is known what the call gives."""

from collections.abc import Sequence

from postlint.cli_fix import Call, Outcome, carry_out, wanted_of
from postlint.cli_fixed import tell
from postlint.cli_given import Given
from postlint.cli_print import note, show, warn, write
from postlint.cli_run import NO_POST, cache_of, known_findings, session_of, sources_of
from postlint.cli_style import in_actions, style
from postlint.cli_values import names, one_of, output_file, processes
from postlint.cli_voice import Voice
from postlint.diagnostic import Severity
from postlint.engine.errors import call_error
from postlint.report import FORMATS, Style, render
from postlint.report.visible import visible


def check_posts(given: Given, voice: Voice) -> int:
    """Check posts and report what is broken; the exit status."""
    fails = Severity(one_of("--fail-on", given.fail_on or "warning", tuple(Severity)))
    form = one_of("--format", given.format_ or ("github" if in_actions() and not given.watch else "text"), FORMATS)
    outputs = [output_file(spec, given.format_ or "text") for spec in given.output]
    workers = processes(given.jobs)
    stdin = list(given.paths) == ["-"] or (not given.paths and given.stdin_filename is not None)
    wanted = wanted_of(fix=given.fix, unsafe=given.unsafe_fixes, diff=given.diff, add=given.add_suppressions, reason=given.reason)
    named = [given.stdin_filename] if stdin and given.stdin_filename else [] if stdin else given.paths or ["."]

    def prepare() -> Call:
        return _prepared(given, voice, named, stdin=stdin)._replace(jobs=workers, form=form)

    if given.watch:
        from postlint import cli_watch

        cli_watch.refuse(given._asdict(), stdin=stdin)
        return cli_watch.watch(prepare, named, voice, cached=not given.no_cache)
    call = prepare()
    if given.show_files:
        show("".join(visible(path) + "\n" for path in ([each.path for each in call.sources] if call.sources is not None else named)))
        return 0
    with cache_of(call.session, wanted=not (given.no_cache or stdin), tell=lambda told: note(f"postlint: {told[voice.lang]}")) as cache:
        call = call._replace(aids=call.aids._replace(cache=cache))
        outcome = carry_out(call, wanted)
        if not outcome.report.checked and not given.allow_empty:
            raise call_error(NO_POST, names=", ".join(named))
        _write_outputs(outputs, outcome, call.look)
        return max(_status(outcome, fails, exit_zero=given.exit_zero), tell(outcome, call, wanted))


def _prepared(given: Given, voice: Voice, named: Sequence[str], *, stdin: bool) -> Call:
    """What the call runs over, and how: the configuration is read, and posts are found."""
    from postlint.config import doubts
    from postlint.engine.run import Aids

    session = session_of(voice, given.lang, given.config, given.isolated, named)
    warn((each.told for each in doubts(session.config)), voice)
    session = session.overridden(select=names(given.select), ignore=names(given.ignore), strict=given.strict)
    look = style(voice.lang, given.color, session.registry.catalogue)
    look = look._replace(quiet=given.quiet, verbose=given.verbose, statistics=given.statistics)
    found = (None, (), session.plan_of_text(given.stdin_filename)) if stdin else session.surrounded(sources_of(named, session))
    sources, site, plan = found
    wanted = given.baseline or given.baseline_file is not None
    known = known_findings(given.baseline_file, session.config) if wanted else None
    return Call(sources, given.stdin_filename, plan, session, known, None, "text", look, Aids(site=site))


def _write_outputs(outputs: Sequence[tuple[str, str]], outcome: Outcome, look: Style) -> None:
    """The reports that go to files, as (format, file). They look the same whatever the terminal is."""
    plain = Style(look.catalogue, look.lang, prefix=look.prefix, text_of=outcome.text_of)
    for name, file in outputs:
        write(file, render(name, outcome.report, plain))


def _status(outcome: Outcome, fails: Severity, *, exit_zero: bool) -> int:
    report = outcome.report
    if report.crashed:
        return 2
    failing = report.count(Severity.ERROR) if fails is Severity.ERROR else len(report.diagnostics)
    would_change = outcome.mended is not None and bool(outcome.mended.diff)
    return 1 if (failing or would_change) and not exit_zero else 0
