"""Which files a run looks at.

A folder is walked for `*.md`, `*.markdown` and `*.mdx`. Not looked into: hidden folders, `node_modules`, `_site`, what a
`.gitignore` names, and links to folders (they may form loops). A file that is named is taken whatever its suffix and whatever
`.gitignore` says. The configuration's excludes bind everything.
"""

# Paths stay text: Path.resolve follows links, and a walk over thousands of files pays for each Path.
# ruff: noqa: PTH100, PTH109, PTH112, PTH117, PTH118, PTH120, PTH122, PTH208

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postlint.engine.errors import call_error, suggesting
from postlint.engine.read import read_regular
from postlint.spelling import nearest

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".md", ".markdown", ".mdx")
SKIPPED = frozenset({"node_modules", "_site"})
#: a .gitignore that is larger than this is not read
LARGEST_IGNORE = 2**20

NO_PATH = {
    "en": "There is no file or folder “{name}”.",
    "ja": "「{name}」というファイルもフォルダもありません。",
}
NO_MATCH = {
    "en": "No post matches “{name}”.",
    "ja": "「{name}」に当てはまる記事がありません。",
}
BAD_EXCLUDE = {
    "en": "“{name}” in the configured `exclude` is no valid pattern.",
    "ja": "設定の exclude にある「{name}」はパターンとして正しくありません。",
}


class Source(NamedTuple):
    """A file to look at: its name as the run shows it, and as the system knows it; and its plan among the variants, if it has its own."""

    path: str
    file: str
    variant: int | None = None


class Patterns(NamedTuple):
    """Patterns in the manner of .gitignore, and the folder (absolute) that they are relative to."""

    folder: str
    spec: "GitIgnoreSpec"

    def verdict(self, path: str, *, folder: bool = False) -> bool | None:
        """True where the absolute `path` is ignored, False where it is taken back in, None where nothing is said of it."""
        base = os.path.join(self.folder, "")
        if not path.startswith(base):
            return None
        return self.spec.check_file(printable(path[len(base) :]) + ("/" if folder else "")).include


Layers = tuple[Patterns, ...]


def discover(named: Sequence[str], exclude: Sequence[str] = (), root: str | None = None) -> tuple[Source, ...]:
    """The posts that the named files, folders and globs stand for, each once, sorted by display path.

    `exclude` are patterns relative to the folder `root`. Raises CallError for a name that stands for nothing.
    """
    binding = _excludes(exclude, os.path.abspath(root or os.curdir))
    found: dict[str, Source] = {}
    for name in named:
        for file in _files(name, binding):
            path = display_path(file)
            found.setdefault(os.path.abspath(file), Source(path, path if path == file else file))  # one text, not two, for each post
    return tuple(sorted(found.values(), key=lambda source: source.path))


def excluded(file: str, exclude: Sequence[str], root: str | None) -> bool:
    """Whether the configuration excludes a file, which need not exist."""
    return _ignored(_excludes(exclude, os.path.abspath(root or os.curdir)), os.path.abspath(file))


def display_path(file: str) -> str:
    """A file's name for reports: from the current folder, but absolute where it lies outside and was named so; with `/`, valid Unicode."""
    absolute, here = os.path.abspath(file), os.path.join(os.getcwd(), "")
    shown = absolute[len(here) :] if absolute.startswith(here) else absolute if os.path.isabs(file) else os.path.relpath(file)
    return printable(shown.replace(os.sep, "/"))


def printable(name: str) -> str:
    r"""The name with bytes that are no UTF-8 as \xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _files(name: str, binding: Layers) -> Iterator[str]:
    if os.path.isdir(name):
        yield from _walk(name, binding, _is_post)
    elif os.path.lexists(name):
        if not _ignored(binding, os.path.abspath(name)):
            yield name
    elif any(mark in name for mark in "*?["):
        yield from _expand(name, binding)
    else:
        raise _missing(name)


def _is_post(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _walk(top: str, binding: Layers, wanted: Callable[[str], bool]) -> Iterator[str]:
    """The wanted files under a folder, in no particular order. A folder that cannot be read is yielded itself, to be told as such."""
    pending = [(top, _layers_above(os.path.abspath(top)))]
    while pending:
        folder, layers = pending.pop()
        try:
            with os.scandir(folder) as scanned:
                entries = list(scanned)
        except OSError:
            yield folder
            continue
        layers += _gitignore(os.path.abspath(folder), entries)
        for entry in entries:
            path, is_folder = os.path.abspath(entry.path), entry.is_dir(follow_symlinks=False)
            if not (_is_entered(entry.name) if is_folder else wanted(entry.name)):
                continue
            if _ignored(binding, path, folder=is_folder) or _ignored(layers, path, folder=is_folder):
                continue
            if is_folder:
                pending.append((entry.path, layers))
            elif not (entry.is_symlink() and os.path.isdir(entry.path)):
                yield entry.path


def _is_entered(name: str) -> bool:
    return name not in SKIPPED and not name.startswith(".")


def _expand(pattern: str, binding: Layers) -> list[str]:
    """What a glob that the shell has left alone matches; where it names a suffix, that one counts."""
    parts = pattern.replace(os.sep, "/").split("/")
    fixed = next(index for index, part in enumerate(parts) if any(mark in part for mark in "*?["))
    top = "/".join(parts[:fixed]) or ("/" if fixed else os.curdir)
    patterns = Patterns(os.path.abspath(top), compile_patterns(["/" + "/".join(parts[fixed:])]))
    suffix = os.path.splitext(parts[-1])[1]
    literal = suffix if suffix and not any(mark in suffix for mark in "*?[") else None
    wanted = (lambda name: name.endswith(literal)) if literal else _is_post
    walked = _walk(top, binding, wanted) if os.path.isdir(top) else ()
    matched = [file for file in walked if patterns.verdict(os.path.abspath(file))]
    if not matched:
        raise call_error(NO_MATCH, name=printable(pattern))
    return matched


def require(name: str) -> None:
    """Raise CallError for a name that is no file and no folder."""
    if not os.path.lexists(name):
        raise _missing(name)


def _missing(name: str) -> Exception:
    """The mistake about a name that does not exist, with what is probably meant: its neighbour in the deepest folder that does exist."""
    head, missing = os.path.split(name.rstrip("/" + os.sep) or name)
    rest: list[str] = []
    while head and not os.path.isdir(head):
        rest.insert(0, missing)
        head, missing = os.path.split(head)
    try:
        near = nearest(missing, os.listdir(head or os.curdir))
    except OSError:
        near = None
    if near:
        whole = os.path.join(head, near, *rest)
        near = printable(whole if os.path.lexists(whole) else os.path.join(head, near))
    return suggesting(NO_PATH, printable(name), near)


def _ignored(layers: Layers, path: str, *, folder: bool = False) -> bool:
    """What the innermost file that speaks of `path` says."""
    for layer in reversed(layers):
        verdict = layer.verdict(path, folder=folder)
        if verdict is not None:
            return verdict
    return False


def _layers_above(top: str) -> Layers:
    """The .gitignore files from the repository's root to the folder's parent; none where they ignore the folder, as it was named."""
    above: list[str] = []
    folder = top
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return ()
        above.append(parent)
        folder = parent
    layers: Layers = ()
    for folder in reversed(above):
        layers += _patterns_in(folder)
    return () if _ignored(layers, top, folder=True) else layers


def _gitignore(folder: str, entries: Iterable[os.DirEntry[str]]) -> Layers:
    return _patterns_in(folder) if any(entry.name == ".gitignore" for entry in entries) else ()


def _patterns_in(folder: str) -> Layers:
    try:
        lines = read_regular(os.path.join(folder, ".gitignore"), LARGEST_IGNORE).decode("utf-8", "replace").splitlines()
    except OSError:
        return ()
    return (Patterns(folder, compile_patterns(lines)),)


def _excludes(exclude: Sequence[str], root: str) -> Layers:
    for pattern in exclude:
        if _valid([pattern]) != [pattern]:
            raise call_error(BAD_EXCLUDE, name=pattern)
    return (Patterns(root, compile_patterns(exclude)),) if exclude else ()


def compile_patterns(lines: Sequence[str]) -> "GitIgnoreSpec":
    """Lines as in a .gitignore, ready to match; those that are no patterns are passed over."""
    from pathspec import GitIgnoreSpec  # 20 ms that most runs do not need

    try:
        return GitIgnoreSpec.from_lines(lines)
    except Exception:
        return GitIgnoreSpec.from_lines(_valid(lines))


def _valid(lines: Sequence[str]) -> list[str]:
    """The lines that are patterns; git, too, passes over the others."""
    from pathspec import GitIgnoreSpec

    valid = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except Exception:  # re.error comes through as well as the library's own
            continue
        valid.append(line)
    return valid
