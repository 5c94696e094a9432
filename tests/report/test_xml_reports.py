"""JUnit and Checkstyle, as their readers have them."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, TestSuite
from report_sample import BROKEN, CATALOGUE, CLEAN, COFFEE_PATH, SampleRule, diagnose

from postlint.diagnostic import Report
from postlint.engine.internal import InternalError
from postlint.post.text import Span
from postlint.report import Style, render

# Among them everything that XML 1.0 cannot hold.
TEXT = st.text(st.one_of(st.characters(), st.sampled_from('\x00\x0b\x1b\x7f\x85\ufffe\uffff\ud800\r\n<&>"]字')), min_size=1, max_size=80)
LEGAL = {"stray-marker": CATALOGUE["stray-marker"]}


def _suites(report: Report) -> list[TestSuite]:
    read = JUnitXml.fromstring(render("junit", report, Style(CATALOGUE, "ja")).encode("utf-8"))
    return list(read)


def test_a_post_is_a_suite_and_a_finding_a_failed_test() -> None:
    first, second = _suites(BROKEN)
    assert (first.name, first.tests, first.failures, first.errors) == (COFFEE_PATH, 6, 6, 0)
    assert (second.tests, second.failures) == (2, 2)
    case = next(iter(first))
    assert (case.name, case.classname) == ("reading-time", COFFEE_PATH)
    assert [type(result) for result in case.result] == [Failure]
    assert case.result[0].message == "reading_time は20分ですが、本文の長さなら1〜3分です。"
    assert case.result[0].type == "warning"


def test_the_tests_of_a_post_have_names_of_their_own_without_line_numbers() -> None:
    assert [case.name for case in _suites(BROKEN)[0]] == [
        "reading-time",
        "stray-marker",
        "stray-marker (2)",
        "stray-marker (3)",
        "repeated-paragraph",
        "repeated-paragraph (2)",
    ]


def test_a_failure_of_postlint_itself_is_an_error() -> None:
    catalogue = {"internal-error": SampleRule(InternalError.messages, {"en": "It failed."})}
    found = diagnose("a.md", "", "internal-error", Span(0, 0), "check", {"check": "x", "error": "E"})
    read = JUnitXml.fromstring(render("junit", Report((found,), 1, crashed=True), Style(catalogue)).encode("utf-8"))
    assert (read.tests, read.failures, read.errors) == (1, 0, 1)
    assert [type(result) for suite in read for case in suite for result in case.result] == [Error]


def test_a_run_that_found_nothing_is_one_test_that_passed() -> None:
    (suite,) = _suites(CLEAN)
    (case,) = suite
    assert case.is_passed
    assert case.name == "3件の記事を調べました。問題は見つかりませんでした。"


def test_checkstyle_has_a_file_a_post_and_an_error_a_finding() -> None:
    root = ElementTree.fromstring(render("checkstyle", BROKEN, Style(CATALOGUE)))
    assert next((file.get("name"), len(file)) for file in root) == (COFFEE_PATH, 6)
    assert root[0][1].attrib == {
        "line": "6",
        "column": "1",
        "severity": "error",
        "message": "“---END---” marks the end of a generated text and was left in the post. Delete it.",
        "source": "postlint.stray-marker",
    }


@pytest.mark.parametrize("fmt", ["junit", "checkstyle"])
@settings(max_examples=100, deadline=None)
@given(text=TEXT, path=TEXT)
def test_any_post_and_path_make_xml_that_can_be_read(fmt: str, text: str, path: str) -> None:
    found = diagnose(path, text, "stray-marker", Span(0, len(text)), "marker", {"text": text})
    root = ElementTree.fromstring(render(fmt, Report((found,), 1), Style(LEGAL)).encode("utf-8"))
    assert len(list(root[0])) == 1
    assert "\x7f" not in "".join(root.itertext())
