import inspect
import os
import pickle
import subprocess
import sys
import types
from pathlib import Path

import engine_stubs as stubs
import pytest

from postlint.checks.base import Check, Rule
from postlint.config import RuleSettings
from postlint.diagnostic import Severity, Tier
from postlint.engine.errors import CallError
from postlint.engine.registry import Plan, Registry, _rule_of, load_registry
from postlint.mistake import Mistake

PACK = """
tier: advisory
severity: warning
summary: {en: Says foo., ja: fooと書かれています。}
why: {en: It is a blank., ja: 空欄だからです。}
bad: foo
good: bar
source: {en: ours, ja: 自作}
messages: {default: {en: "Foo: {text}", ja: "foo: {text}"}}
entries: [{name: foo, pattern: foo}]
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.fixture
def small() -> Registry:
    return Registry({rule.id: rule for rule in (stubs.Advice, stubs.Unreadable, stubs.Word)})


def test_every_module_of_checks_and_every_shipped_pack_is_a_rule(registry: Registry) -> None:
    assert {"stray-marker", "truncated-ending", "unreadable-post", "front-matter-missing"} <= set(registry.ids)
    assert "base" not in registry.ids
    assert not any(name.startswith("-") or "_" in name for name in registry.ids)


def test_rules_are_in_the_order_of_their_ids(registry: Registry) -> None:
    assert list(registry.ids) == sorted(registry.ids)


def test_a_shipped_pack_with_the_id_of_a_check_is_that_checks_data(registry: Registry) -> None:
    assert registry.get("garbled-statistic").__module__ == "postlint.checks.garbled_statistic"


def test_the_catalogue_has_the_reserved_rule_which_cannot_be_selected(registry: Registry) -> None:
    assert registry.get("internal-error").messages
    with pytest.raises(CallError, match="internal-error"):
        registry.select(["internal-error"])


def test_internal_error_is_documented_and_told_in_both_languages(registry: Registry) -> None:
    rule = registry.get("internal-error")
    assert (rule.doc("en"), rule.doc("ja")) == (inspect.cleandoc(rule.__doc__ or ""), inspect.cleandoc(rule.doc_ja))
    assert "Why" in rule.doc("en").splitlines()
    assert "理由" in rule.doc("ja").splitlines()
    assert all(set(texts) == {"en", "ja"} for texts in rule.messages.values())


def test_known_gives_the_options_of_each_rule(registry: Registry) -> None:
    assert registry.known["reading-time"] is registry.get("reading-time").Options


def test_an_unknown_rule_is_told_with_the_nearest_one(registry: Registry) -> None:
    with pytest.raises(CallError) as caught:
        registry.get("stray-maker")
    assert "“stray-maker”" in caught.value.texts["en"]
    assert "“stray-marker”" in caught.value.texts["en"]
    assert "「stray-marker」" in caught.value.texts["ja"]


def test_a_tier_is_suggested_as_well(registry: Registry) -> None:
    with pytest.raises(CallError, match="“integrity”"):
        registry.select(["integrty"])


def test_what_is_like_nothing_gets_no_suggestion(registry: Registry) -> None:
    with pytest.raises(CallError) as caught:
        registry.select(ignore=["qqqqqqqqq"])
    assert "Did you mean" not in str(caught.value)


def test_the_integrity_tier_is_selected_by_default(small: Registry) -> None:
    assert small.select() == ("unreadable-post", "word")


def test_strict_adds_the_advisory_tier(small: Registry) -> None:
    assert small.select(strict=True) == ("advice", "unreadable-post", "word")


def test_rules_and_tiers_can_be_selected_and_ignored(small: Registry) -> None:
    assert small.select(["advisory"]) == ("advice", "unreadable-post")
    assert small.select(["integrity", "advice"], ["word"]) == ("advice", "unreadable-post")
    assert small.select(ignore=["integrity"], strict=True) == ("advice",)


def test_a_post_that_cannot_be_read_is_told_whatever_is_selected_unless_ignored(small: Registry) -> None:
    assert "unreadable-post" in small.select(["advice"])
    assert "unreadable-post" not in small.select(["advice"], ["unreadable-post"])


def test_a_plan_has_configured_severities_and_leaves_out_what_is_off(small: Registry) -> None:
    settings = {"word": RuleSettings("warning"), "unreadable-post": RuleSettings("off")}
    (planned,) = small.plan(small.select(), settings).rules
    assert planned.rule.id == "word"
    assert planned.severity is Severity.WARNING


def test_a_plan_has_configured_options(registry: Registry) -> None:
    plan = registry.plan(["front-matter-schema"], {"front-matter-schema": RuleSettings(options={"schema": "zenn"})})
    assert plan.rules[0].rule.options.schema == "zenn"
    assert plan.rules[0].severity is Severity.ERROR


def test_checks_of_a_post_and_of_the_corpus_are_told_apart() -> None:
    plan = stubs.plan(stubs.Word, stubs.Alike)
    assert [check.id for _, check in plan.checks()] == ["word"]
    assert [check.id for _, check in plan.corpus_checks()] == ["alike"]


def test_a_configured_pack_is_a_rule_like_others(registry: Registry, tmp_path: Path) -> None:
    pack = tmp_path / "my-words.yml"
    pack.write_text(PACK, encoding="utf-8")
    extended = registry.with_packs([pack])
    assert "my-words" not in registry.ids
    assert list(extended.ids) == sorted(extended.ids)
    assert extended.get("my-words").tier is Tier.ADVISORY


@pytest.mark.parametrize("name", ["stray-marker", "internal-error"])
def test_a_configured_pack_cannot_take_the_id_of_another_rule(registry: Registry, tmp_path: Path, name: str) -> None:
    pack = tmp_path / f"{name}.yml"
    pack.write_text(PACK, encoding="utf-8")
    with pytest.raises(CallError, match=name):
        registry.with_packs([pack])


def test_a_configured_pack_that_is_wrong_is_a_mistake_with_its_file(registry: Registry, tmp_path: Path) -> None:
    pack = tmp_path / "my-words.yml"
    pack.write_text("entries: 3", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        registry.with_packs([pack])
    assert caught.value.file.endswith("my-words.yml")


def test_a_plan_survives_the_way_to_a_spawned_worker(registry: Registry, tmp_path: Path) -> None:
    pack = tmp_path / "my-words.yml"
    pack.write_text(PACK, encoding="utf-8")
    extended = registry.with_packs([pack])
    plan = extended.plan(extended.select(strict=True), {"reading-time": RuleSettings("warning")})
    again: Plan = pickle.loads(pickle.dumps(plan))
    assert [(planned.rule.id, planned.severity, planned.rule.options) for planned in again.rules] == [
        (planned.rule.id, planned.severity, planned.rule.options) for planned in plan.rules
    ]


def module(*rules: type[Rule]) -> types.ModuleType:
    made = types.ModuleType("postlint.checks.made")
    for number, rule in enumerate(rules):
        vars(made)[f"rule{number}"] = rule
    return made


def test_a_module_of_checks_defines_exactly_one() -> None:
    first, second = (type(name, (Check,), {"__module__": "postlint.checks.made"}) for name in ("First", "Second"))
    assert _rule_of(module(first, stubs.Word)) is first
    with pytest.raises(TypeError, match="defines 2"):
        _rule_of(module(first, second))
    with pytest.raises(TypeError, match="defines 0"):
        _rule_of(module(stubs.Word))


def test_loading_the_rules_imports_no_heavy_library() -> None:
    code = (
        "import sys; from postlint.engine.registry import load_registry; load_registry();"
        "print([name for name in ('rich', 'typer', 'jsonschema_rs', 'fugashi', 'rapidfuzz', 'pathspec', 'concurrent.futures',"
        "'multiprocessing', 'importlib.metadata', 'difflib') if name in sys.modules])"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # coverage imports some of them
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=plain)
    assert done.stdout.strip() == "[]"
