"""Reading pack files, and what is said of mistakes in them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postlint.diagnostic import Severity, Tier
from postlint.packs.load import PackError, load_pack, read_pack, require_rule, rules_folder, shipped

HEAD = """\
summary: {en: A mark is left., ja: 目印が残っています。}
why: {en: Readers see it., ja: 読者に見えてしまいます。}
bad: "@@END@@"
good: text
source: {en: Our own., ja: 独自の例。}
messages:
  default: {en: "Remove “{text}”.", ja: "「{text}」を消してください。"}
"""
ENTRY = "entries:\n  - name: end\n    pattern: '@@END@@'\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "left-mark.yml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mistake(path: Path) -> PackError:
    with pytest.raises(PackError) as raised:
        read_pack(path)
    assert set(raised.value.texts) == {"en", "ja"}
    return raised.value


def test_a_pack_is_a_rule_named_after_its_file(written: Callable[..., Path]) -> None:
    pack = read_pack(written(HEAD + ENTRY))
    assert (pack.id, pack.tier, pack.severity) == ("left-mark", Tier.INTEGRITY, Severity.ERROR)
    assert pack.is_rule
    assert require_rule(pack) is pack


def test_tier_and_severity_are_read(written: Callable[..., Path]) -> None:
    pack = read_pack(written("tier: advisory\nseverity: warning\n" + HEAD + ENTRY))
    assert (pack.tier, pack.severity) == (Tier.ADVISORY, Severity.WARNING)


def test_an_entry_keeps_everything_that_it_says(written: Callable[..., Path]) -> None:
    entries = """\
entries:
  - name: share
    kind: existence
    message: default
    pattern: '(?P<number>[0-9]+)% of (x+)'
    scope: prose
    unless: survey
    unless_in: block
    group: 2
    ignore_case: true
    restore: many
    data: {unit: percent, base: 100}
"""
    (entry,) = read_pack(written(HEAD + entries)).entries
    assert (entry.name, entry.scope, entry.unless, entry.reach) == ("share", "prose", "survey", "block")
    assert (entry.group, entry.ignore_case, entry.restore) == (2, True, "many")
    assert entry.data == {"unit": "percent", "base": 100}


def test_one_text_serves_both_languages(written: Callable[..., Path]) -> None:
    head = HEAD.replace('{en: "Remove “{text}”.", ja: "「{text}」を消してください。"}', "「{text}」を消してください。")
    pack = read_pack(written(head.replace("{en: Our own., ja: 独自の例。}", "独自の例。") + ENTRY))
    assert pack.messages["default"] == {"en": "「{text}」を消してください。", "ja": "「{text}」を消してください。"}
    assert pack.source == {"en": "独自の例。", "ja": "独自の例。"}


def test_a_text_for_both_languages_is_judged_like_others(written: Callable[..., Path]) -> None:
    head = HEAD.replace('{en: "Remove “{text}”.", ja: "「{text}」を消してください。"}', '"{txet}"')
    error = mistake(written(head + ENTRY))
    assert (error.line, "“text”" in error.texts["en"]) == (7, True)


def test_examples_know_their_entry_and_their_line(written: Callable[..., Path]) -> None:
    extra = "    bad: one\n    good:\n      - two\n      - three\n"
    examples = read_pack(written(HEAD + ENTRY + extra)).examples
    assert [(example.text, example.bad, example.entry, example.line) for example in examples] == [
        ("@@END@@", True, None, 3),
        ("text", False, None, 4),
        ("one", True, "end", 11),
        ("two", False, "end", 13),
        ("three", False, "end", 14),
    ]


def test_a_group_may_be_named(written: Callable[..., Path]) -> None:
    (entry,) = read_pack(written(HEAD + "entries:\n  - {name: n, pattern: '(a)(?P<second>b)', group: second}\n")).entries
    assert entry.group == 2


def test_the_documentation_has_every_section_in_both_languages(written: Callable[..., Path]) -> None:
    pack = read_pack(written(HEAD.replace("good: text", "good: [one, two]") + ENTRY))
    assert pack.doc("en") == (
        "A mark is left.\n\nWhy\n    Readers see it.\n\nBad\n    @@END@@\n\nGood\n    one\n\n    two\n\nSource\n    Our own."
    )
    assert [line for line in pack.doc("ja").splitlines() if line and not line.startswith(" ")] == [
        "目印が残っています。",
        "理由",
        "悪い例",
        "良い例",
        "出典",
    ]


def test_a_file_of_entries_alone_is_data_and_no_rule(written: Callable[..., Path]) -> None:
    pack = read_pack(written("source: {en: Ours., ja: 独自。}\nentries:\n  - {name: n, pattern: a, message: other}\n"))
    assert not pack.is_rule
    assert pack.entries[0].message == "other"
    with pytest.raises(PackError) as raised:
        require_rule(pack)
    assert raised.value.line is None


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("teir: integrity\n" + HEAD + ENTRY, 1, "“tier”"),
        (HEAD + ENTRY + "    patern: x\n", 11, "“pattern”"),
        (HEAD, 1, "“entries” is missing"),
        (HEAD.replace("good: text\n", "") + ENTRY, 1, "“good” is missing"),
        (HEAD + "entries:\n  - pattern: a\n", 9, "“name” is missing from “entries”"),
        (HEAD + "entries:\n\n  - name: a\n", 10, "“pattern” is missing"),
        (HEAD + ENTRY + "    scope: titel\n", 11, "“title”"),
        (HEAD + ENTRY + "    kind: existance\n", 11, "“existence”"),
        (HEAD + ENTRY + "    bad: 3\n", 11, "a list, but is a whole number"),
        (HEAD + ENTRY + "    good: ['']\n", 11, "empty"),
        (HEAD + ENTRY + "    unless_in: line\n", 11, "sentence"),
        (HEAD + ENTRY + "    group: 1\n", 11, "no group 1"),
        (HEAD + ENTRY + "    group: -1\n", 11, "no group -1"),
        (HEAD + ENTRY + "    group: first\n", 11, "first"),
        (HEAD + ENTRY + "    ignore_case: 1\n", 11, "true or false, but is a whole number"),
        (HEAD + ENTRY + "    message: defualt\n", 11, "“default”"),
        (HEAD + ENTRY + "    restore: ''\n", 11, "empty"),
        (HEAD + ENTRY + "    data: {text: a}\n", 11, "“text”"),
        (HEAD + ENTRY + "    data: {list: [a]}\n", 11, "a number, but is a list"),
        (HEAD + ENTRY + "    unless: '('\n", 11, "missing )"),
        (HEAD + "entries:\n  - {name: a, pattern: '(?=a)'}\n", 9, "look-around"),
        (HEAD + "entries:\n  - {name: a, pattern: '(a)\\1'}\n", 9, "back-references"),
        (HEAD + "entries:\n  - {name: a, pattern: 'a*'}\n", 9, "match nothing"),
        (HEAD + "entries:\n  - {name: a, pattern: '\\b'}\n", 9, "match nothing"),
        (HEAD + "entries:\n  - name: a\n    pattern: 1\n", 10, "text, but is a whole number"),
        (HEAD + "entries: []\n", 8, "empty"),
        (HEAD + "entries: {name: a}\n", 8, "a list"),
        (HEAD + ENTRY + "  - {name: end, pattern: b}\n", 11, "line 9"),
        ("- a\n- b\n", 1, "keys with values"),
        ("# nothing\n", 1, "empty"),
        ('tier: "a\n', 1, "never closed"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "!!python"),
        ("tier: integrity\ntier: advisory\n", 2, "“tier” stands here twice"),
        ("tier: 7\n" + HEAD + ENTRY, 1, "text, but is a whole number"),
        ("severity: warn\n" + HEAD + ENTRY, 1, "“warning”"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_valid_name(written: Callable[..., Path], text: str, line: int, told: str) -> None:
    path = written(text)
    error = mistake(path)
    assert error.file.endswith("left-mark.yml")
    assert (error.line, told in error.texts["en"]) == (line, True), error.texts["en"]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("Remove {txet}.", "“text”"),
        ("Remove {text.", "brace"),
        ("Remove {text!r}.", "brace"),
        ("Remove {text:>10}.", "brace"),
        ("Remove {text.__class__}.", "{text.__class__}"),
        ("Remove {}.", "{}"),
    ],
)
def test_a_message_that_cannot_be_filled_is_a_mistake_at_its_line(written: Callable[..., Path], template: str, told: str) -> None:
    error = mistake(written(HEAD.replace("Remove “{text}”.", template) + ENTRY))
    assert error.line == 7
    assert told in error.texts["en"]


def test_braces_that_are_doubled_are_text(written: Callable[..., Path]) -> None:
    pack = read_pack(written(HEAD.replace("Remove “{text}”.", "Remove {{x}}.") + ENTRY))
    assert pack.messages["default"]["en"].format() == "Remove {x}."


def test_a_message_needs_every_language(written: Callable[..., Path]) -> None:
    error = mistake(written(HEAD.replace(', ja: "「{text}」を消してください。"', "") + ENTRY))
    assert (error.line, "“ja” is missing from “messages.default”" in error.texts["en"]) == (7, True)


def test_a_message_may_use_what_each_of_its_entries_has(written: Callable[..., Path]) -> None:
    head = HEAD.replace("{text}", "{number} {unit} {restore} {entry}")
    entry = "entries:\n  - {name: a, pattern: '(?P<number>1)', restore: x, data: {unit: y}}\n"
    assert read_pack(written(head + entry)).messages["default"]["en"] == "Remove “{number} {unit} {restore} {entry}”."


def test_an_entry_without_a_value_that_its_message_uses_is_a_mistake(written: Callable[..., Path]) -> None:
    entries = "entries:\n  - {name: a, pattern: a, restore: x}\n  - {name: b, pattern: b}\n"
    error = mistake(written(HEAD.replace("{text}", "{restore}") + entries))
    assert (error.line, "{restore}" in error.texts["en"]) == (10, True)


def test_a_message_of_no_entry_is_judged_too(written: Callable[..., Path]) -> None:
    extra = "  spare: {en: '{nothing}', ja: a}\n"
    assert mistake(written(HEAD + extra + ENTRY)).line == 8


@pytest.mark.parametrize("name", ["Left.yml", "left_mark.yml", "-a.yml", "a--b.yml"])
def test_a_file_name_that_is_no_id_is_a_mistake(written: Callable[..., Path], name: str) -> None:
    assert "lower-case" in mistake(written(HEAD + ENTRY, name)).texts["en"]


def test_a_missing_pack_names_its_neighbour(written: Callable[..., Path], tmp_path: Path) -> None:
    written(HEAD + ENTRY)
    error = mistake(tmp_path / "left-marks.yml")
    assert (error.line, "“left-mark.yml”" in error.texts["en"]) == (None, True)


def test_what_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "left-mark.yml"
    path.write_bytes("tier: integrity\n# 目印\n".encode("shift_jis"))
    assert mistake(path).line == 2


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "left-mark.yml").mkdir()
    assert "no regular file" in mistake(tmp_path / "left-mark.yml").texts["en"]


def test_shipped_packs_are_found_and_read_once() -> None:
    assert rules_folder().is_dir()
    for path in shipped():
        assert load_pack(path) is load_pack(path)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_packs_are_sound_which_a_run_takes_for_granted(path: Path) -> None:
    assert read_pack(path) == load_pack(path)


def test_other_packs_are_read_anew(written: Callable[..., Path]) -> None:
    path = written(HEAD + ENTRY)
    first = load_pack(path)
    written(HEAD + ENTRY.replace("name: end", "name: stop"))
    assert (first.entries[0].name, load_pack(path).entries[0].name) == ("end", "stop")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("ab(){}[]?*+|\\^$.pdx0あ-", max_size=12))
def test_whatever_a_pattern_is_it_is_read_or_told(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "left-mark.yml"
    path.write_text(HEAD + "entries:\n  - name: a\n    pattern: " + json.dumps(pattern) + "\n", encoding="utf-8")
    try:
        assert read_pack(path).entries[0].pattern == pattern
    except PackError as error:
        assert error.line == 10


def test_an_existence_may_be_deleted_safely_or_not(written: Callable[..., Path]) -> None:
    plain, unsafe, safe = (
        read_pack(written(HEAD + ENTRY + more)).entries[0] for more in ("", "    fix: delete\n", "    fix: delete\n    safe: true\n")
    )
    assert [(entry.delete, entry.safe) for entry in (plain, unsafe, safe)] == [(False, False), (True, False), (True, True)]


def test_an_existence_without_a_fix_cannot_be_safe_and_no_other_fix_exists(written: Callable[..., Path]) -> None:
    assert "fix: delete" in mistake(written(HEAD + ENTRY + "    safe: true\n")).texts["en"]
    assert "delete" in mistake(written(HEAD + ENTRY + "    fix: deleet\n")).texts["en"]
