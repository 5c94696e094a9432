"""Which plan each file of a run gets."""

from collections.abc import Callable
from pathlib import Path

import engine_stubs as stubs
import pytest
from msgspec.structs import replace

from postlint.checks.unused_suppression import UnusedSuppression
from postlint.config import Config, find_config, load_config
from postlint.diagnostic import Report, Severity
from postlint.engine.discover import Source, discover
from postlint.engine.plans import planned
from postlint.engine.registry import Registry
from postlint.engine.run import run

REGISTRY = Registry({rule.id: rule for rule in (stubs.Advice, stubs.Alike, stubs.Unreadable, UnusedSuppression, stubs.Word)})
Tree = Callable[..., Config]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Posts and configurations by path, `__` for `/`; the configuration that holds for the whole."""
    monkeypatch.chdir(tmp_path)

    def write(**texts: str) -> Config:
        for name, text in texts.items():
            path = tmp_path / name.replace("__", "/")
            path = path.with_suffix(".yml" if path.name == "postlint" else ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_config(find_config(tmp_path), REGISTRY.known, REGISTRY.corpus, below=tmp_path)

    return write


def checked(config: Config, jobs: int = 1) -> Report:
    sources, plan = planned(discover(["."]), config, REGISTRY)
    return run(sources, plan, jobs)


def found(report: Report) -> list[tuple[str, str]]:
    return [(diagnostic.path, diagnostic.rule) for diagnostic in report.diagnostics]


def test_without_differences_there_is_one_plan(tree: Tree) -> None:
    sources, plan = planned([Source("a.md", "a.md"), Source("b.md", "b.md")], tree(postlint="ignore: [alike]\n"), REGISTRY)
    assert plan.variants == ()
    assert [source.variant for source in sources] == [None, None]
    assert [each.rule.id for each in plan.rules] == ["unreadable-post", "unused-suppression", "word"]
    assert (plan.ids, plan.narrowed) == (REGISTRY.ids, False)


def test_files_with_the_same_configuration_share_a_plan(tree: Tree) -> None:
    config = tree(postlint="per-path-ignores: {old/: [word], '*.tmp.md': [word, alike]}\n", a__postlint="ignore: [alike]\n")
    names = ["x.md", "a/x.md", "a/y.md", "old/x.md", "old/y.md", "a/old/x.md", "z.tmp.md"]
    sources, plan = planned([Source(name, name) for name in names], config, REGISTRY)
    assert [source.variant for source in sources] == [None, 0, 0, 1, 1, 2, 3]
    assert [sorted(each.rule.id for each in variant.rules) for variant in plan.variants] == [
        ["unreadable-post", "unused-suppression", "word"],
        ["alike", "unreadable-post", "unused-suppression"],
        ["unreadable-post", "unused-suppression"],
        ["unreadable-post", "unused-suppression"],
    ]


def test_rules_ignored_for_a_path_do_not_run_there_and_tiers_can_be_named(tree: Tree) -> None:
    config = tree(postlint="per-path-ignores: {/old/: integrity}\n", a="誤", old__a="誤", b__old__a="誤")
    report = checked(config)
    assert (found(report), report.suppressed) == ([("a.md", "word"), ("b/old/a.md", "alike"), ("b/old/a.md", "word")], 0)


def test_patterns_count_from_the_folder_of_their_file(tree: Tree) -> None:
    config = tree(a__postlint="per-path-ignores: {/old/: word}\n", a__old__x="誤1", old__x="誤2")
    assert found(checked(config)) == [("old/x.md", "word")]


def test_path_ignores_hold_for_what_the_call_selects_too(tree: Tree) -> None:
    config = tree(postlint="per-path-ignores: {old/: word}\n", old__a="誤", a="誤").overridden(select=["word"])
    assert found(checked(config)) == [("a.md", "word")]


def test_severities_differ_by_file(tree: Tree) -> None:
    config = tree(postlint="lang: en\n", a__postlint="rules: {word: warning, alike: warning}\n", a__x="誤", b="誤", a__y="誤")
    report = checked(config)
    assert [(d.path, d.rule, d.severity) for d in report.diagnostics] == [
        ("a/x.md", "word", Severity.WARNING),
        ("a/y.md", "alike", Severity.WARNING),
        ("a/y.md", "word", Severity.WARNING),
        ("b.md", "alike", Severity.ERROR),
        ("b.md", "word", Severity.ERROR),
    ]


def test_a_post_that_a_comparing_rule_is_ignored_for_takes_no_part(tree: Tree) -> None:
    config = tree(postlint="ignore: [word]\n", a__postlint="rules: {alike: off}\n", a__x="同", b="同", c="同")
    assert found(checked(config)) == [("c.md", "alike")]


def test_a_comparing_rule_may_run_below_only(tree: Tree) -> None:
    config = tree(postlint="ignore: [word, alike]\n", a__postlint="select: [alike]\n", a__x="同", a__y="同", b="同")
    assert found(checked(config)) == [("a/y.md", "alike")]


def test_a_directive_is_judged_by_the_rules_of_its_own_file(tree: Tree) -> None:
    post = "{}\n<!-- postlint-disable word -->\n正"
    config = tree(postlint="per-path-ignores: {old/: word}\n", old__a=post.format(1), a=post.format(2))
    assert found(checked(config)) == [("a.md", "unused-suppression")]


def test_strict_holds_below_too(tree: Tree) -> None:
    config = tree(a__postlint="ignore: [word]\n")
    (source,), plan = planned([Source("a/x.md", "a/x.md")], config, REGISTRY, strict=True)
    assert "advice" in {each.rule.id for each in plan.of(source.variant).rules}


def test_order_and_findings_do_not_depend_on_workers(tree: Tree) -> None:
    texts = {f"{folder}__{number:02}": f"誤{number % 5}" for folder in ("a", "old", "z") for number in range(9)}
    config = tree(postlint="per-path-ignores: {old/: word}\n", a__postlint="rules: {word: warning}\n", **texts)
    assert replace(checked(config, 3)) == checked(config, 1)
    assert {found for _, found in found(checked(config))} == {"alike", "word"}
