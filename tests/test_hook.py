"""The hook, run by the real pre-commit in a repository whose posts have Japanese names."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
HOOKS = ROOT / ".pre-commit-hooks.yaml"
BESIDE = Path(sys.executable).parent
PRE_COMMIT = shutil.which("pre-commit", path=os.pathsep.join([str(BESIDE), os.environ.get("PATH", "")]))

CLEAN = "---\ntitle: 庭の手入れ\n---\n\n今日は庭の草を抜きました。明日は種をまきます。\n"
MARKED = CLEAN + "\n---END---\n\n残りの作業は来週に回します。\n"

needs_pre_commit = pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed")
Git = Callable[..., "subprocess.CompletedProcess[str]"]


def _hook(name: str) -> dict[str, Any]:
    (hook,) = [hook for hook in yaml.safe_load(HOOKS.read_text("utf-8")) if hook["id"] == name]
    return dict(hook)


@pytest.mark.parametrize(
    ("name", "entry"), [("postlint", "postlint check --allow-empty"), ("postlint-fix", "postlint check --fix --allow-empty")]
)
def test_a_hook_runs_once_a_commit_and_passes_where_every_post_is_excluded(name: str, entry: str) -> None:
    hook = _hook(name)
    assert (hook["entry"], hook["language"], hook["require_serial"]) == (entry, "python", True)
    assert hook["types_or"] == ["markdown", "mdx"]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Git:
    """A repository with the hook installed, or with the one that the test names. The hook runs this environment's postlint: building one would need the network."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT", "LC_"))]:
        monkeypatch.delenv(name)
    site = tmp_path / "サイト"
    site.mkdir()
    env = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join([str(BESIDE), os.path.dirname(PRE_COMMIT or ""), os.environ.get("PATH", "")]),  # noqa: PTH120
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
    }

    def run(*args: str, program: str = "git") -> "subprocess.CompletedProcess[str]":
        return subprocess.run([program, *args], cwd=site, env=env, capture_output=True, text=True, encoding="utf-8", check=False)

    # Put through `python -m`, so that the test does not depend on how the environment's scripts were installed.
    hook = _hook(getattr(request, "param", "postlint"))
    hook |= {"language": "system", "entry": hook["entry"].replace("postlint", f"'{sys.executable}' -m postlint", 1)}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    (site / "postlint.yml").write_text("content: [記事]\nexclude: [記事/下書き/]\n", "utf-8")
    (site / "記事" / "下書き").mkdir(parents=True)
    assert run("init", "-q").returncode == 0
    for key, value in (("user.name", "writer"), ("user.email", "writer@example.com"), ("core.quotePath", "true")):
        run("config", key, value)
    assert run("install", program=str(PRE_COMMIT)).returncode == 0
    return run


@pytest.fixture
def post(tmp_path: Path, git: Git) -> Callable[[str, str], None]:
    def write(name: str, text: str) -> None:
        (tmp_path / "サイト" / name).write_text(text, "utf-8")
        assert git("add", "--all").returncode == 0

    return write


Post = Callable[[str, str], None]


@needs_pre_commit
def test_a_broken_post_is_not_committed_until_it_is_mended(git: Git, post: Post) -> None:
    post("記事/庭の手入れ 2.md", MARKED)
    stopped = git("commit", "-m", "new post")
    assert stopped.returncode == 1
    told = stopped.stdout + stopped.stderr
    assert "記事/庭の手入れ 2.md\n  7:1  error  stray-marker" in told
    assert "Traceback" not in told
    assert git("log").returncode != 0
    post("記事/庭の手入れ 2.md", CLEAN)
    assert git("commit", "-m", "new post").returncode == 0
    assert git("ls-files", "-z").stdout.count("\0") == 3


@needs_pre_commit
def test_a_suppressed_finding_passes_and_a_suppression_without_one_is_told(git: Git, post: Post) -> None:
    directive = "<!-- postlint-disable-next-line stray-marker -- 目印の話をする記事です -->\n"
    post("記事/目印.md", MARKED.replace("---END---", directive + "---END---"))
    passed = git("commit", "-m", "about marks")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    post("記事/目印.md", CLEAN + "\n" + directive + "今日はここまでにします。\n")
    stopped = git("commit", "-m", "no mark any more")
    assert stopped.returncode == 1
    assert re.search(r"^  7:\d+  warning  unused-suppression$", stopped.stdout + stopped.stderr, re.MULTILINE)


@needs_pre_commit
def test_what_is_judged_is_what_was_staged(git: Git, post: Post, tmp_path: Path) -> None:
    post("記事/庭.md", MARKED)
    (tmp_path / "サイト/記事/庭.md").write_text(CLEAN, "utf-8")
    assert git("commit", "-m", "new post").returncode == 1


@needs_pre_commit
def test_mdx_is_judged_and_other_files_are_not(git: Git, post: Post) -> None:
    post("記事/メモ.txt", MARKED)
    assert git("commit", "-m", "notes").returncode == 0
    post("記事/部品.mdx", MARKED)
    assert git("commit", "-m", "new post").returncode == 1


@needs_pre_commit
def test_a_commit_with_nothing_but_excluded_posts_passes(git: Git, post: Post) -> None:
    post("記事/下書き/庭.md", MARKED)
    done = git("commit", "-m", "draft")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_pre_commit
def test_many_posts_are_one_run(git: Git, post: Post) -> None:
    for number in range(60):
        post(f"記事/{number}{'長い名前' * 8}.md", CLEAN.replace("庭の", f"{number}番目の庭の"))
    done = git("run", "--verbose", program=str(PRE_COMMIT))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("60 posts checked, nothing found.") == 1


@needs_pre_commit
@pytest.mark.parametrize("git", ["postlint-fix"], indirect=True)
def test_the_fixing_hook_mends_a_staged_post_and_lets_it_pass_once_that_is_staged(git: Git, post: Post, tmp_path: Path) -> None:
    post("記事/庭の手入れ.md", MARKED)
    stopped = git("commit", "-m", "new post")
    assert stopped.returncode == 1
    assert "files were modified by this hook" in stopped.stdout + stopped.stderr
    mended = (tmp_path / "サイト/記事/庭の手入れ.md").read_text("utf-8")
    assert mended == MARKED.replace("---END---\n\n", "")
    post("記事/庭の手入れ.md", mended)
    assert git("commit", "-m", "new post").returncode == 0
