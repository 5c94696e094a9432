"""Front matter: fences, places, problems, and where the body begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.post.decode import decode
from postlint.post.front_matter import FrontMatter, TomlHandler, YamlHandler, parse_front_matter
from postlint.post.text import Span
from postlint.post.yaml_nodes import YamlProblem

BODY = "雨の日は図書室へ行きます。\n"


def problems(text: str) -> list[tuple[str, int]]:
    return [(problem.key, problem.span.start) for problem in parse_front_matter(text).problems]


def shown(front: FrontMatter, text: str, *path: str | int) -> str:
    span = front.value_span(*path)
    assert span is not None
    return span.of(text)


def body(text: str) -> str:
    return text[parse_front_matter(text).body_start :]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_stands_between_its_fences(end: str) -> None:
    text = end.join(["---", "title: 雨", "tags: [a, b]", "---", "", BODY])
    front = parse_front_matter(text)
    assert (front.kind, front.data, front.problems) == ("yaml", {"title": "雨", "tags": ["a", "b"]}, ())
    assert front.content.of(text) == f"title: 雨{end}tags: [a, b]{end}"
    assert front.span.of(text) == text[: text.index("---", 3) + 3]
    assert front.opening.of(text) == "---"
    assert body(text) == end + BODY
    assert front.key_span("tags") == Span(text.index("tags"), text.index("tags") + 4)
    assert shown(front, text, "tags", 1) == "b"
    assert front.key_span("tags", 1) is None
    assert front.value_span("tags", 2) is None
    assert front.key_span("date") is None


@pytest.mark.parametrize(
    "text", ["", BODY, "----\na: b\n----\n", " ---\na: b\n---\n", "\n---\na: b\n---\n", "---a: b\n---\n", "---", "++++\n+++\n"]
)
def test_anything_but_a_strict_fence_on_the_first_line_opens_nothing(text: str) -> None:
    assert parse_front_matter(text) == FrontMatter()


def test_a_byte_order_mark_may_stand_in_front_of_the_fence() -> None:
    text, _ = decode("\ufeff---\ntitle: 雨\n---\n".encode())
    assert parse_front_matter(text).data == {"title": "雨"}


def test_fences_may_end_in_blanks_and_the_file_at_the_fence() -> None:
    text = "--- \t\ntitle: 雨\n---  "
    assert parse_front_matter(text).data == {"title": "雨"}
    assert body(text) == ""


def test_three_dots_close_yaml_only() -> None:
    assert body("---\na: b\n...\nrest") == "rest"
    assert problems('+++\na = "b"\n...\nrest') == [("unterminated", 0)]


@pytest.mark.parametrize("text", ["---\n---\nrest", "---\n# only a comment\n---\nrest", "---\n\n---\nrest"])
def test_empty_front_matter_is_fine(text: str) -> None:
    front = parse_front_matter(text)
    assert (front.kind, front.data, front.problems, body(text)) == ("yaml", {}, (), "rest")


def test_a_fence_that_goes_on_closes_nothing() -> None:
    text = "---\na: b\n----\n---\nrest"
    assert "----" in parse_front_matter(text).content.of(text)


@pytest.mark.parametrize("inside", ["ただの文章です", "- a\n- b", "42"])
def test_front_matter_without_keys_is_no_mapping(inside: str) -> None:
    text = f"---\n{inside}\n---\nrest"
    assert problems(text) == [("not-mapping", 0)]
    assert body(text) == "rest"
    assert parse_front_matter(text).data == {}


def test_a_lone_rule_at_the_top_is_a_thematic_break() -> None:
    text = f"---\n\n{BODY}"
    assert parse_front_matter(text) == FrontMatter()
    assert parse_front_matter("---\n\n\n") == FrontMatter()


def test_front_matter_without_a_closing_fence_is_read_as_far_as_it_looks_like_it() -> None:
    text = f"---\n\ntitle: 雨\ntags:\n  - 町\n- 本\n\n# 見出し\n\n{BODY}"
    front = parse_front_matter(text)
    assert problems(text) == [("unterminated", 0)]
    assert front.problems[0].data == {"fence": "---"}
    assert body(text).lstrip().startswith("title")  # a blank line ends what looks like front matter
    text = text.replace("---\n\n", "---\n", 1)
    assert body(text) == f"\n# 見出し\n\n{BODY}"


def test_unterminated_front_matter_still_gives_its_data() -> None:
    front = parse_front_matter(f"---\ntitle: 雨\ndate: 2025-06-01\n\n{BODY}")
    assert front.data == {"title": "雨", "date": "2025-06-01"}
    assert front.value_span("title") == Span(11, 12)


def test_unterminated_front_matter_that_is_broken_too_gives_none() -> None:
    assert parse_front_matter(f'---\ntitle: "雨\ndate: x\n\n{BODY}').data == {}


@pytest.mark.parametrize("fence", ["--", "----", "—", "***", "ーーー"])
def test_a_mistyped_fence_is_no_part_of_the_body(fence: str) -> None:
    text = f"---\ntitle: 雨\n{fence}\n\n{BODY}"
    if len(fence) == 1:
        assert body(text).startswith(fence)
    else:
        assert problems(text) == [("unterminated", 0)]
        assert body(text) == f"\n{BODY}"


def test_a_rule_in_the_body_does_not_close_front_matter_that_was_left_open() -> None:
    text = f"---\ntitle: 雨\ntags: [a]\n\n{BODY}\n次の段落です。\n\n---\n\n{BODY}"
    assert problems(text) == [("unterminated", 0)]
    assert body(text).startswith(f"\n{BODY}")
    assert parse_front_matter(text).data == {"title": "雨", "tags": ["a"]}


@pytest.mark.parametrize(
    "inside",
    [
        "title: 雨\n\ndate 2025\nauthor: x\n",  # more keys follow: a broken line, not the body
        'title: "雨\n\nつづき\n',  # what precedes is broken itself
        "title: 雨\nつづき\n",  # no blank line before the prose
        "つづき\nまた\ntitle: 雨\n",
        "title: a: b\n",
    ],
)
def test_broken_front_matter_ends_at_its_fence(inside: str) -> None:
    text = f"---\n{inside}---\n{BODY}"
    assert len(problems(text)) == 1
    assert problems(text)[0][0] != "unterminated"
    assert body(text) == BODY


def test_a_problem_is_placed_in_the_post() -> None:
    text = "---\ntitle: 雨: 晴れ\n---\n"
    assert problems(text) == [("yaml-colon", text.index(": 晴"))]


def test_every_duplicate_is_told_with_the_line_of_the_first() -> None:
    text = "---\na: 1\nb: 2\na: 3\nb: 4\n---\n"
    front = parse_front_matter(text)
    assert [(p.key, p.span.of(text), p.data) for p in front.problems] == [
        ("yaml-duplicate-key", "a", {"name": "a", "first": 2}),
        ("yaml-duplicate-key", "b", {"name": "b", "first": 3}),
    ]
    assert front.data == {"a": 3, "b": 4}


def test_toml_front_matter_is_read_with_places() -> None:
    text = '+++\ntitle = "雨"\ndate = 2025-06-01\n[extra]\ntags = ["a", "b"]\n+++\nrest'
    front = parse_front_matter(text)
    assert front.kind == "toml"
    assert front.data == {"title": "雨", "date": "2025-06-01", "extra": {"tags": ["a", "b"]}}
    assert shown(front, text, "extra", "tags", 1) == '"b"'
    assert body(text) == "rest"


def test_broken_toml_is_told_at_its_place() -> None:
    text = "+++\na = 1\nb: 2\n+++\nrest"
    assert problems(text) == [("toml-equals", 10)]
    assert body(text) == "rest"


def test_handlers_follow_the_protocol_of_python_frontmatter() -> None:
    text = f"---\ntitle: 雨\n---\n\n{BODY}"
    handler = YamlHandler()
    assert handler.detect(text)
    assert handler.split(text) == ("title: 雨\n", f"\n{BODY}")
    assert handler.load("title: 雨\n") == {"title": "雨"}
    assert handler.load("- a") == {}
    assert TomlHandler().load("a = 1") == {"a": 1}
    assert not TomlHandler().detect(text)
    with pytest.raises(ValueError, match="no front matter"):
        handler.split("---\ntitle: 雨\n")
    with pytest.raises(YamlProblem):
        handler.load("a: b: c")


LINES = [
    "---",
    "+++",
    "...",
    "----",
    "title: 雨",
    "a = 1",
    "- x",
    "  b: c",
    "",
    BODY.strip(),
    '"',
    "a: [",
    "\t",
    "[t]",
    "a: 1",
    "😀: \u2028",
]


@given(st.lists(st.sampled_from(LINES), max_size=9), st.sampled_from(["---", "+++", ""]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_gives_front_matter_inside_it(lines: list[str], first: str, end: str) -> None:
    text = end.join([first, *lines])
    front = parse_front_matter(text)
    spans = [front.span, front.content, Span(0, front.body_start), *(problem.span for problem in front.problems)]
    spans += [span for entry in front.places.values() for span in (entry.key, entry.value) if span]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert front.content.end <= front.body_start
