"""A schema learnt from posts: what is demanded, what is only noted, and what an editor is told."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.cli import main
from postlint.engine.discover import discover
from postlint.engine.errors import CallError
from postlint.infer import learn_from
from postlint.infer.claims import Claim, allowed, kept
from postlint.infer.comments import percent
from postlint.infer.posts import Example, Examples, read_examples
from postlint.infer.schema import dumped, learn
from postlint.infer.values import FORMS, form_of, keywords_of, kind_of
from postlint.schemas import compile_schema

Data = Mapping[str, Any]


def examples(posts: Iterable[Data]) -> Examples:
    return Examples(tuple(Example(f"{number:03}.md", post) for number, post in enumerate(posts)), {})


def schema_of(posts: Iterable[Data], threshold: float = 0.95, lang: Any = "en") -> dict[str, Any]:
    return learn(examples(posts), threshold, lang)


def value_schema(values: Sequence[Any], threshold: float = 0.95) -> dict[str, Any]:
    """What is demanded of a key that has these values, one a post; the comment is left out."""
    learnt: dict[str, Any] = schema_of([{"key": value} for value in values], threshold)["properties"]["key"]
    return {name: value for name, value in learnt.items() if name != "$comment"}


def comment(posts: Iterable[Data], *path: str, lang: Any = "en") -> str:
    node = schema_of(posts, lang=lang)
    for step in path:
        node = node["items"] if step == "[]" else node["properties"][step]
    return str(node["$comment"])


def accepted(schema: dict[str, Any], posts: Iterable[Data]) -> int:
    validator = compile_schema(json.loads(dumped(schema)), "schema.json")
    return sum(validator.is_valid(dict(post)) for post in posts)


# keys


def test_a_key_in_95_of_100_posts_is_required_and_one_in_94_is_not() -> None:
    posts = [{"title": "雨", **({"date": 1} if number >= 5 else {}), **({"tags": 1} if number >= 6 else {})} for number in range(100)]
    assert schema_of(posts)["required"] == ["title", "date"]


@pytest.mark.parametrize(("threshold", "required"), [(1.0, ["title"]), (0.8, ["title", "date"])])
def test_the_threshold_decides_what_is_required(threshold: float, required: list[str]) -> None:
    posts = [{"title": "雨", **({"date": 1} if number else {})} for number in range(10)]
    assert schema_of(posts, threshold)["required"] == required


def test_where_no_key_is_common_none_is_required() -> None:
    assert "required" not in schema_of([{f"key{number}": 1} for number in range(30)])


def test_a_misspelt_key_does_not_loosen_the_schema_and_is_pointed_out() -> None:
    posts: Sequence[Data] = [{"title": "雨", "tags": ["空"]}] * 297 + [{"title": "雨", "tag": ["空"]}] * 3
    schema = schema_of(posts)
    assert schema["required"] == ["title", "tags"]
    assert schema["properties"]["tag"] == {
        "$comment": "In 3 of 300 posts (1%). Only in 297.md, 298.md, 299.md. Perhaps “tags” is meant. Number of items: always 1."
    }
    assert "Missing in 297.md, 298.md, 299.md." in schema["properties"]["tags"]["$comment"]
    assert accepted(schema, posts) == 297


def test_a_key_that_stands_beside_one_of_a_like_name_is_no_misspelling() -> None:
    posts: Sequence[Data] = [{"published": True}] * 98 + [{"published": True, "published_at": "x"}] * 2
    assert "Perhaps" not in comment(posts, "published_at")


def test_keys_stand_with_the_most_frequent_first() -> None:
    posts: Sequence[Data] = [{"rare": 1, "title": "雨"}] + [{"title": "雪"}] * 9
    assert list(schema_of(posts)["properties"]) == ["title", "rare"]


def test_of_very_many_keys_the_most_frequent_are_kept_and_the_others_counted() -> None:
    posts: Sequence[Data] = [{"title": "雨", **{f"key-{post}-{number}": 1 for number in range(50)}, "k" * 101: 1} for post in range(10)]
    schema = schema_of(posts)
    assert len(schema["properties"]) == 100
    assert next(iter(schema["properties"])) == "title"
    assert schema["description"].endswith("402 more keys, each in few posts, are left out.")


def test_a_value_that_was_seen_in_fewer_than_five_posts_is_only_noted() -> None:
    posts: Sequence[Data] = [{"title": "雨"}] * 96 + [{"title": "雨", "series": {"name": "庭"}, "weights": [1]}] * 4
    assert schema_of(posts)["properties"]["series"] == {"$comment": "In 4 of 100 posts (4%)."}
    assert set(schema_of(posts)["properties"]["weights"]) == {"$comment"}


# types


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([True] * 20, {"type": "boolean"}),
        ([3] * 20, {"type": "integer"}),
        ([3, 2.5] * 10, {"type": "number"}),
        ([3] * 99 + [2.5], {"type": "integer"}),
        ([3] * 99 + ["3"], {"type": "integer"}),
        ([3] * 60 + ["3"] * 40, {"type": ["integer", "string"], "minLength": 1}),
        ([None] * 20, {"type": "null"}),
        ([{}] * 20, {"type": "object"}),
        ([None] * 10 + ["雨"] * 90, {"type": ["string", "null"], "minLength": 1}),
        ([None] + ["雨"] * 99, {"type": "string", "minLength": 1}),
        ([1984] + ["雨"] * 99, {"type": ["string", "number"], "minLength": 1}),
        ([1, True, "雨", None] * 10, {}),
        ([float("nan")] * 20, {}),
        ([1e400] * 20, {}),
    ],
)
def test_types_are_the_fewest_that_almost_all_posts_agree_on(values: list[Any], wanted: dict[str, Any]) -> None:
    assert {key: value for key, value in value_schema(values).items() if key != "properties"} == wanted


@pytest.mark.parametrize("empty", [("", {"minLength": 1}), ([], {"minItems": 1})])
def test_what_is_almost_never_empty_must_not_be(empty: tuple[Any, Data]) -> None:
    value, keywords = empty
    full = [1] if value == [] else "雨"
    assert keywords.items() <= value_schema([full] * 95 + [value] * 5).items()
    assert not keywords.keys() & value_schema([full] * 94 + [value] * 6).keys()


def test_keys_are_learnt_one_level_down() -> None:
    posts: Sequence[Data] = [{"author": {"name": "春", "links": {"home": "x"}}}] * 20
    author = schema_of(posts)["properties"]["author"]
    assert author["required"] == ["name", "links"]
    assert author["properties"]["name"]["$comment"] == "In 20 of the 20 posts that have the key above (100%). Always “春”."
    assert author["properties"]["links"]["type"] == "object"
    assert "properties" not in author["properties"]["links"]


def test_below_a_key_that_rarely_holds_keys_nothing_is_required() -> None:
    posts: Sequence[Data] = [{"author": "春"}] * 96 + [{"author": {"name": "春"}}] * 4
    assert "required" not in schema_of(posts)["properties"]["author"]


# forms


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("2024-02-29", "2025-06-01"),
        ("2024-05-06T07:08:09+09:00", "2025-06-01T09:30:00+09:00"),
        ("2024-05-06T07:08:09.123Z", "2025-06-01T09:30:00+09:00"),
        ("2024-05-06 07:08:09 +0000", "2025-06-01 09:30:00 +0900"),
        ("2024-05-06 07:08:09+09:00", "2025-06-01 09:30:00 +0900"),
        ("2024-05-06 07:08:09", "2025-06-01 09:30:00"),
        ("2024-05-06 07:08", "2025-06-01 09:30"),
        ("2024-05-06T07:08:09", "2025-06-01T09:30:00"),
        ("2024-05-06T07:08", "2025-06-01T09:30"),
        ("2024/05/06", "2025/06/01"),
        ("May 6, 2024", "Jun 1, 2025"),
        ("Sept. 6 2024", "Jun 1, 2025"),
        ("6 May 2024", "1 Jun 2025"),
        ("https://example.org/a?b=c", "https://example.org/"),
    ],
)
def test_dates_and_addresses_are_known_by_their_form(text: str, example: str) -> None:
    form = form_of(text)
    assert form is not None
    assert form.example == example
    assert accepted({"properties": {"key": keywords_of([form])}}, [{"key": text}]) == 1


@pytest.mark.parametrize(
    "text",
    ["", "雨", "2024-02-30", "2024-13-01", "2024-05-06\n", "2024-05-06T25:00", "24-5-6", "https://", "https://a b", "1" * 500, 7, None],
)
def test_other_values_have_no_form(text: Any) -> None:
    assert form_of(text) is None


def test_every_form_fits_its_own_example_and_no_other() -> None:
    assert [form_of(form.example) for form in FORMS] == list(FORMS)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["2024-05-06"] * 99 + ["昨日"], {"type": "string", "format": "date"}),
        (["2024-05-06T07:08:09Z"] * 20, {"type": "string", "format": "date-time"}),
        (["2024-05-06"] * 90 + ["昨日"] * 10, {"type": "string", "minLength": 1}),
        (["2024-05-06"] * 50 + ["https://example.org/"] * 50, {"type": "string", "minLength": 1}),
    ],
)
def test_a_form_that_almost_all_texts_have_is_demanded(values: list[str], wanted: Data) -> None:
    assert value_schema(values) == wanted


def test_a_form_that_is_no_format_of_json_schema_is_told_in_plain_words() -> None:
    learnt = value_schema(["2024-05-06 07:08:09 +0000"] * 20)
    assert learnt["x-form"] == {"en": "a date like 2025-06-01 09:30:00 +0900", "ja": "2025-06-01 09:30:00 +0900 の形の日付"}
    assert value_schema(["https://example.org/a"] * 20)["x-form"]["en"] == "an address that begins with https://"


def test_two_forms_that_are_both_usual_are_both_accepted() -> None:
    values = ["2024-05-06", "2024-05-06 07:08"] * 10
    assert value_schema(values)["x-form"]["ja"] == "2025-06-01 や 2025-06-01 09:30 の形の日付"
    assert accepted(schema_of([{"key": value} for value in values]), [{"key": "2024-05-06"}, {"key": "2024-05-06 9:00"}]) == 1


def test_a_form_that_too_many_deviate_from_is_told_nevertheless() -> None:
    told = comment([{"date": "2024-05-06"}] * 9 + [{"date": "昨日"}], "date")
    assert "Like 2025-06-01 in 9 posts, but not in 009.md (“昨日”)." in told


# vocabularies


def test_few_texts_that_recur_are_a_vocabulary() -> None:
    assert value_schema(["庭", "台所"] * 10) == {"enum": ["庭", "台所"]}


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(["庭", "台所"] * 9, id="fewer than twenty posts"),
        pytest.param([f"{number % 9}" for number in range(90)], id="nine words"),
        pytest.param([f"{number % 5}" for number in range(24)], id="fewer than five posts a word"),
        pytest.param(["庭", "台所"] * 20 + ["あ", "い", "う"], id="too many others"),
        pytest.param(["庭"] * 97 + ["台所"] * 3, id="almost always one"),
        pytest.param(["庭" * 61, "台所"] * 10, id="a long text"),
    ],
)
def test_other_texts_are_none(values: list[str]) -> None:
    assert value_schema(values) == {"type": "string", "minLength": 1}


def test_neither_numbers_nor_truth_values_are_a_vocabulary() -> None:
    assert value_schema([1, 2] * 20) == {"type": "integer"}
    assert value_schema([True, False] * 20) == {"type": "boolean"}


def test_a_word_seen_once_is_left_to_the_check() -> None:
    posts: Sequence[Data] = [{"kind": word} for word in ["庭", "台所"] * 30 + ["庭園"]]
    schema = schema_of(posts)
    assert schema["properties"]["kind"]["enum"] == ["庭", "台所"]
    assert schema["properties"]["kind"]["$comment"].endswith("2 values: 庭 (30), 台所 (30). Another value in 060.md (“庭園”).")
    assert accepted(schema, posts) == 60


def test_what_almost_all_posts_have_is_noted_and_not_demanded() -> None:
    posts: Sequence[Data] = [{"layout": "post"}] * 99 + [{"layout": "page"}]
    assert comment(posts, "layout") == "In 100 of 100 posts (100%). Almost always “post”; not in 099.md (“page”)."
    assert accepted(schema_of(posts), posts) == 100


# lists


def lists(values: Sequence[Sequence[Any]]) -> dict[str, Any]:
    learnt: dict[str, Any] = schema_of([{"tags": value} for value in values])["properties"]["tags"]
    return learnt


def test_items_have_a_type_and_a_vocabulary() -> None:
    learnt = lists([["庭", "花"], ["庭"], ["花"]] * 10)
    assert learnt["items"]["enum"] == ["庭", "花"]
    assert lists([["庭", 5]] * 20)["items"]["type"] == ["string", "integer"]


def test_a_number_among_texts_is_a_text_that_yaml_took_for_one() -> None:
    assert lists([[f"語{number}"] for number in range(99)] + [[2025]])["items"]["type"] == ["string", "number"]


def test_items_that_hold_keys_are_not_looked_into() -> None:
    assert lists([[{"src": "a"}]] * 20)["items"] == {"type": "object"}


@pytest.mark.parametrize(
    ("lengths", "limit"),
    [([1] * 20, 1), ([5, 5, 4, 3] * 10, 5), ([1, 1, 2] * 10, None), ([1] * 19, None), ([0] * 20, None)],
)
def test_a_limit_is_where_lists_crowd(lengths: list[int], limit: int | None) -> None:
    assert lists([[f"語{number}" for number in range(length)] for length in lengths]).get("maxItems") == limit


def test_items_that_almost_never_recur_must_not() -> None:
    once = [[f"a{number}", f"b{number}"] for number in range(99)]
    learnt = lists([*once, ["庭", "庭"]])
    assert learnt["uniqueItems"] is True
    assert "An item stands twice in 099.md." in learnt["$comment"]
    assert "uniqueItems" not in lists([["庭", "庭"]] * 20)


@pytest.mark.parametrize(("items", "recur"), [([1, 1.0], True), ([1, True], False), ([{"a": 1, "b": 2}, {"b": 2, "a": 1}], True)])
def test_items_recur_as_json_has_it(items: list[Any], recur: bool) -> None:
    assert ("uniqueItems" not in lists([items] * 20)) is recur


# the whole


def claim(demand: Any, *deviants: int) -> Claim:
    return Claim(demand, {}, dict.fromkeys(deviants))


def test_demands_are_given_up_where_together_they_would_flag_too_many() -> None:
    needed, small, large = claim("required", 0, 1), claim("type", 2), claim("form", 3, 4, 5)
    free = claim("unique")
    assert kept([large, small, needed, free], 60, 0.95) == {needed, small, free}


def test_what_was_given_up_is_told() -> None:
    posts: list[dict[str, Any]] = [{"date": "2024-05-06", "kind": ["庭", "台所"][number % 2], "at": "2024-05-06"} for number in range(20)]
    posts[0]["date"], posts[1]["kind"], posts[2]["at"] = "昨日", "庭園", "明日"
    schema = schema_of(posts)
    assert schema["properties"]["date"]["format"] == "date"
    assert schema["properties"]["kind"]["$comment"].endswith("Left open, or too many posts would be flagged: one of these values.")
    assert schema["properties"]["at"]["$comment"].endswith("Left open, or too many posts would be flagged: how it is written.")
    assert accepted(schema, posts) == 19


@pytest.mark.parametrize(
    ("posts", "threshold", "may"), [(100, 0.95, 5), (20, 0.95, 1), (19, 0.95, 0), (10, 1.0, 0), (10, 0.9, 1), (3, 0.5, 1)]
)
def test_how_many_may_deviate(posts: int, threshold: float, may: int) -> None:
    assert allowed(posts, threshold) == may


@pytest.mark.parametrize(("part", "told"), [(0, "0%"), (1, "<1%"), (3, "1%"), (299, "99%"), (300, "100%")])
def test_a_hundred_percent_means_all(part: int, told: str) -> None:
    assert percent(part, 300) == told


def test_the_kinds_of_values_are_counted_in_both_languages() -> None:
    posts: Sequence[Data] = [{"minutes": 3}] * 98 + [{"minutes": "3"}, {"minutes": None}]
    assert comment(posts, "minutes") == (
        "In 100 of 100 posts (100%). Kinds of value: whole number (98), text (1), empty (1). "
        "Almost always 3. Another kind of value in 098.md (“3”), 099.md (empty)."
    )
    assert comment(posts, "minutes", lang="ja") == (
        "記事100件中100件（100%）。値の種類: 整数（98件）、文字列（1件）、空（1件）。"
        "ほとんどが3。値の種類が違う記事: 098.md（「3」）、099.md（空）。"
    )


def test_texts_that_recur_are_listed_though_they_are_no_vocabulary() -> None:
    posts: Sequence[Data] = [{"excerpt": f"第{number}回"} for number in range(30)] + [{"excerpt": "お知らせです。"}] * 6
    assert comment(posts, "excerpt").endswith("31 different values, the most frequent: お知らせです。 (6).")
    assert comment([{"draft": True}, {"draft": False}] * 5, "draft").endswith("2 different values, the most frequent: true (5), false (5).")


def test_three_posts_are_named_and_the_others_counted() -> None:
    posts: Sequence[Data] = [{"title": "雨"}] * 95 + [{}] * 5
    assert "Missing in 095.md, 096.md, 097.md and 2 more." in comment(posts, "title")
    assert "ない記事: 095.md、096.md、097.md ほか2件。" in comment(posts, "title", lang="ja")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_hostile_keys_values_and_names_are_cut_and_harmless(lang: Any) -> None:
    evil = "\x1b[31m\u202e" + "あ" * 5000 + "\x00"
    posts = [Example("\x1b]0;x\x07\n" + "長" * 500 + ".md", {"ok": "a", "\x1b[2J\u2028{0}": evil, "kind": evil, "list": [evil]})]
    posts += [Example(f"{number}.md", {"ok": "a", "kind": "b", "list": ["b"]}) for number in range(30)]
    text = dumped(learn(Examples(tuple(posts), {}), 0.95, lang))
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    assert len(text) < 5_000
    assert "\x1b[2J\u2028{0}" in json.loads(text)["properties"]


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["2024-05-06", "https://a.org/", "庭"])
)
values = st.one_of(scalars, st.lists(scalars, max_size=4), st.dictionaries(st.text(max_size=3), scalars, max_size=3))
posts_of_all_kinds = st.lists(
    st.dictionaries(st.sampled_from(["title", "date", "tags", "a", "\x00"]), values, max_size=5), min_size=1, max_size=40
)


@settings(max_examples=150, deadline=None)
@given(posts_of_all_kinds, st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_whatever_the_posts_the_schema_accepts_the_share_it_was_learnt_at(posts: list[Data], threshold: float) -> None:
    posts = posts * 3
    assert accepted(schema_of(posts, threshold), posts) >= threshold * len(posts) - 1e-9


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.text(max_size=5), st.recursive(st.one_of(st.booleans(), st.integers(), st.text()), st.lists), max_size=6),
    st.integers(1, 40),
)
def test_it_accepts_every_post_of_a_homogeneous_site(post: Data, number: int) -> None:
    assert accepted(schema_of([post] * number), [post]) == 1


# reading


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twenty sound posts, and one for each reason to pass a post over."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "posts"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.md").write_text(f"---\ntitle: 第{number}回\npostlint: {{disable: all}}\n---\n\n本文です。\n", "utf-8")
    (folder / "bare.md").write_text("本文です。\n", "utf-8")
    (folder / "broken.md").write_text("---\ntitle: a: b\n---\n", "utf-8")
    (folder / "sjis.md").write_bytes("---\ntitle: 雨の日\n---\n\n雨の日の本文です。\n".encode("shift_jis"))
    (folder / "long.md").write_text("---\ntitle: " + "あ" * 30_000 + "\n---\n", "utf-8")
    (folder / "alias.md").write_text(
        "---\na: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: "
        "[*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n---\n",
        "utf-8",
    )
    (folder / "gone.md").symlink_to("nowhere")
    return tmp_path


SKIPPED = {"no-front-matter": 1, "broken": 1, "unreadable": 2, "too-large": 2}


def test_posts_that_cannot_be_learnt_from_are_passed_over_and_counted(site: Path) -> None:
    found = read_examples(discover(["posts"]))
    assert (len(found.posts), found.skipped) == (20, SKIPPED)


def test_the_key_of_postlint_is_no_part_of_the_schema(site: Path) -> None:
    assert list(json.loads(learn_from(discover(["posts"]), 0.95, "en").text)["properties"]) == ["title"]


def test_a_key_that_stands_twice_does_not_hinder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 雨\ntitle: 風\n---\n", "utf-8")
    assert learn_from(discover([str(tmp_path)]), 0.95, "en").accepted == 1


def test_without_front_matter_there_is_nothing_to_learn(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("本文です。\n", "utf-8")
    with pytest.raises(CallError, match="No post has front matter"):
        learn_from(discover([str(tmp_path)]), 0.95, "en")


def test_kinds_are_those_of_json() -> None:
    samples: list[Any] = [None, True, 1, 1.5, "", [], {}, float("inf")]
    assert [kind_of(value) for value in samples] == [
        "null", "boolean", "integer", "number", "string", "array", "object", "other",
    ]  # fmt: skip


# the command line


@dataclass
class Done:
    status: int
    out: str
    err: str


@pytest.fixture
def call(site: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def run(*args: str) -> Done:
        capsys.readouterr()
        status = main(["schema", *args])
        return Done(status, *capsys.readouterr())

    return run


Call = Callable[..., Done]


def test_the_schema_goes_to_standard_output_and_what_is_to_be_said_to_standard_error(call: Call) -> None:
    done = call("infer", "posts")
    assert done.status == 0
    assert json.loads(done.out)["required"] == ["title"]
    assert done.err == (
        "Posts learnt from: 20; the schema accepts 20 of them (100%).\n"
        "Passed over: 1 with broken front matter, 1 without front matter, 2 with very large front matter, 2 that cannot be read.\n"
        "To use it, put this into postlint.yml, from whose folder the path counts:\n"
        "  rules: {front-matter-schema: {schema: schema.json}}\n"
        "Then list the posts that deviate: postlint check --select front-matter-schema\n"
    )


def test_it_speaks_japanese(call: Call) -> None:
    done = call("infer", "--lang", "ja", "posts/00.md", "posts/bare.md")
    assert json.loads(done.out)["title"] == "記事1件から作ったフロントマターのスキーマ"
    assert done.err.splitlines()[:3] == [
        "記事1件からスキーマを作りました。そのうち1件（100%）がスキーマに合っています。",
        "記事が少ないため、たまたま共通しているだけの点も条件になっています。内容をよく確認してください。",
        "使わなかった記事: フロントマターがないもの1件。",
    ]


def test_a_schema_that_is_written_is_one_that_check_uses(call: Call, site: Path) -> None:
    (site / "posts" / "19.md").write_text("---\nname: 名前だけ\n---\n\n本文です。\n", "utf-8")
    done = call("infer", "posts", "--output", "site schema.json")
    assert (done.status, done.out) == (0, "")
    hint = next(line for line in done.err.splitlines() if line.startswith("  rules:"))
    assert hint == '  rules: {front-matter-schema: {schema: "site schema.json"}}'
    (site / "postlint.yml").write_text(hint.strip(), "utf-8")
    assert (
        main(
            [
                "check",
                "--select",
                "front-matter-schema",
                "--format",
                "json",
                "--output",
                "json=report.json",
                *(f"posts/{number:02}.md" for number in range(20)),
            ]
        )
        == 1
    )
    found = json.loads((site / "report.json").read_text("utf-8"))["diagnostics"]
    assert [(item["path"], item["messageId"]) for item in found] == [("posts/19.md", "required")]


def test_a_file_is_overwritten_only_if_asked(call: Call, site: Path) -> None:
    (site / "schema.json").write_text("{}", "utf-8")
    done = call("infer", "posts", "--output", "schema.json")
    assert (done.status, done.out) == (2, "")
    assert "“schema.json” exists already" in done.err
    assert (site / "schema.json").read_text("utf-8") == "{}"
    assert call("infer", "posts", "--output", "schema.json", "--force").status == 0
    assert json.loads((site / "schema.json").read_text("utf-8"))["required"] == ["title"]


def test_a_file_that_cannot_be_written_is_a_mistake(call: Call) -> None:
    done = call("infer", "posts", "--output", "nowhere/schema.json")
    assert done.status == 2
    assert "nowhere/schema.json cannot be written" in done.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["infer", "post"], "Did you mean “posts”?"),
        (["infer", "posts/bare.md"], "No post has front matter that can be read (1 looked at)"),
        (["infer", "empty"], "There is no post to learn from."),
        (["infer", "-"], "-"),
        (["infer", "--threshold", "0.3", "posts"], "from 0.5 to 1"),
        (["infer", "--threshold", "nan", "posts"], "from 0.5 to 1"),
        (["infer", "--threshold", "most", "posts"], "from 0.5 to 1"),
        (["infr", "posts"], "Did you mean “infer”?"),
    ],
)
def test_a_mistake_in_the_call_exits_with_2(call: Call, site: Path, args: list[str], told: str) -> None:
    (site / "empty").mkdir()
    done = call(*args)
    assert (done.status, done.out) == (2, "")
    assert told in done.err


def test_without_a_command_the_commands_are_listed(call: Call) -> None:
    done = call()
    assert done.status == 2
    assert "infer" in done.out


def test_the_configuration_excludes_posts_here_too(call: Call, site: Path) -> None:
    (site / "postlint.yml").write_text("exclude: [posts/0*]\n", "utf-8")
    assert "Posts learnt from: 10" in call("infer", "posts").err
    assert "Posts learnt from: 20" in call("infer", "--isolated", "posts").err


@pytest.mark.parametrize(
    ("lang", "page", "words", "odd"),
    [("en", "schema.md", ("garden", "kitchen"), "gardn"), ("ja", "schema.ja.md", ("庭", "台所"), "庭園")],
)
def test_the_documentation_shows_what_is_written(lang: Any, page: str, words: tuple[str, str], odd: str) -> None:
    values = [words[0]] * 120 + [words[1]] * 77 + [odd, None, None]
    names = [f"{number:03}.md" for number in range(197)] + ["july.md", "may.md", "june.md"]
    posts = tuple(Example(name, {"category": value} if value else {}) for name, value in zip(names, values, strict=True))
    shown = (Path(__file__).parent.parent / "docs" / page).read_text("utf-8").partition("```json\n")[2].partition("```")[0]
    assert learn(Examples(posts, {}), 0.95, lang)["properties"] == json.loads("{" + shown + "}")
