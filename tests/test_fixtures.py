"""Every check on its own posts: bad.md gives exactly the findings of expected.json, good.md none, and fixing bad.md gives good.md,
or fixed.md where good.md shows what the check leaves alone. A check that compares posts has folders of posts, bad/ and good/, in their place;
its expected.json names the path of each finding and, where these are not all, the paths that are checked.
"""

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from postlint.checks._pack import PackCheck
from postlint.checks.base import Check, CorpusCheck, GroupedCheck, Rule
from postlint.diagnostic import Finding, Lang, tell
from postlint.engine.registry import load_registry
from postlint.explain import HEADINGS, documentation
from postlint.post.post import Post

FIXTURES = Path(__file__).parent / "fixtures"
RULES = load_registry().rules
CASES = sorted(path for path in FIXTURES.glob("*/*/") if path.is_dir())
LANGUAGES: tuple[Lang, ...] = ("en", "ja")

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)


def expected(case: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return content


def post(case: Path, name: str) -> Post:
    return Post.from_bytes((case / name).read_bytes(), name)


def posts(case: Path, name: str) -> dict[str, Post]:
    """The post of that name, or the posts of the folder of that name, by path."""
    if not (case / name).is_dir():
        return {f"{name}.md": post(case, f"{name}.md")}
    files = sorted((case / name).rglob("*.md"))
    return {file.relative_to(case / name).as_posix(): Post.from_bytes(file.read_bytes(), file.name) for file in files}


def told(case: Path, subjects: dict[str, Post]) -> list[tuple[str, Finding]]:
    """What the check of this case finds, with the path, in the order of place."""
    rule = RULES[case.parent.name]
    config = expected(case).get("config")
    check = rule(rule.Options(**config)) if config else rule()
    if isinstance(check, CorpusCheck):
        known = [(path, summary) for path, subject in subjects.items() if (summary := check.summarise(subject)) is not None]
        found = list(check.compare(known, expected(case).get("checked", subjects)))
    else:
        assert isinstance(check, Check)
        found = [(path, finding) for path, subject in subjects.items() for finding in check.check(subject)]
    return sorted(found, key=lambda pair: (pair[0], pair[1].span, pair[1].message))


def findings(case: Path, subject: Post) -> list[Finding]:
    """What the check of this case finds in one post."""
    return [finding for _, finding in told(case, {subject.path: subject})]


def placed(case: Path, name: str) -> list[dict[str, Any]]:
    """The findings as expected.json writes them."""
    subjects = posts(case, name)
    found = []
    for path, finding in told(case, subjects):
        start = subjects[path].lines.position(finding.span.start)
        where = {"path": path} if (case / name).is_dir() else {}
        found.append({**where, "rule": case.parent.name, "line": start.line, "column": start.column, "messageId": finding.message})
    return found


def texts(subjects: dict[str, Post]) -> dict[str, str]:
    return {path: subject.text for path, subject in subjects.items()}


def fixed(subject: Post, found: list[Finding]) -> str:
    """The text after every edit that does not overlap an earlier one."""
    edits = sorted((edit for finding in found if finding.fix for edit in finding.fix.edits), key=lambda edit: edit.span)
    pieces, reached = [], 0
    for edit in edits:
        if edit.span.start >= reached:
            pieces += [subject.text[reached : edit.span.start], edit.text]
            reached = edit.span.end
    return "".join(pieces) + subject.text[reached:]


@each_case
def test_the_bad_post_gives_exactly_the_expected_findings(case: Path) -> None:
    wanted = expected(case)["findings"]
    assert wanted, "a case shows at least one finding"
    assert placed(case, "bad") == wanted


@each_case
def test_the_good_post_gives_none(case: Path) -> None:
    assert placed(case, "good") == []


@each_case
def test_fixing_the_bad_post_gives_the_good_one(case: Path) -> None:
    if (case / "bad").is_dir():
        assert texts(posts(case, "bad")) != texts(posts(case, "good"))
        assert not any(finding.fix for _, finding in told(case, posts(case, "bad")))
        return
    bad = post(case, "bad.md")
    found = findings(case, bad)
    if any(finding.fix for finding in found):
        wanted = "fixed.md" if (case / "fixed.md").exists() else "good.md"
        assert fixed(bad, found) == post(case, wanted).text
    else:
        assert (case / "bad.md").read_bytes() != (case / "good.md").read_bytes()


@each_case
def test_findings_can_be_told_in_every_language_and_lie_inside_the_text(case: Path) -> None:
    bad = posts(case, "bad")
    messages = RULES[case.parent.name].messages
    for path, finding in told(case, bad):
        notes = [*(related.note for related in finding.related), *(place.note for place in finding.elsewhere)]
        keys = [finding.message, *notes, *([finding.fix.title] if finding.fix else [])]
        assert all(tell(messages, key, lang, finding.data).strip() for key in keys for lang in LANGUAGES)
        assert json.loads(json.dumps(finding.data)) == finding.data
        for span in (finding.span, *(related.span for related in finding.related)):
            assert 0 <= span.start <= span.end <= len(bad[path].text)
        for place in finding.elsewhere:
            there = bad[place.path]
            assert place.path != path
            assert (place.start, place.end) == (there.lines.position(place.start.offset), there.lines.position(place.end.offset))
            assert there.text.startswith(place.excerpt.text, place.start.offset)


@each_rule
def test_every_check_has_two_cases(rule: type[Rule]) -> None:
    if issubclass(rule, CorpusCheck) and not issubclass(rule, GroupedCheck):
        assert (Path(__file__).parent / "checks" / f"test_{rule.id.replace('-', '_')}.py").is_file()
    else:
        assert sum(case.parent.name == rule.id for case in CASES) >= 2


def test_every_fixture_folder_is_named_after_a_check() -> None:
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir()} <= set(RULES)


@each_rule
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_is_documented(rule: type[Rule], lang: Lang) -> None:
    told = documentation(rule, lang)
    wanted = [heading for heading in HEADINGS[lang] if heading not in ("Options", "オプション")]  # options document themselves
    assert told.summary.strip()
    assert [heading for heading in told.sections if heading in wanted] == wanted
    assert all(text.strip() for text in told.sections.values())


@each_rule
def test_every_option_is_documented_in_every_language(rule: type[Rule]) -> None:
    for option in dataclasses.fields(rule.Options):
        assert all(option.metadata[lang].strip() for lang in LANGUAGES), option.name


@each_rule
def test_every_message_is_told_in_every_language_with_the_same_fields(rule: type[Rule]) -> None:
    assert rule.messages
    for key, texts in rule.messages.items():
        assert set(texts) == set(LANGUAGES), key
        assert fields(texts, "en") == fields(texts, "ja"), key


def fields(texts: Mapping[str, str], lang: Lang) -> set[str]:
    """The names in braces; {form_en} in the English text is {form_ja} in the Japanese one."""
    return {name.removesuffix(f"_{lang}") for _, name, _, _ in Formatter().parse(texts[lang]) if name is not None}


@each_rule
def test_every_pack_finds_its_bad_example_and_passes_its_good_one(rule: type[Rule]) -> None:
    if issubclass(rule, PackCheck):
        assert all(list(rule().check(Post("bad.md", text))) for text in rule.pack.bad)
        assert not any(list(rule().check(Post("good.md", text))) for text in rule.pack.good)
