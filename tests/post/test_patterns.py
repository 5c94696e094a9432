"""Patterns that are compiled when they are first used."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

from postlint import analysis, checks, engine, packs, post, report
from postlint.post import patterns
from postlint.post.patterns import lazy


def late_patterns() -> Iterator[tuple[str, Any]]:
    for room in (analysis, checks, engine, packs, post, report):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, patterns._Lazy):
                    yield f"{module.name}.{name}", value


def test_every_pattern_in_the_package_can_be_compiled() -> None:
    found = dict(late_patterns())
    assert len(found) > 100
    for name, pattern in found.items():
        assert re.compile(pattern.pattern, pattern.flags), name


def test_it_finds_what_the_compiled_pattern_finds() -> None:
    late, text = lazy("(b+)|(A)", re.IGNORECASE), "abBc"
    assert [m.span() for m in late.finditer(text)] == [(0, 1), (1, 3)]
    assert late.sub("-", text) == "--c"
    assert late.groups == 2


def test_it_is_compiled_at_its_first_use_and_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def counted(pattern: str, flags: int) -> "re.Pattern[str]":
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    late = lazy("x")
    assert compiled == []
    assert late.search("x") and late.search("ax")
    assert compiled == ["x"]
