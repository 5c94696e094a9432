"""The GitHub Action: its inputs are told, and none of them can act in a shell."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
CHECK = STEPS[-1]


def test_every_input_is_described_has_a_default_and_is_used() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", str(STEPS)))
    assert used == set(ACTION["inputs"])
    assert all(told["description"] and "default" in told for told in ACTION["inputs"].values())


def test_no_script_has_anything_written_into_it() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)


def test_actions_are_named_with_a_whole_version() -> None:
    assert [re.fullmatch(r"[\w./-]+@v\d+\.\d+\.\d+", step["uses"]) is not None for step in STEPS if "uses" in step] == [True]


def test_both_guides_tell_every_input() -> None:
    for guide in ("ci.md", "ci.ja.md"):
        text = (ROOT / "docs/guides" / guide).read_text("utf-8")
        assert all(f"| `{name}` |" in text for name in ACTION["inputs"])


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("inputs", "call"),
    [
        ({"POSTS": "."}, ["check", "--", "."]),
        ({"POSTS": "a b\n\n-q\n*.md"}, ["check", "--", "a b", "-q", "*.md"]),
        ({"POSTS": "$(touch made)\n`touch made`\n; touch made"}, ["check", "--", "$(touch made)", "`touch made`", "; touch made"]),
        ({"ARGS": "--fail-on=error\n--select=a b\n$HOME", "POSTS": "x"}, ["check", "--fail-on=error", "--select=a b", "$HOME", "--", "x"]),
        ({"FORMAT": 'text"; touch made; "', "POSTS": "x"}, ["check", '--format=text"; touch made; "', "--", "x"]),
    ],
)
@pytest.mark.parametrize("scripts", ["bin", "Scripts"])
def test_inputs_reach_postlint_as_they_are_written(tmp_path: Path, inputs: dict[str, str], call: list[str], scripts: str) -> None:
    program = tmp_path / "venv" / scripts / "postlint"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "site dir").mkdir()
    settings = {"VENV": str(tmp_path / "venv"), "FOLDER": "site dir", "FORMAT": "", "ARGS": "", **inputs}
    assert set(settings) == set(CHECK["env"])
    env = {"PATH": os.environ["PATH"], **settings}
    # as the runner calls `shell: bash`
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == call
    assert not list(tmp_path.rglob("made"))
