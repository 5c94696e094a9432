"""Injectors change exactly what they say, and the same seed gives the same defect."""

from pathlib import Path
from random import Random

import pytest
from quality.draft import Draft, Injected, Kind
from quality.fields import minutes, with_field
from quality.inject import KINDS
from quality.measure import read_drafts
from quality.phrases import expand

from postlint.diagnostic import Lang, Tier
from postlint.engine.registry import load_registry
from postlint.post.post import Post
from quality import cuts, repeats, structure

POSTS = Path(__file__).resolve().parents[2] / "benchmarks" / "quality" / "posts"
DRAFTS = read_drafts([POSTS])
BY_NAME = {kind.name: kind for kind in KINDS}


def injections(kind: Kind, rounds: int = 6) -> list[tuple[Draft, Injected]]:
    made = [(draft, kind.inject(draft, Random(f"{draft.name}{n}"))) for draft in DRAFTS for n in range(rounds)]
    return [(draft, injected) for draft, injected in made if injected is not None]


def draft_of(body: str, front: str = "title: 棚の手入れ") -> Draft:
    return Draft("draft.md", Post("draft.md", f"---\n{front}\n---\n\n{body}"))


def common(before: str, after: str) -> tuple[int, int]:
    """How many characters the two share at the beginning, and (behind that) at the end."""
    front = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    most = min(len(before), len(after)) - front
    back = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return front, back


def test_the_posts_are_in_both_languages_and_have_front_matter() -> None:
    assert {draft.lang for draft in DRAFTS} == {"ja", "en"}
    assert {draft.post.front_matter.kind for draft in DRAFTS} == {"yaml", "toml"}
    assert len(DRAFTS) == 12


def test_every_integrity_rule_has_an_injector() -> None:
    measured = {kind.rule for kind in KINDS}
    assert {rule.id for rule in load_registry().rules.values() if rule.tier is Tier.INTEGRITY} - measured == set()


def test_names_of_kinds_are_unique() -> None:
    assert len(BY_NAME) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_can_be_injected_and_changes_the_run(kind: Kind) -> None:
    made = injections(kind)
    assert made
    for draft, injected in made:
        assert injected.after != injected.before or injected.others, draft.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_same_seed_gives_the_same_defect(kind: Kind) -> None:
    assert injections(kind, 2) == injections(kind, 2)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_places_lie_in_the_text_and_next_to_what_changed(kind: Kind) -> None:
    for draft, injected in injections(kind):
        if isinstance(injected.after, bytes) or injected.others:
            continue
        front, back = common(injected.before, injected.after)
        for place in injected.places:
            assert 0 <= place.start <= place.end <= len(injected.after)
            assert place.start <= len(injected.after) - back, draft.name
            assert place.end >= front, draft.name


@pytest.mark.parametrize(
    "name",
    ["copy-exact", "copy-run", "marker-own-line", "marker-inline", "blank", "chat-voice", "sentence-again", "sentence-twice", "title-line"],
)
def test_what_is_put_in_leaves_all_else_as_it_was(name: str) -> None:
    for _, injected in injections(BY_NAME[name]):
        front, back = common(injected.before, str(injected.after))
        assert front + back == len(injected.before)
        (place,) = injected.places
        added = len(str(injected.after)) - len(injected.before)
        assert place.of(str(injected.after)).strip()
        assert len(place) <= added


def test_an_exact_copy_stands_there_twice() -> None:
    for _, injected in injections(BY_NAME["copy-exact"]):
        (place,) = injected.places
        assert str(injected.after).count(place.of(str(injected.after))) == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_light_edit_changes_little_but_something(lang: Lang) -> None:
    text = {
        "ja": "布は三枚用意し、一枚を使い、一枚を水に浸け、残りを煮沸に回すと、翌朝に困りません（夏は2枚）。",
        "en": "Keep three cloths, use one, soak one, and boil the rest, so that no morning (even in June) finds you without.",
    }[lang]
    for n in range(60):
        edited, names = repeats.lightly_edited(text, lang, Random(n))
        assert edited != text
        assert names
        assert abs(len(edited) - len(text)) <= 25


@pytest.mark.parametrize("name", ["ending-inside-word", "ending-after-particle", "ending-after-comma"])
def test_a_cut_ending_is_the_beginning_of_the_post(name: str) -> None:
    for _, injected in injections(BY_NAME[name]):
        assert injected.before.startswith(str(injected.after).rstrip("\n"))
        assert len(str(injected.after)) < len(injected.before)


def test_cuts_fall_where_they_say() -> None:
    text = "新しい布には糊が残っているので、そのまま使うと紙のような味がして、香りも立ちません。"
    assert {text[:at][-1] for at in cuts.cut_offsets(text, "ja", "after-comma")} == {"、"}
    assert {text[:at][-1] for at in cuts.cut_offsets(text, "ja", "after-particle")} <= set("をがのもには")
    english = "Keep the cloth in cold water overnight, change the water every morning, and wring it out gently."
    assert {english[:at].rsplit(maxsplit=1)[-1] for at in cuts.cut_offsets(english, "en", "after-comma")} == {"morning,"}
    assert all(english[at - 1].isalpha() and english[at].isalpha() for at in cuts.cut_offsets(english, "en", "inside-word"))


def test_a_restart_goes_on_where_the_text_was_cut() -> None:
    for _, injected in injections(BY_NAME["restart"]):
        (place,) = injected.places
        assert place.of(str(injected.after)).lstrip("….")[-20:] in injected.before


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("```\ncode\n```\n", False),
        ("```\ncode\n", True),
        ("~~~\n```\n~~~\n", False),
        ("````\n```\n", True),
        ("```js\na\n```js\nb\n```\n", False),
    ],
)
def test_it_knows_whether_a_fence_swallows_the_rest(text: str, open_: bool) -> None:
    assert structure.swallows_the_rest(text) is open_


def test_a_lost_fence_either_swallows_the_rest_or_runs_on() -> None:
    assert all(structure.swallows_the_rest(str(injected.after)) for _, injected in injections(BY_NAME["open-fence"]))
    assert not any(structure.swallows_the_rest(str(injected.after)) for _, injected in injections(BY_NAME["run-on-fence"]))


def test_one_side_of_the_emphasis_is_missing() -> None:
    for _, injected in injections(BY_NAME["one-sided-emphasis"]):
        assert str(injected.after).count("**") % 2 == 1


def test_wrong_minutes_are_wrong_by_a_factor_of_three() -> None:
    for draft, injected in injections(BY_NAME["wrong-minutes"]):
        (place,) = injected.places
        told = int(place.of(str(injected.after)).rpartition(" ")[2])
        good = minutes(draft)
        assert told >= 3 * good or told <= good / 3
        assert abs(told - good) >= 5


def test_another_encoding_is_no_utf8() -> None:
    for _, injected in injections(BY_NAME["not-utf-8"]):
        assert isinstance(injected.after, bytes)
        if injected.variant in ("shift_jis", "euc_jp", "cut character", "utf-16"):
            with pytest.raises(UnicodeDecodeError):
                injected.after.decode()


def test_a_field_is_set_in_yaml_and_in_toml() -> None:
    yaml, toml = draft_of("本文です。"), Draft("a.md", Post("a.md", '+++\ntitle = "A"\n+++\n\nText.\n'))
    for draft in (yaml, toml):
        made = with_field(draft.text, draft, "excerpt", "棚")
        assert made is not None
        text, place = made
        assert "棚" in place.of(text)
        assert Post("a.md", text).meta == {**draft.post.meta, "excerpt": "棚"}


def test_a_field_that_is_there_is_replaced() -> None:
    draft = draft_of("本文です。")
    made = with_field(draft.text, draft, "title", "机")
    assert made is not None
    assert Post("a.md", made[0]).meta == {"title": "机"}


def test_a_field_needs_front_matter() -> None:
    assert with_field("Text.", Draft("a.md", Post("a.md", "Text.")), "title", "A") is None


def test_what_opens_the_body_stands_on_a_line_of_its_own() -> None:
    quoted = draft_of(
        "> " + "棚は月に一度、乾いた布で丁寧に拭いてください。\n\n" + "本は日陰に並べ、月に一度は風を通すようにしてください。\n"
    )
    for name in ("title-line", "chat-opening"):
        injected = BY_NAME[name].inject(quoted, Random(1))
        assert injected is not None
        (place,) = injected.places
        assert str(injected.after)[: place.start].endswith("---\n\n")


def test_a_post_without_prose_is_not_suitable_for_defects_of_prose() -> None:
    bare = draft_of("- 本\n- 棚\n")
    for kind in (*cuts.KINDS, *repeats.KINDS):
        assert kind.inject(bare, Random(1)) is None


def test_a_template_gives_one_of_its_wordings() -> None:
    assert {expand("⟨a|b⟩ and ⟨c|⟩", Random(n)) for n in range(60)} == {"a and c", "a and ", "b and c", "b and "}
