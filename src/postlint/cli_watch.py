"""`check --watch`: a first report on everything, then one on what has changed, again and again."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Literal

from msgspec import Struct

from postlint.cli_fix import Call
from postlint.cli_print import complain, note, show
from postlint.cli_run import cache_of, with_bar
from postlint.cli_style import prints_to_terminal
from postlint.cli_voice import Voice
from postlint.diagnostic import Report, Texts
from postlint.engine.changes import Scope, Signs, scope, signs
from postlint.engine.discover import Source
from postlint.engine.errors import CallError, call_error
from postlint.engine.lint import lint_file
from postlint.engine.over import WORTH_IT
from postlint.engine.run import recall_of
from postlint.engine.session import Session
from postlint.engine.snapshot import Snapshot, Watched, look
from postlint.mistake import PostlintError
from postlint.report import render
from postlint.report.visible import visible
from postlint.report.words import totals
from postlint.schemas import compiled
from postlint.shelf import AnyShelf, Shelves, shelves_of

#: the formats that are made for people
FORMATS = ("text", "concise")
#: options that do not go with it
NEVER = ("fix", "diff", "add_suppressions", "output", "show_files", "stdin_filename")
#: clears the screen and goes to its top; what has scrolled away stays
CLEAR = "\x1b[2J\x1b[H"
#: of more posts than this only how many they are is told
NAMED = 5
NOT_TOGETHER: Texts = {
    "en": "--watch shows a person what is found, and goes on. It cannot be combined with {option}.",
    "ja": "--watch は結果を画面に表示し続けます。{option} とは同時に使えません。",
}
WATCHING: Texts = {"en": "Watching for changes. Ctrl-C ends.", "ja": "変更を待っています。Ctrl-C で終了します。"}
RECONFIGURED: Texts = {
    "en": "The configuration has changed: all is checked again.",
    "ja": "設定が変わったため、すべて調べ直しました。",
}
CHECKED: Texts = {"en": "Checked again: {names}", "ja": "調べ直した記事: {names}"}
GONE: Texts = {"en": "Gone: {names}", "ja": "なくなった記事: {names}"}
MANY: Texts = {"en": "{count} posts", "ja": "{count}件"}
IN_ALL: Texts = {"en": "In all: {totals}", "ja": "全体: {totals}"}


class View(Struct, frozen=True):
    """What is shown: the call, what is kept of its posts, and the report on them."""

    call: Call
    kept: Snapshot
    report: Report


def refuse(given: Mapping[str, object], *, stdin: bool) -> None:
    """Raise CallError for what does not go with `--watch`, of the values of a call by the names of their options."""
    refused = [f"--{name.replace('_', '-')}" for name in NEVER if given[name]]
    if stdin:
        refused.append("-")
    if given["format_"] not in (None, *FORMATS):
        refused.append(f"--format {given['format_']}")
    for option in refused:
        raise call_error(NOT_TOGETHER, option=option)


def watch(prepare: Callable[[], Call], named: Sequence[str], voice: Voice, *, cached: bool = True) -> int:
    """Report on the named paths, and on what changes in them until Ctrl-C. `prepare` reads the configuration and finds the posts.

    What is `cached` need not be looked at for the first report.
    """
    begin = partial(_begun, voice=voice, cached=cached)
    view = begin(prepare())
    _tell((), view, view.report)
    for source in view.kept.posts.sources[:1]:
        lint_file(source, view.kept.posts.plan)  # the first post takes the longest: dictionaries are loaded, patterns compiled
    note(WATCHING[voice.lang])
    while True:
        watched = _scope(view, named)
        missed = watched.everything
        with closing(signs(sorted(watched.folders))) as seen:
            for new in seen:
                change = _change(view, watched, new | missed, named)
                missed = frozenset()
                if isinstance(change, Watched) and _is_small(view, change):
                    view = _followed(view, change)
                elif change is not None:
                    break
            else:
                return 0
        # Nothing is watched here, so that processes may be forked, and other folders be watched next.
        view = _followed(view, change) if isinstance(change, Watched) else _reconfigured(lambda: begin(prepare()), view, voice)


def _begun(call: Call, voice: Voice, *, cached: bool) -> View:
    """Everything is looked at, as far as the cache does not have it."""
    posts = Watched(tuple(call.sources or ()), tuple(call.aids.site), call.plan)
    with cache_of(call.session, wanted=cached, tell=lambda told: note(f"postlint: {told[voice.lang]}")) as cache:
        recall = recall_of(call.aids._replace(cache=cache), call.plan, posts.sources)
        return _view(call, with_bar(call.form, call.look, lambda tell: look(posts, call.jobs, tell, recall)))


def _view(call: Call, kept: Snapshot) -> View:
    report = kept.report()
    return View(call, kept, call.known.apply(report) if call.known else report)


def _scope(view: View, named: Sequence[str]) -> Scope:
    """What is watched: also the folders of posts that those of the call are compared with."""
    config, posts = view.call.session.config, view.kept.posts
    configs = {id(each): each for each in (config, *(config.of(source.file) for source in posts.every))}
    return scope([*named, *view.call.session.content], posts.every, configs.values())


def _change(view: View, watched: Scope, seen: Signs, named: Sequence[str]) -> Watched | Literal["configuration"] | None:
    """The posts that there are now, where they are other ones or were changed; or that the configuration was."""
    if watched.reconfigured(seen):
        return "configuration"
    posts = view.kept.posts
    if watched.extended(seen) or any(not os.path.lexists(source.file) for source in posts.every):
        session = view.call.session
        posts = Watched(*session.surrounded(_found(session, named)))
    return posts if posts != view.kept.posts or view.kept.outdated(posts.every) else None


def _is_small(view: View, change: Watched) -> bool:
    """Whether the posts are the same ones, and so few were changed that no other process is worth it."""
    return change is view.kept.posts and len(view.kept.outdated(change.every)) < WORTH_IT


def _found(session: Session, named: Sequence[str]) -> tuple[Source, ...]:
    """The posts that the named paths stand for now; one that is gone stands for none."""
    present = []
    for name in named:
        try:
            session.sources([name])
        except CallError:
            continue
        present.append(name)
    return session.sources(present)


def _followed(view: View, change: Watched) -> View:
    """The view on what there is now, told where it is another one."""
    checked = [source.path for source in view.kept.outdated(change.sources)]
    now = {source.path for source in change.sources}
    gone = [source.path for source in view.kept.posts.sources if source.path not in now]
    after = _view(view.call, view.kept.again(change, view.call.jobs))
    part = _part(view.report, after.report, checked)
    if checked or gone or part.diagnostics or len(after.report.diagnostics) != len(view.report.diagnostics):
        _tell([(texts, names) for texts, names in ((CHECKED, checked), (GONE, gone)) if names], after, part)
    return after


def _part(before: Report, after: Report, checked: Sequence[str]) -> Report:
    """The report on the posts that were checked again, and on others of which something else is found now."""
    old = {shelf.path: shelf for shelf in shelves_of(before.diagnostics)}
    told = tuple(shelf for shelf in shelves_of(after.diagnostics) if shelf.path in checked or _differ(shelf, old.get(shelf.path)))
    return Report(Shelves(told), len(checked), crashed=after.crashed)


def _differ(now: AnyShelf, before: AnyShelf | None) -> bool:
    return now is not before and (before is None or now.diagnostics != before.diagnostics)


def _reconfigured(begin: Callable[[], View], view: View, voice: Voice) -> View:
    """The view under the configuration as it is now; the old one where that is wrong, which is told."""
    compiled.cache_clear()
    try:
        view = begin()
    except PostlintError as error:
        complain((each.told for each in error.all), voice)
        return view
    _tell([(RECONFIGURED, [])], view, view.report)
    return view


def _tell(head: Iterable[tuple[Texts, Sequence[str]]], view: View, part: Report) -> None:
    """Show a part of the report under what has happened, and the whole in numbers; on a terminal in place of what was there."""
    style, lines = view.call.look, [texts[view.call.look.lang].format(names=_names(names, view.call.look.lang)) for texts, names in head]
    told = [CLEAR * prints_to_terminal(), *(line + "\n" for line in lines), "\n" * bool(lines)]
    if part is view.report or part.checked or part.diagnostics:
        told.append(render(view.call.form, part, style))
    if part is not view.report:
        told.append(IN_ALL[style.lang].format(totals=totals(view.report, style.lang)) + "\n")
    show("".join(told))


def _names(paths: Sequence[str], lang: str) -> str:
    return ", ".join(map(visible, paths)) if len(paths) <= NAMED else MANY[lang].format(count=len(paths))
