"""Corpus checks: the same findings in one process and by grouping, in any order, of the posts of the run only."""

import datetime
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest

from postlint.checks.base import GroupedCheck
from postlint.diagnostic import Finding
from postlint.engine.compare import Posts
from postlint.engine.discover import discover
from postlint.engine.keep import kept
from postlint.engine.lint import lint_post
from postlint.engine.registry import Plan, load_registry
from postlint.engine.run import Aids, run, run_text, settle
from postlint.engine.store import Store
from postlint.post.post import Post

REGISTRY = load_registry()
GROUPED = [rule for rule in REGISTRY.rules.values() if issubclass(rule, GroupedCheck)]
TODAY = datetime.date(2026, 4, 1)
WORDS = "棚 机 椅子 窓 庭 畑 鉢 土 水 風 朝 昼 夜 春 夏 秋 冬 海 山 川 本 紙 筆 布 糸 針 鍋 皿 箸 茶".split()


def sentence(rng: Random) -> str:
    return f"{rng.choice(WORDS)}の{rng.choice(WORDS)}を{rng.choice(WORDS)}と{rng.choice(WORDS)}で{rng.choice(WORDS)}に並べました。"


def site(seed: int) -> dict[str, Post]:
    """Posts of which some repeat the text, the title, the paragraphs, the opening or a figure of others."""
    rng = Random(seed)
    texts = ["\n\n".join("".join(sentence(rng) for _ in range(4)) for _ in range(8)) for _ in range(3)]
    figures = [f"いまや{n}%以上の{word}が使われています。" for n, word in ((62, "植木鉢"), (38, "糸切鋏"))]
    found = {}
    for n in range(24):
        body = rng.choice(texts).replace("庭", rng.choice(WORDS), 1)
        path = f"{rng.choice(['posts', 'posts/en', '_drafts'])}/{n}.md"
        title = f"{rng.choice(WORDS)}の道具を手入れする"
        found[path] = Post(
            path, f"---\ntitle: {title}\nexcerpt: 暮らしの道具と季節の便り\n---\n\n{body}\n\n{rng.choice(figures)}\n\n{n}回目です。\n"
        )
    return found


def by_grouping(check: GroupedCheck[Any], summaries: dict[str, Any], rng: Random) -> list[tuple[str, Finding]]:
    """The findings by two group-bys over shuffled rows, as processes that know nothing of each other would make them."""
    groups: dict[Any, list[str]] = defaultdict(list)
    for path in rng.sample(sorted(summaries), len(summaries)):
        for key in check.keys(summaries[path]):
            groups[key].append(path)
    told: dict[str, set[Any]] = defaultdict(set)
    for key, paths in rng.sample(list(groups.items()), len(groups)):
        if len(paths) > 1:
            for path, match in check.matches(key, [(path, summaries[path]) for path in sorted(paths)]):
                told[path].add(match)
    return [(path, finding) for path in sorted(told) for finding in check.findings(path, summaries[path], sorted(told[path]))]


def summaries_of(check: GroupedCheck[Any], posts: dict[str, Post]) -> dict[str, Any]:
    known = {path: check.summarise(posts[path]) for path in sorted(posts)}
    return {path: summary for path, summary in known.items() if summary is not None}


@pytest.mark.parametrize("rule", GROUPED, ids=lambda rule: rule.id)
def test_grouping_finds_what_a_single_process_finds(rule: type[GroupedCheck[Any]]) -> None:
    found = 0
    for seed in range(5):
        check = rule()
        summaries = summaries_of(check, site(seed))
        alone = list(check.compare(list(summaries.items()), summaries.keys()))
        assert by_grouping(check, summaries, Random(seed)) == alone
        found += len(alone)
    assert found


@pytest.mark.parametrize("rule", GROUPED, ids=lambda rule: rule.id)
def test_of_the_rest_of_the_site_nothing_is_told(rule: type[GroupedCheck[Any]]) -> None:
    check = rule()
    summaries = list(summaries_of(check, site(1)).items())
    whole = list(check.compare(summaries, dict(summaries)))
    assert whole
    for path, _ in summaries:
        assert list(check.compare(summaries, {path})) == [told for told in whole if told[0] == path]


def plan() -> Plan:
    return REGISTRY.plan(["duplicate-post", "duplicate-title"], {})


def test_a_staged_post_is_compared_with_the_rest_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, post in site(2).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(post.text, encoding="utf-8")
    opened: list[str] = []

    def spy(file: str) -> bytes:
        opened.append(file)
        return Path(file).read_bytes()

    sources = [*discover([str(tmp_path)]), *discover([str(tmp_path / "_drafts")])]
    whole = run(sources, plan(), 1)
    staged = next(d.path for d in whole.diagnostics if d.rule == "duplicate-post")
    monkeypatch.setattr("postlint.engine.compare.read_post", spy)
    alone = run([source for source in sources if source.path == staged], plan(), 1, aids=Aids(site=sources))
    assert alone.diagnostics == tuple(d for d in whole.diagnostics if d.path == staged)
    assert set(opened) == {staged}
    assert alone.checked == 1


def test_other_posts_are_named_with_their_places() -> None:
    posts = {f"{n}.md": Post(f"{n}.md", "---\ntitle: 道具を手入れする日\n---\n\n短い記事です。\n") for n in range(6)}
    applied = plan()
    results = [lint_post(post.text.encode(), path, applied) for path, post in posts.items()]
    report = settle(Store.of(map(kept, results)), applied, Posts(lambda _: applied, posts.__getitem__), TODAY)
    assert [(d.path, d.rule, d.start.line, d.start.column) for d in report.diagnostics] == [
        (f"{n}.md", "duplicate-title", 2, 8) for n in range(6)
    ]
    first = report.diagnostics[0]
    assert first.finding.data == {"other": "1.md", "more": 4, "count": 5, "posts": [f"{n}.md" for n in range(1, 6)]}
    assert [(place.path, place.start.line, place.excerpt.text) for place in first.related] == [
        (f"{n}.md", 2, "道具を手入れする日") for n in (1, 2, 3)
    ]


def test_summaries_are_small() -> None:
    import marshal

    rng = Random(3)
    text = "\n\n".join("".join(sentence(rng) for _ in range(9)) for _ in range(75))
    post = Post("a.md", f"---\ntitle: 長い記事\n---\n\n{text}\n")
    assert len(post.text) > 10_000
    assert len(marshal.dumps([rule().summarise(post) for rule in GROUPED])) < 4096


@pytest.mark.parametrize("rule", GROUPED, ids=lambda rule: rule.id)
def test_a_lone_post_is_not_summarised_for_a_comparison_with_none(
    rule: type[GroupedCheck[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(rule, "summarise", lambda self, post: seen.append(post.path))
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# 庭\n\n庭の草を抜きました。\n", encoding="utf-8")
    both, plan = discover([str(tmp_path)]), REGISTRY.plan([rule.id], {})
    run_text(b"# a\n", "a.md", plan)
    run(both[:1], plan, 1)
    run([both[0]._replace(variant=0)], plan._replace(variants=(plan,)), 1)
    assert seen == []
    run(both[:1], plan, 1, aids=Aids(site=both[1:]))
    run(both, plan, 1)
    assert len(seen) == 4
