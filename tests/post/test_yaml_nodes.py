"""YAML with places, caps, and problems told where an editor has to change them."""

import pickle
import tracemalloc
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postlint.post import yaml_nodes
from postlint.post.text import Span
from postlint.post.yaml_nodes import MAX_DEPTH, MAX_NODES, MAX_SIZE, Document, YamlProblem, load_yaml

# ten levels of ten aliases each: 10 to the power of 10 nodes from a few hundred bytes
BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))


def problem(text: str) -> YamlProblem:
    with pytest.raises(YamlProblem) as caught:
        load_yaml(text)
    return caught.value


def told(document: Document, text: str, *path: str | int) -> tuple[str | None, str]:
    entry = document.places[path]
    return entry.key.of(text) if entry.key else None, entry.value.of(text)


def test_keys_and_values_are_found_where_they_stand() -> None:
    text = 'title: "雨の日の散歩"\ntags:\n- 散歩 # 一つ目\n- {町: 海辺}\n\n# 終わり\nnote: |\n  一行\n  二行\n\nempty:\n'
    document = load_yaml(text)
    assert document.data == {"title": "雨の日の散歩", "tags": ["散歩", {"町": "海辺"}], "note": "一行\n二行\n", "empty": None}
    assert told(document, text, "title") == ("title", '"雨の日の散歩"')
    assert told(document, text, "tags") == ("tags", "- 散歩 # 一つ目\n- {町: 海辺}")
    assert told(document, text, "tags", 0) == (None, "散歩")
    assert told(document, text, "tags", 1, "町") == ("町", "海辺")
    assert told(document, text, "note") == ("note", "|\n  一行\n  二行")
    assert told(document, text, "empty") == ("empty", "")
    assert told(document, text)[1] == text.rstrip("\n")


def test_spans_are_shifted_by_the_offset_and_the_problems_are_not() -> None:
    assert load_yaml("a: b", 100).places[("a",)].value == Span(103, 104)
    with pytest.raises(YamlProblem) as caught:
        load_yaml("a: b: c", 100)
    assert caught.value.offset == 4


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_a_text_without_a_node_has_no_data(text: str) -> None:
    document = load_yaml(text, 7)
    assert document.data is None
    assert document.places[()].value == Span(7, 7)


def test_marks_outside_ascii_do_not_upset_offsets() -> None:
    text = 'あ😀: "x\u2028y\u0085z"\r\nい: [😀, 終わり]\r\nう: 値'
    document = load_yaml(text)
    assert told(document, text, "い", 1) == (None, "終わり")
    assert told(document, text, "う") == ("う", "値")


@given(st.lists(st.text(alphabet="ab漢字かな😀\u2028 ー", min_size=1, max_size=8), min_size=1, max_size=6, unique=True))
def test_any_quoted_key_and_value_stands_where_it_is_said_to_stand(words: list[str]) -> None:
    text = "".join(f'"{number}漢": "{word}"\n' for number, word in enumerate(words))
    document = load_yaml(text)
    assert [told(document, text, key) for key in document.data] == [(f'"{n}漢"', f'"{word}"') for n, word in enumerate(words)]


def test_a_byte_order_mark_inside_counts_as_a_character() -> None:
    assert told(load_yaml("\ufeffa: b"), "\ufeffa: b", "a") == ("a", "b")
    assert load_yaml("\ufeff\na: b").data == {"a": "b"}


def test_scalars_follow_yaml_1_1_but_dates_stay_as_written() -> None:
    text = "a: 12\nb: 1.5\nc: yes\nd: ~\ne: 2025-06-01 09:00:00 +0900\nf: 1:30\n2025: x\ntrue: y\n"
    assert load_yaml(text).data == {
        "a": 12, "b": 1.5, "c": True, "d": None, "e": "2025-06-01 09:00:00 +0900", "f": 90, "2025": "x", "true": "y",
    }  # fmt: skip


def test_dates_become_dates_on_request() -> None:
    assert load_yaml("a: 2025-06-01", dates_as_text=False).data["a"].isoformat() == "2025-06-01"


@pytest.mark.parametrize("written", ["0x_", "2025-13-45", "!!int many", "9" * 5000, "1" + ":30" * 5000, "!!bool perhaps"])
def test_what_only_looks_like_a_number_is_text(written: str) -> None:
    value = load_yaml(f"a: {written}", dates_as_text=False).data["a"]
    assert value == written.rpartition(" ")[2]


def test_merge_keys_add_what_is_missing() -> None:
    text = "base: &b {x: 1, y: 2}\nmore: &m {<<: *b, z: 4}\nhere:\n  <<: [*m, {w: 5, x: 6}]\n  y: 3\n"
    document = load_yaml(text)
    assert document.data["here"] == {"y": 3, "z": 4, "x": 1, "w": 5}
    assert told(document, text, "here", "x") == ("x", "1")


def test_a_merge_alone_ends_where_its_key_ends() -> None:
    text = "base: &b {x: 1}\nhere:\n  <<: *b\nlast: 1\n"
    assert load_yaml(text).data["here"] == {"x": 1}


def test_duplicates_are_refused_or_told() -> None:
    assert problem("a: 1\nb: 2\na: 3\n").key == "yaml-duplicate-key"
    document = load_yaml("a: 1\na: 2\n'a': 3\n", allow_duplicates=True)
    assert document.data == {"a": 3}
    assert [(found.offset, found.data["first"]) for found in document.duplicates] == [(5, 0), (10, 5)]


PROBLEMS = [
    ('title: "rain\ndate: x\n', "yaml-quote", '"rain'),
    ('title: "rain\nauthor: "me"\n', "yaml-quote", '"rain'),
    ('title: "雨\n', "yaml-quote", '"雨'),
    ('a: "rain\n  and sun"\nb: "x\nc: d\n', "yaml-quote", '"x'),
    ('title: "the "best" tea"\nx: 1\n', "yaml-quote-inside", '"the'),
    ("title: 'it's late'\n", "yaml-quote-inside", "'it"),
    ('title: "a\\"b" c\n', "yaml-quote-inside", '"a'),
    ("title: 'it''s' late\n", "yaml-quote-inside", "'it''s"),
    ('path: "C:\\home"\n', "yaml-escape", "\\home"),
    ('code: "\\xZZ"\n', "yaml-escape", "\\xZZ"),
    ("tags:\n\t- a\n", "yaml-tab", "\t- a"),
    ("title: rain\n\tdate: x\n", "yaml-tab", "\tdate"),
    ("title: rain: sun\n", "yaml-colon", ": sun"),
    ("title: 「雨」: 晴れ\r\ndate: x\r\n", "yaml-colon", ": 晴れ"),
    ("title rain\ndate: x\n", "yaml-colon-missing", "title rain"),
    ("title：雨\r\ndate: x\r\n", "yaml-colon-missing", "title：雨"),
    ("date: x\ntitle:rain\ntags: y\n", "yaml-colon-missing", "title:rain"),
    ("date: x\ntitle\n", "yaml-colon-missing", "title"),
    ("title: rain\n  date: x\n", "yaml-indent", "date"),
    ("a:\n  b: 1\n c: 2\n", "yaml-indent", "c: 2"),
    ("a:\n  - b\n - c\n", "yaml-indent", "- c"),
    (" a: 1\nb: 2\n", "yaml-indent", "b: 2"),
    ("tags: [a, b\ndate: x\n", "yaml-bracket", "[a"),
    ("tags: {a, b\ndate: x\n", "yaml-bracket", "{a"),
    ("tags: ]\n", "yaml-bracket", "]"),
    ("title: [速報] 雨\ndate: x\n", "yaml-special-character", "[速報]"),
    ("title: @rain\n", "yaml-special-character", "@rain"),
    ("title: `rain`\n", "yaml-special-character", "`rain`"),
    ("title: %rain\n", "yaml-special-character", "%rain"),
    ("title: *rain\n", "yaml-special-character", "*rain"),
    ("title: **雨**\n", "yaml-special-character", "**雨"),
    ("title: &雨\n", "yaml-special-character", "&雨"),
    ("title: > rain\n", "yaml-special-character", "> rain"),
    ("title: |rain\n", "yaml-special-character", "|rain"),
    ("title: - rain\n", "yaml-special-character", "- rain"),
    ("title: {{ rain }}\n", "yaml-special-character", "{{ rain"),
    ("? [a]\n: b\n", "yaml-key", "[a]"),
    ("a: !!python/object:os.system x\n", "yaml-tag", "!!python"),
    ("a: !!set {x}\n", "yaml-tag", "!!set"),
    ("a: !mine [x]\n", "yaml-tag", "!mine"),
    ("!mine a: x\n", "yaml-tag", "!mine"),
    ("a: 1\n<<: 2\n", "yaml-merge", "2"),
    ("a: &a [*a]\n", "yaml-alias-loop", "&a [*a]"),
    ("a: 1\n---\nb: 2\n", "yaml-multiple-documents", "---"),
    ("a: 1\n...\nb: 2\n", "yaml-multiple-documents", "b: 2"),
    ("雨: \x07\n", "yaml-control-character", "\x07"),
    ("雨: \ud800\n", "yaml-control-character", "\ud800"),
    ("a: &x 1\nb: &x 2\n", "yaml-other", "&x 2"),
    ("a: ,b\n", "yaml-other", ",b"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "culprit"), PROBLEMS, ids=[f"{key}-{n}" for n, (_, key, _) in enumerate(PROBLEMS)])
def test_a_problem_is_told_by_kind_at_the_place_to_change(text: str, key: str, culprit: str) -> None:
    found = problem(text)
    assert (found.key, text[found.offset : found.offset + len(culprit)]) == (key, culprit)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 100_000, "{" * 200, "a: " + "[" * 101 + "]" * 101])
def test_deep_nesting_is_refused(text: str) -> None:
    assert problem(text).key == "yaml-too-deep"


def test_nesting_by_indentation_is_refused_beyond_the_limit() -> None:
    def nested(levels: int) -> str:
        return "".join("  " * level + "k:\n" for level in range(levels))

    assert load_yaml(nested(MAX_DEPTH)).data["k"]["k"]
    assert problem(nested(MAX_DEPTH + 1)).key == "yaml-too-deep"


def test_a_chain_of_aliases_is_refused_beyond_the_depth_limit() -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, MAX_DEPTH + 1))
    assert problem(chain).key == "yaml-too-deep"


def test_brackets_in_prose_are_no_nesting() -> None:
    assert load_yaml("a: " + "x[ " * 300).data["a"].startswith("x[ x[")


@pytest.mark.parametrize("text", ["[" + "a," * (MAX_NODES + 1) + "]", "x" * (MAX_SIZE + 1), BOMB], ids=["nodes", "size", "aliases"])
def test_too_much_data_is_refused(text: str) -> None:
    assert problem(text).key == "yaml-too-big"


def test_a_long_list_within_the_limit_is_read() -> None:
    assert len(load_yaml("- item\n" * (MAX_NODES - 1)).data) == MAX_NODES - 1


def test_an_alias_bomb_is_refused_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes._Builder, "build", lambda *_: pytest.fail("built"))
    tracemalloc.start()
    try:
        assert problem(BOMB).key == "yaml-too-big"
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_each_node_of_an_alias_bomb_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    visited: list[yaml.Node] = []
    children = yaml_nodes._children

    def counting(node: yaml.Node) -> Iterator[yaml.Node]:
        visited.append(node)
        return children(node)

    monkeypatch.setattr(yaml_nodes, "_children", counting)
    assert problem(BOMB).key == "yaml-too-big"
    assert len(visited) == len({id(node) for node in visited}) <= 11


@given(st.text(alphabet="ab:-? []{},&*!|>'\"%@`#\n\t\r\\~<=1.漢😀\x07\u2028\ufeff", max_size=40))
def test_any_text_is_read_or_refused_with_an_offset_inside_it(text: str) -> None:
    try:
        document = load_yaml(text, allow_duplicates=True)
    except YamlProblem as found:
        assert 0 <= found.offset <= len(text)
    else:
        spans = [span for entry in document.places.values() for span in (entry.key, entry.value) if span]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)


def test_tags_are_told_as_written_and_cut() -> None:
    assert problem("a: !!python/name:x y").data == {"tag": "!!python/name:x"}
    assert problem(f"a: !{'x' * 500} y").data == {"tag": "!" + "x" * 39}


def test_a_problem_survives_pickling() -> None:
    found = pickle.loads(pickle.dumps(problem("a: b: c")))
    assert (found.key, found.offset) == ("yaml-colon", 4)
