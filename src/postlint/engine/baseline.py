"""The baseline: the findings that a team knows of already, so that only new ones are reported.

The file is JSON with one finding a line, in the order of paths; each line ends with a comma, so that two branches that add or drop
findings merge line by line. It holds no line numbers and no dates.
"""

# Paths stay text, as in discovery: Path.resolve follows links.
# ruff: noqa: PTH100, PTH118, PTH120

import json
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from msgspec import Struct
from msgspec.structs import replace

from postlint.diagnostic import Diagnostic, Report
from postlint.engine.fingerprint import numbered
from postlint.engine.internal import InternalError
from postlint.engine.registry import ALWAYS
from postlint.mistake import Mistake, fill, shortened
from postlint.post.patterns import lazy
from postlint.tables import read_text, shown

FILE_NAME = ".postlint-baseline.json"
VERSION = 1
#: no baseline hides these: what such a post would have shown is not known
NEVER = frozenset((ALWAYS, InternalError.id))

_ABOUT = "Findings that are known, one a line. Written by `postlint baseline`."
_WORDS: Mapping[str, Mapping[str, str]] = {
    "json": {
        "en": "The baseline is no valid JSON ({error}). Merge both sides by hand, or write it anew with `postlint baseline`.",
        "ja": "JSON として正しくありません（{error}）。両方の行を残してマージするか、postlint baseline で作り直してください。",
    },
    "shape": {
        "en": "This is no baseline as `postlint baseline` writes it. Write it anew.",
        "ja": "postlint baseline で作ったファイルではありません。作り直してください。",
    },
    "version": {
        "en": "The baseline has the version {version}, but this postlint reads version {known}. Write it anew with `postlint baseline`.",
        "ja": "バージョン {version} のベースラインは、この postlint では読めません（読めるのは {known}）。作り直してください。",
    },
    "entry": {
        "en": "This is no finding: {entry}. Delete the line, or write the baseline anew with `postlint baseline`.",
        "ja": "問題の記録として読めません（{entry}）。この行を削除するか、postlint baseline で作り直してください。",
    },
    "missing": {
        "en": "There is no such baseline. `postlint baseline` writes one.",
        "ja": "ベースラインのファイルがありません。postlint baseline で作成できます。",
    },
}
_FINDINGS = lazy(r'"findings"\s*:\s*\[')
_BETWEEN = lazy(r"[\s,]*")


class BaselineError(Mistake):
    """A baseline that cannot be used."""


class Entry(NamedTuple):
    """A known finding: the path from the baseline's folder, the rule, the fingerprint, and its number among equal ones in the post."""

    path: str
    rule: str
    fingerprint: str
    number: int


class Baseline(Struct, frozen=True):
    """The known findings; paths count from `folder`, which is absolute."""

    folder: str
    entries: frozenset[Entry] = frozenset()

    def entry(self, found: Diagnostic, number: int) -> Entry:
        """The entry of a diagnostic that is the `number`th of its kind in its post."""
        return Entry(_relative(found.path, self.folder), found.rule, found.fingerprint, number)

    def split(self, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """The new ones among a post's or a run's diagnostics, and the known ones, each in the order given."""
        new: list[Diagnostic] = []
        known: list[Diagnostic] = []
        for found, number in numbered(diagnostics):
            (known if found.rule not in NEVER and self.entry(found, number) in self.entries else new).append(found)
        return new, known

    def sieve(self, path: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The new ones among the diagnostics of one post."""
        return self.split(diagnostics)[0]

    def apply(self, report: Report) -> Report:
        """The report without what is known; that is counted."""
        new, known = self.split(report.diagnostics)
        return replace(report, diagnostics=tuple(new), baselined=report.baselined + len(known))


class Scope(Struct, frozen=True):
    """What a run has looked at: files and named folders (absolute), and rules. `known` are the rules that there are."""

    files: Collection[str]
    folders: Collection[str]
    rules: Collection[str]
    known: Collection[str]

    def covers(self, entry: Entry, folder: str) -> bool:
        """Whether the run would have found again what the entry stands for. What is gone for good counts as looked at."""
        file = os.path.normpath(os.path.join(folder, entry.path))
        if entry.rule in self.known and entry.rule not in self.rules:
            return False
        within = any(file.startswith(os.path.join(named, "")) for named in self.folders)
        return within or file in self.files or not os.path.lexists(file)


class Renewal(Struct, frozen=True):
    """A baseline written anew: what it was not to hold before (`added`), and how many entries are gone."""

    baseline: Baseline
    added: tuple[Diagnostic, ...]
    dropped: int


def renew(old: Baseline, report: Report, scope: Scope) -> Renewal:
    """The baseline that holds what the report says, and of the old one what the run did not look at."""
    found = [(old.entry(each, number), each) for each, number in numbered(report.diagnostics) if each.rule not in NEVER]
    kept = {entry for entry in old.entries if not scope.covers(entry, old.folder)}
    entries = frozenset(kept | {entry for entry, _ in found})
    added = tuple(each for entry, each in found if entry not in old.entries)
    return Renewal(replace(old, entries=entries), added, len(old.entries - entries))


def baseline_file(named: str | None, root: Path | None) -> str:
    """The baseline that a call means: the file it names, or the one in the configuration's folder or else in the current one."""
    return os.path.abspath(named if named is not None else (root or Path.cwd()) / FILE_NAME)


def load_baseline(file: str) -> Baseline:
    """The baseline in a file. Raises BaselineError with the line."""
    told = shown(Path(file))
    if not os.path.lexists(file):
        raise BaselineError(told, None, _WORDS["missing"])
    text = read_text(Path(file), told, BaselineError)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", None) or type(error).__name__
        _fail(told, getattr(error, "lineno", None), "json", error=shortened(reason, 80))
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list) or "version" not in data:
        _fail(told, 1, "shape")
    if data["version"] != VERSION:
        _fail(told, 1, "version", version=shortened(data["version"]), known=VERSION)
    entries = []
    for index, value in enumerate(data["findings"]):
        if _is_entry(value):
            entries.append(Entry(*value))
        elif value is not None:
            _fail(told, _line(text, index), "entry", entry=shortened(json.dumps(value, ensure_ascii=False), 80))
    return Baseline(_folder(file), frozenset(entries))


def load_or_empty(file: str) -> Baseline:
    """The baseline in a file that may not exist yet. Raises BaselineError for one that does and is broken."""
    return load_baseline(file) if os.path.lexists(file) else Baseline(_folder(file))


def rendered(baseline: Baseline) -> str:
    """The baseline as its file holds it."""
    rows = "".join(json.dumps(entry, ensure_ascii=False) + ",\n" for entry in sorted(baseline.entries))
    return f'{{"version": {VERSION}, "about": {json.dumps(_ABOUT)}, "findings": [\n{rows}null\n]}}\n'


def _folder(file: str) -> str:
    return os.path.dirname(os.path.abspath(file))


def _relative(path: str, folder: str) -> str:
    """The way from the folder to a path, in POSIX form; to one on another drive, the path itself."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # pragma: no cover (two drives of Windows have nothing in common)
        return path


def _is_entry(value: Any) -> bool:
    match value:
        case [str(), str(), str(), int() as number] if not isinstance(number, bool):
            return number > 0
    return False


def _line(text: str, index: int) -> int | None:
    """The line on which the finding of that index stands in a file that is valid JSON."""
    start = _FINDINGS.search(text)
    if start is None:
        return None
    decoder, at = json.JSONDecoder(), start.end()
    for _ in range(index):
        _, at = decoder.raw_decode(text, _skip(text, at))
    return text.count("\n", 0, _skip(text, at)) + 1


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _fail(file: str, line: int | None, key: str, **data: Any) -> NoReturn:
    raise BaselineError(file, line, fill(_WORDS[key], data))
