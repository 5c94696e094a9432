"""Follow a guide: write the files that it shows, run the commands that it shows, and put in what they print.

In a guide, a path in bold on a line of its own names the file that the next block holds. A line `$ postlint …` in a block
`console` is run, in the folder where those files are; what stands below it, up to the next such line, is what it prints.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from postlint.diagnostic import Lang

STEP = re.compile(
    r"^\*\*`(?P<path>[^`\n]+)`\*\*\n\n```\w+\n(?P<body>.*?)^```$|^```console\n(?P<console>\$ .*?)^```$", re.MULTILINE | re.DOTALL
)
LOCALES: Mapping[Lang, str] = {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}
#: what the environment says of a terminal, or of where a run takes place, must not show in the documentation
UNWANTED = frozenset({"FORCE_COLOR", "TERMINAL_WIDTH", "PY_COLORS", "GITHUB_ACTIONS", "GITHUB_WORKSPACE"})


def follow(text: str, lang: Lang) -> str:
    """The guide with what its commands print; raises RuntimeError for a command that is none of postlint's or fails."""
    with tempfile.TemporaryDirectory() as folder:
        return STEP.sub(lambda step: _take(step, Path(folder), lang), text)


def postlint(lang: Lang, folder: Path, *arguments: str, **more: str) -> str:
    """What the command prints at 80 columns without colour; raises RuntimeError where it exits with 2."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    env = kept | {"COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": LOCALES[lang], "PYTHONUTF8": "1", "TERM": "dumb"} | more
    done = subprocess.run([sys.executable, "-m", "postlint", *arguments], cwd=folder, env=env, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def _take(step: "re.Match[str]", folder: Path, lang: Lang) -> str:
    if step["path"]:
        file = folder / step["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step["body"], "utf-8", newline="\n")
        return step[0]
    commands = [line for line in step["console"].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"{command}\n{_run(command, folder, lang)}" for command in commands) + "```"


def _run(command: str, folder: Path, lang: Lang) -> str:
    words = shlex.split(command.removeprefix("$ "))
    settings = dict(word.split("=", 1) for word in takewhile(re.compile("[A-Z_]+=").match, words))
    program, *arguments = words[len(settings) :]
    if program != "postlint":
        raise RuntimeError(f"a guide runs postlint only, not {program}")
    printed = postlint(lang, folder, *arguments, **settings).rstrip("\n")
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())
