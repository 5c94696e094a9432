"""Entries that say what should stand in the place of what they find."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.checks._pack import pack_check
from postlint.checks.base import Rule
from postlint.diagnostic import Finding, tell
from postlint.packs.load import PackError, read_pack
from postlint.packs.match import Matcher
from postlint.packs.pack import Entry, Pack
from postlint.packs.regex import compile_pattern
from postlint.packs.replacements import expand, literal, reads_already, whole_words
from postlint.post.post import Post

HEAD = """\
summary: {en: Not our spelling., ja: 表記が違います。}
why: {en: Readers stumble., ja: 読みにくくなります。}
bad: サーバ
good: サーバー
source: {en: Our guide., ja: 社内ガイド。}
messages:
  default: {en: "“{text}” is “{replace}”.", ja: "「{text}」は「{replace}」です。"}
entries:
"""


@pytest.fixture
def rule(tmp_path: Path) -> Callable[..., type[Rule]]:
    def make(entry: str, head: str = HEAD) -> type[Rule]:
        path = tmp_path / "house-words.yml"
        path.write_text(head + entry, encoding="utf-8")
        return pack_check(read_pack(path))

    return make


def findings(rule: type[Rule], text: str) -> list[Finding]:
    check: Any = rule()
    return list(check.check(Post("a.md", text)))


def replaced(text: str, *entries: Entry) -> list[tuple[str, str | None]]:
    return [(match.text, match.replace) for match in Matcher(entries).matches(Post("a.md", text))]


def pattern(source: str, replace: str, **rest: Any) -> Entry:
    return Entry("a", source, kind="substitution", replace=replace, **rest)


def swap(words: dict[str, str], **rest: Any) -> Entry:
    return Entry("a", whole_words(words), kind="substitution", swap=words, **rest)


def fixed(rule: type[Rule], text: str) -> str:
    """The text after every fix of it, from behind."""
    for finding in reversed(findings(rule, text)):
        for edit in finding.fix.edits if finding.fix else ():
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


# -- what is put there ----------------------------------------------------------------------------------------


def test_groups_are_filled_in_by_number_and_name_in_any_script() -> None:
    entry = pattern("(?P<month>[0-9]+)／([0-9]+)", r"\g<month>月\2日（\0）\\")
    assert replaced("７ 12／24です。\n", entry) == [("12／24", "12月24日（12／24）\\")]


def test_a_group_that_took_no_part_is_empty() -> None:
    assert replaced("店\n", pattern("(お)?店", r"\1舗")) == [("店", "舗")]


def test_the_group_that_is_marked_is_what_is_replaced() -> None:
    post = Post("a.md", "第3章の前\n")
    (match,) = Matcher([pattern("第([0-9])章", "三", group=1)]).matches(post)
    assert (match.span.of(post.text), match.replace) == ("3", "三")


def test_what_reads_already_as_it_should_is_not_found() -> None:
    assert replaced("サーバとサーバー\n", pattern("サーバー?", "サーバー")) == [("サーバ", "サーバー")]


def test_what_stands_inside_the_right_word_is_not_found() -> None:
    assert replaced("サーバとサーバー、見積と見積もり\n", swap({"サーバ": "サーバー", "見積": "見積もり"})) == [
        ("サーバ", "サーバー"),
        ("見積", "見積もり"),
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "replacement", "already"),
    [
        ("xab", 1, 2, "ab", True),
        ("xa", 1, 2, "ab", False),
        ("ba", 1, 2, "aba", False),
        ("aba", 2, 3, "aba", True),
        ("a", 0, 1, "ba", False),
        ("a", 0, 1, "", False),
    ],
)
def test_whether_a_text_reads_already_as_it_should(text: str, start: int, end: int, replacement: str, already: bool) -> None:
    assert reads_already(text, start, end, replacement) is already


# -- lists of words -------------------------------------------------------------------------------------------


def test_of_words_that_begin_alike_the_longest_is_found() -> None:
    words = {"サーバ": "A", "サーバルーム": "B", "Web": "C", "Webサーバ": "D"}
    assert replaced("Webサーバのサーバルーム\n", swap(words)) == [("Webサーバ", "D"), ("サーバルーム", "B")]


def test_a_latin_word_is_found_whole_only() -> None:
    assert replaced("js、json、jsで、js_x、node.js\n", swap({"js": "JavaScript"})) == [("js", "JavaScript")] * 3


def test_words_are_taken_literally() -> None:
    assert replaced("C++ と a.b と axb\n", swap({"C++": "C#", "a.b": "ab", "[x]*": "y"})) == [("C++", "C#"), ("a.b", "ab")]


def test_a_word_may_be_deleted() -> None:
    assert replaced("とても良い\n", swap({"とても": ""})) == [("とても", "")]


def test_case_can_be_ignored(rule: Callable[..., type[Rule]]) -> None:
    made = rule("  - {name: a, kind: substitution, swap: {Github: GitHub}, ignore_case: true}\n")
    assert [finding.data["text"] for finding in findings(made, "github GITHUB GitHub Github\n")] == ["github", "GITHUB", "Github"]


def test_thousands_of_words_are_found() -> None:
    words = {f"語{number:05}": "x" for number in range(5000)}
    assert replaced("語00000と語04999と語05000\n", swap(words)) == [("語00000", "x"), ("語04999", "x")]


@given(st.dictionaries(st.text("ab(.*+あい-", min_size=1, max_size=4), st.just("Z"), min_size=1), st.text("ab(.*+あい- ", max_size=30))
def test_the_words_found_are_those_listed(words: dict[str, str], text: str) -> None:
    assert {found for found, _ in replaced("x " + text + "\n", swap(words, scope="prose"))} <= set(words)
    assert all(compile_pattern(literal([word])).search(word) for word in words)


@given(st.text("ab\\", max_size=6), st.text("あb", max_size=6))
def test_a_template_without_references_is_put_there_as_it_is(template: str, text: str) -> None:
    match = compile_pattern("[あb]*").search(text)
    assert expand(template.replace("\\", "\\\\"), match) == template


# -- findings and fixes ---------------------------------------------------------------------------------------


def test_a_finding_says_what_should_stand_there_and_offers_to_put_it_there(rule: Callable[..., type[Rule]]) -> None:
    made = rule("  - {name: a, kind: substitution, swap: {サーバ: サーバー}}\n")
    (finding,) = findings(made, "このサーバです。\n")
    assert finding.data == {"entry": "a", "text": "サーバ", "replace": "サーバー"}
    assert tell(made.messages, finding.message, "ja", finding.data) == "「サーバ」は「サーバー」です。"
    assert finding.fix is not None
    assert tell(made.messages, finding.fix.title, "en", finding.data) == "Replace it by “サーバー”."
    assert not finding.fix.safe
    assert fixed(made, "このサーバです。\n") == "このサーバーです。\n"


def test_a_fix_is_safe_where_the_entry_says_so(rule: Callable[..., type[Rule]]) -> None:
    (finding,) = findings(rule("  - {name: a, kind: substitution, pattern: 誤, replace: 正, safe: true}\n"), "誤\n")
    assert finding.fix is not None
    assert finding.fix.safe


def test_a_fix_that_deletes_is_called_so(rule: Callable[..., type[Rule]]) -> None:
    made = rule("  - {name: a, kind: substitution, pattern: とても, replace: ''}\n")
    (finding,) = findings(made, "とても良い\n")
    assert finding.fix is not None
    assert tell(made.messages, finding.fix.title, "ja", finding.data) == "「とても」を削除する"
    assert fixed(made, "とても良い\n") == "良い\n"


def test_the_pack_may_name_its_fixes(rule: Callable[..., type[Rule]]) -> None:
    head = HEAD.replace("entries:", '  fix: {en: "Make it {replace}.", ja: "「{replace}」にする"}\nentries:')
    made = rule("  - {name: a, kind: substitution, swap: {誤: 正, 余: ''}}\n", head)
    titles = [tell(made.messages, finding.fix.title, "en", finding.data) for finding in findings(made, "誤余\n") if finding.fix]
    assert titles == ["Make it 正.", "Make it ."]


@pytest.mark.parametrize(
    "text",
    ["サー**バ**です。\n", "サー`x`バ\n", "サー\\_バ\n"],
)
def test_no_fix_is_offered_where_markup_would_be_lost(rule: Callable[..., type[Rule]], text: str) -> None:
    (finding,) = findings(rule("  - {name: a, kind: substitution, scope: prose, pattern: サー.?バ, replace: x}\n"), text)
    assert finding.fix is None


def test_no_fix_is_offered_that_would_move_inline_code(rule: Callable[..., type[Rule]]) -> None:
    made = rule("  - {name: a, kind: substitution, scope: prose, pattern: '(.)を見(る)', group: 2, replace: '\\1'}\n")
    (finding,) = findings(made, "`x`を見る\n")
    assert finding.fix is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_fix_writes_the_line_ends_of_the_post(rule: Callable[..., type[Rule]], newline: str) -> None:
    made = rule('  - {name: a, kind: substitution, pattern: "(い)\\n(う)", replace: "\\\\2\\n\\\\1"}\n')
    assert fixed(made, newline.join(["あ", "い", "う", ""])) == newline.join(["あ", "う", "い", ""])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 新しいサーバ\n", "title: 新しいIt's\n"),
        ("title: サーバ\n", "title: It's\n"),
        ("title: 'サーバ'\n", "title: 'サーバ'\n"),
        ('title: "サーバ"\n', 'title: "It\'s"\n'),
        ('title: "\\u3042サーバ"\n', 'title: "\\u3042サーバ"\n'),
    ],
)
def test_a_fix_in_front_matter_is_offered_only_where_it_keeps_it_whole(rule: Callable[..., type[Rule]], before: str, after: str) -> None:
    made = rule("  - {name: a, kind: substitution, scope: title, pattern: サーバ, replace: It's}\n")
    assert len(findings(made, f"---\n{before}date: 2020-01-01\n---\n")) == 1
    assert fixed(made, f"---\n{before}date: 2020-01-01\n---\n") == f"---\n{after}date: 2020-01-01\n---\n"


def test_a_value_that_would_turn_into_another_kind_is_not_fixed(rule: Callable[..., type[Rule]]) -> None:
    made = rule("  - {name: a, kind: substitution, scope: excerpt, pattern: はい, replace: 'true'}\n")
    assert fixed(made, "---\ntitle: x\ndescription: はい\n---\n") == "---\ntitle: x\ndescription: はい\n---\n"
    assert fixed(made, "---\ntitle: x\ndescription: はいと\n---\n") == "---\ntitle: x\ndescription: trueと\n---\n"


@given(st.text("サーバー。 *`\n", max_size=40))
def test_after_its_fixes_a_post_has_none_left(text: str) -> None:
    entry = swap({"サーバ": "サーバー"}, scope="prose")
    told: dict[str, Any] = {key: {"en": "x", "ja": "x"} for key in ("summary", "why", "source")}
    made = pack_check(Pack("house-words", Path("house-words.yml"), (entry,), messages={"default": {"en": "", "ja": ""}}, **told))
    once = fixed(made, text)
    assert fixed(made, once) == once


# -- mistakes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "line", "told"),
    [
        ("  - {name: a, kind: substitution}\n", 9, "“replace” is missing|“pattern” is missing"),
        ("  - name: a\n    kind: substitution\n    pattern: a\n", 9, "“replace” is missing"),
        ("  - name: a\n    kind: substitution\n    pattern: a\n    replace: 5\n", 12, "text, but is a whole number"),
        ("  - name: a\n    kind: substitution\n    pattern: (a)\n    replace: \\2\n", 12, "no group 2; it has 1"),
        ("  - name: a\n    kind: substitution\n    pattern: (?P<one>a)\n    replace: \\g<oen>\n", 12, "“one”"),
        ("  - name: a\n    kind: substitution\n    pattern: a\n    replace: \\n\n", 12, "written twice"),
        ("  - name: a\n    kind: substitution\n    pattern: a\n    replace: b\n    safe: 'yes'\n", 13, "true or false"),
        ("  - name: a\n    kind: substitution\n    pattern: a\n    replase: b\n", 12, "“replace”"),
        ("  - name: a\n    pattern: a\n    replace: b\n", 11, "the kind substitution, but this one is of the kind existence"),
        ("  - name: a\n    kind: substitution\n    swap: {a: b}\n    pattern: a\n", 12, "beside swap"),
        ("  - name: a\n    kind: substitution\n    swap: {a: b}\n    group: 1\n", 12, "beside swap"),
        ("  - name: a\n    kind: substitution\n    swap: [a, b]\n", 11, "keys with values, but is a list"),
        ("  - name: a\n    kind: substitution\n    swap: {}\n", 11, "empty"),
        ("  - name: a\n    kind: substitution\n    swap:\n      a: b\n      b: 5\n", 13, "text, but is a whole number"),
        ("  - name: a\n    kind: substitution\n    swap:\n      ' ': b\n", 12, "empty"),
        ("  - name: a\n    kind: substitution\n    ignore_case: true\n    swap:\n      Ab: b\n      aB: c\n", 14, "twice"),
        ("  - name: a\n    kind: substitution\n    swap: {a: b}\n    data: {replace: x}\n", 12, "“replace”"),
    ],
)
def test_a_mistake_is_told_with_its_line(rule: Callable[..., type[Rule]], entry: str, line: int, told: str) -> None:
    with pytest.raises(PackError) as raised:
        rule(entry)
    assert raised.value.line == line
    assert any(part in raised.value.texts["en"] for part in told.split("|")), raised.value.texts["en"]
    assert raised.value.texts["ja"] != raised.value.texts["en"]


def test_too_many_words_are_a_mistake(rule: Callable[..., type[Rule]]) -> None:
    words = "".join(f"      {chr(0x4E00 + number)}{'語' * 60}: x\n" for number in range(4000))
    with pytest.raises(PackError) as raised:
        rule("  - name: a\n    kind: substitution\n    swap:\n" + words)
    assert (raised.value.line, "several entries" in raised.value.texts["en"]) == (11, True)


def test_only_a_substitution_has_what_replaces(rule: Callable[..., type[Rule]]) -> None:
    with pytest.raises(PackError) as raised:
        rule("  - {name: a, pattern: a}\n")
    assert "{replace}" in raised.value.texts["en"]


def test_a_name_for_fixes_may_use_what_every_substitution_has(rule: Callable[..., type[Rule]]) -> None:
    head = HEAD.replace("entries:", '  fix: "{restore}"\nentries:')
    with pytest.raises(PackError) as raised:
        rule("  - {name: a, kind: substitution, swap: {a: b}}\n", head)
    assert "{restore}" in raised.value.texts["en"]
