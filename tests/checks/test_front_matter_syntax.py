"""front-matter-syntax: each problem of the front matter can be told."""

import re
from pathlib import Path

import pytest

import postlint.post
from postlint.checks.front_matter_syntax import FrontMatterSyntax
from postlint.diagnostic import tell
from postlint.post.post import Post

BOMB = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))


def told(text: str) -> list[tuple[str, int]]:
    """Message and line of each finding; each is told in both languages on the way."""
    post = Post("a.md", text)
    found = list(FrontMatterSyntax().check(post))
    for finding in found:
        assert tell(FrontMatterSyntax.messages, finding.message, "en", finding.data)
        assert tell(FrontMatterSyntax.messages, finding.message, "ja", finding.data)
    return [(finding.message, post.lines.position(finding.span.start).line) for finding in found]


@pytest.mark.parametrize("text", ["no front matter\n", "---\ntitle: x\n---\n", '+++\ntitle = "x"\n+++\n', "---\n---\n"])
def test_sound_or_missing_front_matter_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        ("a: !!python/object/apply:os.system [x]", "yaml-tag", 2),
        (BOMB, "yaml-too-big", 5),
        ("x: " + "[" * 3000, "yaml-too-deep", 2),
        ("x: &x\n  - *x", "yaml-alias-loop", 2),
        ("x: 1\n? [x]\n: y", "yaml-key", 3),
        ("x: 1\n<<: 3", "yaml-merge", 3),
        ("x: 1\ny: \x07", "yaml-control-character", 3),
        ("x: 1\ny: ,z", "yaml-other", 3),
        ('x: "\\q"', "yaml-escape", 2),
        ("- x\n- y", "not-mapping", 1),
    ],
)
def test_a_problem_stands_on_its_line(content: str, message: str, line: int) -> None:
    assert told(f"---\n{content}\n---\nbody\n") == [(message, line)]


def test_all_duplicates_are_told() -> None:
    assert told("---\nx: 1\nx: 2\nx: 3\n---\n") == [("yaml-duplicate-key", 3), ("yaml-duplicate-key", 4)]


def test_every_key_that_the_parsers_raise_has_a_message() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(postlint.post.__path__[0]).glob("*.py")]
    raised = {key for source in sources for key in re.findall(r'"((?:yaml|toml)-[a-z-]+)"', source)}
    assert len(raised) > 20
    assert raised - {"toml-invalid"} <= set(FrontMatterSyntax.messages)
