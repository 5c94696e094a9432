"""Write what the documentation shows of the program: a page a rule, the tables of rules, `--help`, a sample report; and the built packs.

    python scripts/make_docs.py            write what has changed
    python scripts/make_docs.py --check    write nothing; exit 1 and name the files that are out of date

A generated part of a hand-written page stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`. The guides are
followed, and show what their commands print.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from guides import follow, postlint

from postlint.checks.base import Rule
from postlint.config.schema import config_schema
from postlint.diagnostic import Lang
from postlint.engine.registry import load_registry
from postlint.explain import markdown_table, page
from postlint.packs import built
from postlint.packs.load import read_pack, shipped

ROOT = Path(__file__).resolve().parent.parent
CHECKS = ROOT / "docs" / "checks"
LANGS: Mapping[Lang, str] = {"en": ".md", "ja": ".ja.md"}
HAND_WRITTEN = ("README", "docs/configuration")
INDEX: Mapping[Lang, str] = {
    "en": "# Rules\n\n[日本語](README.ja.md)\n\n"
    "*Integrity* rules find what is broken; they always run. *Advisory* rules find what is worth a look; they run with `--strict`.\n\n",
    "ja": "# ルール一覧\n\n[English](README.md)\n\n"
    "integrity は「壊れている」箇所を見つけるルールで、常に調べます。"
    "advisory は「見直したい」箇所を見つけるルールで、`--strict` を付けたときだけ調べます。\n\n",
}
GUIDES = ROOT / "docs" / "guides"
SCHEMA = ROOT / "src" / "postlint" / "config" / "schema.json"
PACKS = built.FILE
SAMPLE = "examples/content/home-roasting.md"
BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)


def main() -> int:
    """Write or check; the exit status."""
    parser = argparse.ArgumentParser(description="Write the generated documentation.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if anything is out of date")
    check = parser.parse_args().check
    rules = list(load_registry().rules.values())
    wanted = {**rule_pages(rules), **filled_pages(), **followed_guides(), SCHEMA: schema(rules), PACKS: packs()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    left_over = [path for path in CHECKS.glob("*.md") if path not in wanted]
    for path in [*stale, *left_over]:
        print(("out of date: " if check else "written: ") + path.relative_to(ROOT).as_posix())
    if check:
        return 1 if stale or left_over else 0
    CHECKS.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(wanted[path], "utf-8", newline="\n")
    for path in left_over:
        path.unlink()
    return 0


def rule_pages(rules: Iterable[type[Rule]]) -> dict[Path, str]:
    """The page of every rule, and the index, in both languages."""
    rules = list(rules)
    pages: dict[Path, str] = {}
    for lang, suffix in LANGS.items():
        pages |= {CHECKS / f"{rule.id}{suffix}": page(rule, lang) for rule in rules}
        pages[CHECKS / f"README{suffix}"] = INDEX[lang] + markdown_table(rules, lang)
    return pages


def schema(rules: Iterable[type[Rule]]) -> str:
    """The JSON Schema of the configuration, which is shipped in the package."""
    return json.dumps(config_schema(rules), ensure_ascii=False, indent=2) + "\n"


def packs() -> str:
    """The shipped packs as they are read at every start."""
    return built.build(read_pack(path, proven=True) for path in shipped())


def filled_pages() -> dict[Path, str]:
    """The hand-written pages with their generated parts anew."""
    pages = {}
    for lang, suffix in LANGS.items():
        for name in HAND_WRITTEN:
            path = ROOT / f"{name}{suffix}"
            pages[path] = fill(path.read_text("utf-8"), lang)
    return pages


def followed_guides() -> dict[Path, str]:
    """Every guide, and the pages on baselines and on whole sites, with what their commands print."""
    paths = sorted([*GUIDES.glob("*.md"), *(ROOT / "docs").glob("baseline*.md"), *(ROOT / "docs").glob("site*.md")])
    with ThreadPoolExecutor() as threads:  # the commands are processes of their own
        texts = threads.map(lambda path: follow(path.read_text("utf-8"), "ja" if path.name.endswith(".ja.md") else "en"), paths)
        return dict(zip(paths, texts, strict=True))


def fill(text: str, lang: Lang) -> str:
    """The page's text with every generated part anew; raises KeyError for a part that is not known."""
    return BLOCK.sub(lambda block: f"{block[1]}{PARTS[block[2]](lang)}{block[3]}", text)


def _rules(lang: Lang) -> str:
    return "\n" + markdown_table(load_registry().rules.values(), lang, "docs/checks/") + "\n"


def _help(lang: Lang) -> str:
    return _fenced(postlint(lang, ROOT, "check", "--help"))


def _sample(lang: Lang) -> str:
    return _fenced(f"$ postlint check {SAMPLE}\n" + postlint(lang, ROOT, "check", "--lang", lang, SAMPLE))


PARTS: Mapping[str, Callable[[Lang], str]] = {"rules": _rules, "help": _help, "sample": _sample}


def _fenced(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
    return f"```text\n{lines}\n```\n"


if __name__ == "__main__":
    sys.exit(main())
