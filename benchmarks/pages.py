"""Put measured tables into the guide on speed, in both languages, between `<!-- measured: NAME -->` and `<!-- end: NAME -->`."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from measuring import MeasureError

Lang = Literal["en", "ja"]
PAGES: Mapping[Lang, str] = {"en": "speed.md", "ja": "speed.ja.md"}


def filled(text: str, part: str, inside: str) -> str:
    """A page with another text in one of its measured parts; raises MeasureError where it has no such part."""
    pattern = re.compile(rf"(<!-- measured: {part} -->\n).*?(<!-- end: {part} -->)", re.DOTALL)
    if not pattern.search(text):
        raise MeasureError(f"the page has no part “measured: {part}”")
    return pattern.sub(lambda found: f"{found[1]}\n{inside.strip()}\n\n{found[2]}", text)


def write_pages(docs: Path, part: str, texts: Mapping[Lang, str]) -> None:
    """Fill a part of both pages, or neither."""
    pages = {docs / PAGES[lang]: inside for lang, inside in texts.items()}
    done = {path: filled(path.read_text("utf-8"), part, inside) for path, inside in pages.items()}
    for path, text in done.items():
        path.write_text(text, "utf-8", newline="\n")


def table(head: Sequence[str], lines: Sequence[Sequence[str]], words: int) -> str:
    """A Markdown table; its first columns, so many, hold words and are aligned left, the others hold figures."""
    rule = ["---" if at < words else "--:" for at in range(len(head))]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, rule, *lines])


def mebibytes(size: int | None) -> str:
    return "–" if size is None else f"{size / 2**20:.1f}"
