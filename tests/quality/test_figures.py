"""`postlint explain` tells what was measured of a rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from postlint.engine.registry import load_registry
from postlint.explain import page, terminal
from postlint.quality import figures
from postlint.report import Style


def write(tmp_path: Path, **row: Any) -> Path:
    file = tmp_path / "quality.json"
    alarms = {"findings": 0, "posts": 0, "interval": [0.0, 0.01238]}
    file.write_text(json.dumps({"clean": {"posts": 296}, "rules": {"brew": {"alarms": alarms, "injected": None, **row}}}), "utf-8")
    return file


def test_a_rule_without_false_alarms(tmp_path: Path) -> None:
    file = write(tmp_path, injected={"n": 240, "found": 239, "interval": [0, 1]})
    assert figures("brew", "en", file) == (
        "No false alarm in 296 well-formed posts (95% interval: 0 to 12 posts in 1,000); finds 99% of injected defects (n=240)."
    )
    assert figures("brew", "ja", file) == (
        "問題のない記事296本に対する誤検出は0件（95%信頼区間は1,000本あたり0〜12本）。わざと入れた不備240件のうち99%を検出。"
    )


@pytest.mark.parametrize(("findings", "told"), [(1, "1 false alarm in 296"), (3, "3 false alarms in 296")])
def test_false_alarms_are_counted(tmp_path: Path, findings: int, told: str) -> None:
    file = write(tmp_path, alarms={"findings": findings, "posts": 1, "interval": [0.00009, 0.0187]})
    shown = figures("brew", "en", file)
    assert shown == f"{told} well-formed posts (95% interval: 0.1 to 19 posts in 1,000)."


def test_a_japanese_line_ends_where_nothing_was_injected(tmp_path: Path) -> None:
    assert figures("brew", "ja", write(tmp_path)) == "問題のない記事296本に対する誤検出は0件（95%信頼区間は1,000本あたり0〜12本）。"


def test_of_a_rule_that_was_not_measured_nothing_is_told(tmp_path: Path) -> None:
    assert figures("tea", "en", write(tmp_path)) is None
    assert figures("brew", "en", tmp_path / "missing.json") is None


def test_the_shipped_figures_are_told_by_explain_and_on_the_page() -> None:
    rule = load_registry().rules["stray-marker"]
    told = figures("stray-marker", "en")
    assert told is not None
    assert told in page(rule, "en")
    assert told in " ".join(terminal(rule, Style({}, "en", width=400)).split())
