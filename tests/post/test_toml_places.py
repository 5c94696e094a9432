"""TOML with places, caps, and problems told where an editor has to change them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.toml_places import load_toml
from postlint.post.yaml_nodes import MAX_NODES, MAX_SIZE, Document, Path, YamlProblem

TEXT = """title = "あ😀"  # comment = 1
date = 2024-01-02 03:04:05
a."b.c".d = [1, 2,
  # a bracket ] in a comment
  {x = 1, y.z = 'q'},
]
"k\\u0041" = QQQm
"" nQQQ
single = '''
it's
'''
inline = { deep = [ [ 07:32:00 ] ] , "q" = "]}#," }
[extra]
t = 07:32:00
[ extra . 'sub' ]
[[rows]]
x = 1
[[rows]]
x = [[1],[2]]
[rows.deep]
y = true
[[rows.in]]
z = 1979-05-27
""".replace("QQQ", '"' * 3)


def told(document: Document, text: str, *path: str | int) -> tuple[str | None, str]:
    entry = document.places[path]
    return entry.key.of(text) if entry.key else None, entry.value.of(text)


def problem(text: str) -> YamlProblem:
    with pytest.raises(YamlProblem) as caught:
        load_toml(text)
    return caught.value


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_keys_and_values_are_found_where_they_stand(end: str) -> None:
    text = TEXT.replace("\n", end)
    document = load_toml(text)
    assert told(document, text, "title") == ("title", '"あ😀"')
    assert told(document, text, "a", "b.c", "d", 2, "y", "z") == ("z", "'q'")
    assert told(document, text, "a", "b.c")[0] == '"b.c"'
    assert told(document, text, "kA") == ('"k\\u0041"', f'"""m{end}"" n"""')
    assert told(document, text, "single")[1].startswith("'''")
    assert told(document, text, "inline", "deep", 0) == (None, "[ 07:32:00 ]")
    assert told(document, text, "inline", "q") == ('"q"', '"]}#,"')
    assert told(document, text, "extra", "sub") == ("'sub'", "[ extra . 'sub' ]")
    assert told(document, text, "rows", 1, "x", 1, 0) == (None, "2")
    assert told(document, text, "rows", 1, "deep", "y") == ("y", "true")
    assert told(document, text, "rows", 0) == (None, "[[rows]]")
    assert told(document, text)[1] == text


def test_every_value_has_a_place() -> None:
    document = load_toml(TEXT)

    def paths(value: Any, path: Path) -> Iterator[Path]:
        yield path
        children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, child in children:
            yield from paths(child, (*path, key))

    assert set(paths(document.data, ())) == set(document.places)


def test_dates_and_times_stay_as_written() -> None:
    data = load_toml(TEXT).data
    assert data["date"] == "2024-01-02 03:04:05"
    assert data["extra"]["t"] == "07:32:00"
    assert data["inline"]["deep"] == [["07:32:00"]]
    assert data["rows"][1]["in"] == [{"z": "1979-05-27"}]


def test_spans_are_shifted_by_the_offset_and_dates_still_read() -> None:
    document = load_toml("d = 2025-06-01", 50)
    assert document.places[("d",)].value.start == 54
    assert document.data == {"d": "2025-06-01"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "key", "culprit"),
    [
        ('x = 0\na = "rain\nb = 1\n', "toml-quote", '"rain'),
        ("a = 'rain\nb = 1\n", "toml-quote", "'rain"),
        ('a = """rain\nb = 1\n', "toml-quote", '"""rain'),
        ("a = [1,\nb = 2\n", "toml-bracket", "[1,"),
        ("[a\nb = 1\n", "toml-bracket", None),
        ("a = {b = 1\n", "toml-bracket", None),
        ("a = 1\nb = 2\n  a = 3\n", "toml-duplicate-key", "a = 3"),
        ("[a]\n[a]\n", "toml-duplicate-key", "[a]"),
        ("a: 1\n", "toml-equals", "a: 1"),
        ("a\n", "toml-equals", "a"),
        ("a = rain\n", "toml-value", "rain"),
        ("a =\n", "toml-value", None),
        ("a = 1 2\n", "toml-line-end", "2"),
        ('a = "C:\\home"\n', "toml-escape", "\\home"),
        ("あ = 1\n", "toml-other", "あ"),
        ("a = " + "9" * 5000 + "\n", "toml-other", "a"),
    ],
)
def test_a_problem_is_told_by_kind_at_the_place_to_change(text: str, key: str, culprit: str | None, end: str) -> None:
    text = text.replace("\n", end)
    found = problem(text)
    assert found.key == key
    assert culprit is None or text[found.offset :].startswith(culprit)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5000,
        "x = " + "[" * 150 + "]" * 150,
        ".".join("a" * 400) + " = 1",
        ".".join("a" * 9000) + " = 1",
        "[" + ".".join("a" * 150) + "]",
    ],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert problem(text).key == "yaml-too-deep"


@pytest.mark.parametrize("text", ["x = [" + "1," * (MAX_NODES + 1) + "]", "#" * (MAX_SIZE + 1)])
def test_too_much_data_is_refused(text: str) -> None:
    assert problem(text).key == "yaml-too-big"


@given(st.text(alphabet="ab.=[]{}\"'#,\n\r\t\\ 1-:漢😀", max_size=40))
def test_any_text_is_read_or_refused_with_an_offset_inside_it(text: str) -> None:
    try:
        document = load_toml(text)
    except YamlProblem as found:
        assert 0 <= found.offset <= len(text)
    else:
        spans = [span for entry in document.places.values() for span in (entry.key, entry.value) if span]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
