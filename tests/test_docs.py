"""The documentation says what is so."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postlint.checks.base import Rule
from postlint.config import PRESETS, RENDERERS, load_config
from postlint.diagnostic import Lang
from postlint.engine.registry import load_registry
from postlint.explain import HEADINGS, documentation

ROOT = Path(__file__).resolve().parent.parent
RULES = load_registry().rules
PAGES = [ROOT / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted((ROOT / "docs").rglob("*.md"))
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/postlint check examples/content",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest",
)
INTENDED = {
    "balcony-herbs.md": {"reading-time", "stray-marker", "repeated-paragraph", "truncated-ending"},
    "bicycle-chain.md": {"repeated-paragraph", "repeated-sentence", "unused-suppression"},
    "chat-draft.md": {
        "broken-emphasis",
        "chat-residue",
        "excerpt-truncated",
        "front-matter-markup",
        "garbled-text",
        "impossible-statistic",
        "mechanical-substitution",
        "placeholder",
        "title-truncated",
    },
    "home-roasting.md": {"stray-marker", "truncated-paragraph", "resumed-paragraph", "truncated-ending"},
    "kitchen-notes.md": {"accidental-heading", "dangling-heading", "excerpt-echo", "tag-not-in-body", "title-echo"},
    "library-festival.md": {"front-matter-schema", "reading-time", "garbled-statistic"},
    "puncture-repair.md": {"duplicate-post", "duplicate-title", "stock-phrase"},
    "puncture-repair-2.md": {"duplicate-post", "duplicate-title", "stock-phrase"},
    "rainy-season.md": {"front-matter-missing", "shared-paragraph", "stock-statistic"},
    "shift-jis.md": {"unreadable-post"},
    "spring-planting.md": {"front-matter-syntax"},
    "watering-timer.md": {"excerpt-stock", "shared-paragraph", "stock-statistic", "unclosed-fence"},
}
CLEAN = {"coffee-storage.md", "library-reservation.md", "tomato-seedlings.md"}


@pytest.fixture(scope="module")
def found_in_examples() -> dict[str, Any]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    command = [sys.executable, "-m", "postlint", "check", "--format", "json", "--lang", "en", "examples/content"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode("utf-8", "replace")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_a_readme_opens_with_two_commands_to_paste(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = "\n\n".join(f"```console\n{command}\n```" for command in COMMANDS)
    assert text.startswith(f"# postlint\n\n{blocks}\n")


@pytest.mark.parametrize("stem", ["README", "docs/configuration", "docs/suppression"])
def test_both_languages_have_the_same_sections_and_generated_parts(stem: str) -> None:
    def shape(suffix: str) -> list[str]:
        text = re.sub(r"```.*?```", "", (ROOT / f"{stem}{suffix}").read_text("utf-8"), flags=re.DOTALL)
        return re.findall(r"^#+(?= )|<!-- (?:generated|end): \w+ -->", text, re.MULTILINE)

    assert shape(".md") == shape(".ja.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_rule_is_documented_in_full(rule: type[Rule], lang: Lang) -> None:
    why, bad, good, options, source = HEADINGS[lang]
    told = documentation(rule, lang)
    assert told.summary
    assert {why, bad, good, source} <= {heading for heading, text in told.sections.items() if text}
    assert set(told.sections) <= set(HEADINGS[lang])
    assert all(option.says for option in told.options)
    assert (options not in told.sections) or told.options


def test_every_rule_has_a_page_in_both_languages_and_no_page_is_left_over() -> None:
    wanted = {f"{name}{suffix}" for name in [*RULES, "README"] for suffix in (".md", ".ja.md")}
    assert {page.name for page in (ROOT / "docs" / "checks").iterdir()} == wanted


def test_the_generated_parts_are_current() -> None:
    command = [sys.executable, "scripts/make_docs.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.stdout.decode(), done.returncode) == ("", 0), done.stderr.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["docs/configuration.md", "docs/configuration.ja.md", "README.md", "README.ja.md"])
def test_configurations_in_the_documentation_are_valid(name: str, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "post.json").write_text('{"type": "object"}', "utf-8")
    blocks = re.findall(r"```(yaml|toml)\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    blocks = [(kind, text) for kind, text in blocks if not text.startswith("repos:")]
    assert blocks
    for kind, text in blocks:
        file = tmp_path / ("postlint.yml" if kind == "yaml" else "pyproject.toml")
        file.write_text(text, "utf-8")
        assert load_config(file, {rule_id: rule.Options for rule_id, rule in RULES.items()}).path == file


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_settings_on_a_page_are_valid(rule: type[Rule], lang: Lang, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "checks" / f"{rule.id}{'.ja.md' if lang == 'ja' else '.md'}").read_text("utf-8")
    file = tmp_path / "postlint.yml"
    file.write_text(page.rpartition("```yaml\n")[2].partition("```")[0], "utf-8")
    config = load_config(file, {rule_id: known.Options for rule_id, known in RULES.items()})
    assert rule.Options(**config.rules[rule.id].options) == rule.Options()


@pytest.mark.parametrize("name", ["docs/configuration.md", "docs/configuration.ja.md"])
def test_the_configuration_page_names_every_preset_and_renderer(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [value for value in (*PRESETS, *RENDERERS) if f"`{value}`" not in text] == []


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_workflow_does_what_the_script_does() -> None:
    assert (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8").endswith("      - run: .ci/run\n")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_each_broken_example_gets_the_findings_it_was_written_for(found_in_examples: dict[str, Any]) -> None:
    found: dict[str, set[str]] = {}
    for diagnostic in found_in_examples["diagnostics"]:
        found.setdefault(Path(diagnostic["path"]).name, set()).add(diagnostic["rule"])
    assert found == INTENDED


def test_the_examples_are_all_counted_and_break_every_rule(found_in_examples: dict[str, Any]) -> None:
    assert {path.name for path in (ROOT / "examples" / "content").iterdir()} == CLEAN | set(INTENDED)
    assert found_in_examples["summary"]["checked"] == len(CLEAN) + len(INTENDED)
    assert set().union(*INTENDED.values()) == set(RULES)
