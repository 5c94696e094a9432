"""What decides the findings of a post besides its text: put together in one hash, so that the cache forgets what no longer holds."""

# Paths stay text: 300 files are read at every start of a cached run.
# ruff: noqa: PTH118, PTH120, PTH123

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from typing import Any

import postlint
from postlint.checks.base import CorpusCheck
from postlint.engine.registry import Plan, Planned
from postlint.packs.load import rules_folder

#: bytes of a key; a site would need 10^19 posts before two of them met
SIZE = 16
#: changes whenever what is kept means something else
FORMAT = 1
#: the files of the program that decide what is found
_CODE = (".py", ".yml", ".json")
#: the packages that do, as their metadata folders spell them
LIBRARIES = frozenset(
    ("fugashi", "google_re2", "ipadic", "jsonschema_rs", "numpy", "pyromark", "python_frontmatter", "pyyaml", "rapidfuzz")
)


def digest(*parts: bytes) -> bytes:
    """A hash of byte strings, which cannot run into each other."""
    return digest_of(parts)


def digest_of(parts: Iterable[bytes]) -> bytes:
    """The same of any number of them, which need not be in memory together."""
    state = blake2b(digest_size=SIZE)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


def stamp(plan: Plan, program: bytes) -> bytes:
    """What the rules of a plan find depends on: the rules, their options and files, and the program. Variants have stamps of their own."""
    names = json.dumps([plan.ids, plan.narrowed]).encode()
    return digest(program, names, *_told(plan.rules))


def comparing_stamp(plan: Plan, program: bytes) -> bytes:
    """The same for the rules that compare posts."""
    return digest(program, *_told(planned for planned in plan.rules if isinstance(planned.rule, CorpusCheck)))


@cache
def environment() -> bytes:
    """The program: its version and code, the shipped packs, Python, and the libraries that decide findings."""
    return digest(_versions(), *(part for folder in _folders() for part in _contents(folder, _CODE)))


def glance() -> bytes:
    """The same by sight: files count by their size and times, not by what they hold."""
    looks = (f"{path}\0{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}" for path, found in _looks(_folders()))
    return digest(_versions(), *(look.encode("utf-8", "surrogateescape") for look in looks))


def _versions() -> bytes:
    return "\0".join([str(FORMAT), postlint.__version__, sys.version, *sorted(_libraries())]).encode()


def _folders() -> tuple[str, ...]:
    return os.path.dirname(os.path.abspath(postlint.__file__)), str(rules_folder())  # noqa: PTH100


def _looks(folders: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The files that `_contents` reads of these folders, in one order as long as they stay where they are."""
    for folder in folders:
        for top, inner, files in os.walk(folder):
            inner.sort()
            for name in sorted(files):
                if name.endswith(_CODE):
                    path = os.path.join(top, name)
                    with contextlib.suppress(OSError):
                        yield path, os.stat(path)  # noqa: PTH116


def _told(rules: Iterable[Planned]) -> Iterator[bytes]:
    """Each rule with what its findings depend on."""
    for planned in rules:
        rule = planned.rule
        options = {each.name: getattr(rule.options, each.name) for each in fields(rule.options)}
        told: Any = [rule.id, planned.severity.value, type(rule).__module__, type(rule).__qualname__, options]
        yield json.dumps(told, sort_keys=True, default=repr).encode("utf-8", "surrogatepass")
        for file in rule.files():
            yield _content(str(file))
        module = type(rule).__module__
        if module.partition(".")[0] != "postlint":
            yield _code_of(module.partition(".")[0])


@cache
def _code_of(package: str) -> bytes:
    """The code of a plugin's package or module: its version need not change while it is written."""
    file = getattr(sys.modules.get(package), "__file__", None)
    if file is None:
        return b""
    if os.path.basename(file) == "__init__.py":  # noqa: PTH119
        return digest(*_contents(os.path.dirname(file), (".py", ".yml", ".yaml", ".json", ".txt")))
    return digest(_content(file))


def _libraries() -> Iterator[str]:
    """The names of metadata folders, which tell versions. To ask importlib.metadata takes 40 ms, to look into the folders one."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or os.curdir)  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and name.partition("-")[0].lower().replace(".", "_") in LIBRARIES:
                yield name


def _contents(folder: str, suffixes: tuple[str, ...]) -> Iterator[bytes]:
    """The names and contents of the files in a folder and below it, in one order everywhere."""
    for top, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if name.endswith(suffixes):
                yield os.path.relpath(os.path.join(top, name), folder).encode("utf-8", "surrogateescape")
                yield _content(os.path.join(top, name))


def _content(file: str) -> bytes:
    """What a file holds; one that cannot be read holds nothing, and is told of where it is used."""
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError:
        return b""
