"""The guides: complete in both languages, and followed to the letter when the documentation is generated."""

import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from guides import follow  # noqa: E402

GUIDES = ROOT / "docs" / "guides"
NAMES = ("astro", "ci", "gitlab-ci", "hugo", "jekyll", "lefthook", "pre-commit", "reviewdog", "zenn")
PAGE = """**`posts/a.md`**

```markdown
---
title: 庭
---

今日は庭の草を抜きました。

---END---
```

```console
$ postlint check --statistics posts
stale
$ GITHUB_ACTIONS=true postlint check --output json=out.json posts
```

```console
postlint check nowhere
```
"""


def _text(name: str) -> str:
    return (GUIDES / name).read_text("utf-8")


def test_every_guide_is_there_in_both_languages() -> None:
    assert {path.name for path in GUIDES.iterdir()} == {f"{name}{suffix}" for name in NAMES for suffix in (".md", ".ja.md")}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_take_the_same_steps(name: str) -> None:
    def steps(text: str) -> list[str]:
        outside = re.sub(r"^```(\w+)\n.*?^```$", r"```\1", text, flags=re.MULTILINE | re.DOTALL)
        return re.findall(r"^(?:#+(?= )|```\w+|\| |- )", outside, re.MULTILINE)

    assert steps(_text(f"{name}.md")) == steps(_text(f"{name}.ja.md"))


@pytest.mark.parametrize(("readme", "suffix"), [("README.md", ".md"), ("README.ja.md", ".ja.md")])
def test_the_readme_links_to_every_guide(readme: str, suffix: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert [name for name in NAMES if f"](docs/guides/{name}{suffix})" not in text] == []


@pytest.mark.parametrize("name", [f"{name}{suffix}" for name in NAMES for suffix in (".md", ".ja.md")])
def test_every_guide_shows_a_file_and_what_a_command_prints(name: str) -> None:
    text = _text(name)
    assert re.search(r"^\*\*`\S+`\*\*$", text, re.MULTILINE)
    assert re.search(r"^```console\n\$ \S.*\n[^$`]", text, re.MULTILINE)
    assert all(yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))


def test_following_a_guide_puts_in_what_its_commands_print() -> None:
    followed = follow(PAGE, "en")
    assert "stale" not in followed
    assert "$ postlint check --statistics posts\nRule " in followed
    assert "\n::error file=posts/a.md,line=7," in followed
    assert "\npostlint check nowhere\n" in followed
    assert follow(followed, "en") == followed


def test_following_speaks_the_language_of_the_guide() -> None:
    assert "1件の記事を調べ" in follow(PAGE, "ja")


@pytest.mark.parametrize(("command", "why"), [("$ rm -rf posts", "not rm"), ("$ postlint check nowhere", "nowhere")])
def test_a_command_that_is_not_postlints_or_that_fails_stops_the_generation(command: str, why: str) -> None:
    with pytest.raises(RuntimeError, match=why):
        follow(f"```console\n{command}\n```\n", "en")
