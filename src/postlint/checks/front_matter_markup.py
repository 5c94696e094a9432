"""front-matter-markup: Markdown left in a title, an excerpt or a description."""

import re
from collections.abc import Iterator
from typing import ClassVar

from postlint.analysis.headline import text_of
from postlint.checks.base import Check
from postlint.diagnostic import Edit, Finding, Fix, Messages
from postlint.post.front_matter import parse_front_matter
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_KEYS = ("title", "subtitle", "excerpt", "description", "summary")
#: names that are written with __ in programs, and are no emphasis in an article about them
_NAMES = (
    "init|name|main|all|import|future|file|dict|slots|call|repr|str|new|del|doc|class|proto|pycache|version|getattr|setattr|enter|exit"
    "|iter|next|len|eq|hash|getitem|setitem|tests|mocks|snapshots|fixtures|dirname|filename|attribute|debug|path|module|annotations"
)
_MARKUP = lazy(
    r"(?P<bold>\*\*(?=\S)[^*\n]{1,200}?(?<=\S)\*\*|(?<![\w.])__(?=\S)"
    rf"(?!(?:{_NAMES})__)"
    r"[^_\n]{1,200}?(?<=\S)__(?!\w|\(\))|~~(?=\S)[^~\n]{1,200}?(?<=\S)~~)"
    r"|(?P<heading>\A\s*\#{1,6}[ \t]+(?=\S))"
    r"|(?P<link>!?\[[^\]\n]{1,200}\]\([^)\s]{1,300}\))"
    r"|(?P<tag></?(?:b|i|u|em|strong|p|br|span|div|h[1-6])(?:\s[^<>\n]{0,100})?/?>)"
    r"|(?P<stray>\*\*)"
)


class FrontMatterMarkup(Check):
    """Markdown or HTML stands in the title, excerpt or description.

    Emphasis with `**`, `__` or `~~`, headings, links and HTML tags are told. Inline code is left alone: some sites render it.

    Why
        Site generators put these texts into pages, feeds and search results as they are: the reader sees the asterisks.

    Bad
        ---
        title: 春の植え替え
        excerpt: "**植え替え**の時期と手順をまとめました。"
        ---

    Good
        ---
        title: 春の植え替え
        excerpt: "植え替えの時期と手順をまとめました。"
        ---

    Source
        Two of the five posts that postlint was asked for had `**` in their excerpt.
    """

    doc_ja = """タイトルや抜粋に Markdown や HTML の記号が残っています。

    `**`、`__`、`~~` による強調、見出しの `#`、リンク、HTML タグが対象です。サイトによっては表示に使われるため、インラインコードは対象にしません。

    理由
        これらの文はそのままページや検索結果に表示されるため、読者に「**」が見えてしまいます。

    悪い例
        ---
        title: 春の植え替え
        excerpt: "**植え替え**の時期と手順をまとめました。"
        ---

    良い例
        ---
        title: 春の植え替え
        excerpt: "植え替えの時期と手順をまとめました。"
        ---

    出典
        postlint を作るきっかけになった 5 本の記事のうち 2 本で、抜粋に「**」が残っていました。
    """

    messages: ClassVar[Messages] = {
        "markup": {
            "en": "The “{key}” has markup in it, “{text}”, which readers see as it is. Delete the marks.",
            "ja": "「{key}」に記号「{text}」が残っていて、そのまま表示されます。記号を削除してください。",
        },
        "delete": {"en": "Delete the markup", "ja": "記号を削除する"},
    }

    def check(self, post: Post) -> Iterator[Finding]:
        """One finding for each text, on its first mark; the fix takes out all of them."""
        for key in _KEYS:
            marks = list(_MARKUP.finditer(text_of(post, key)))
            place = post.front_matter.value_span(key)
            if marks and place is not None:
                yield _finding(key, marks, place, post)


def _finding(key: str, marks: list[re.Match[str]], place: Span, post: Post) -> Finding:
    value = text_of(post, key)
    at = place.of(post.text).find(value)
    data = {"key": key, "text": _mark(marks[0])}
    if at < 0:
        # Escaped or folded: where the mark stands in the source is not known.
        return Finding(place, "markup", data)
    start = place.start + at
    edits = tuple(Edit(Span(start + m.start(), start + m.end()), _without(m)) for m in marks)
    fix = Fix("delete", edits) if _gives(post, key, edits, _MARKUP.sub(_without, value)) else None
    return Finding(Span(start + marks[0].start(), start + marks[0].end()), "markup", data, (), fix)


def _gives(post: Post, key: str, edits: tuple[Edit, ...], wanted: str) -> bool:
    """Whether the edits change this value and nothing else: without its marks a text may read as a comment, a list or a number."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [post.text[at : edit.span.start], edit.text]
        at = edit.span.end
    after = parse_front_matter("".join([*pieces, post.text[at : post.body.start]]))
    return bool(wanted.strip()) and after.data == {**post.meta, key: wanted} and len(after.problems) <= len(post.front_matter.problems)


def _mark(match: re.Match[str]) -> str:
    """The mark itself, without the words that it wraps."""
    text = match.group()
    return text[:2] if match.lastgroup in ("bold", "stray") else text.strip()


def _without(match: re.Match[str]) -> str:
    """What is left of a mark: the words that it wraps."""
    text = match.group()
    if match.lastgroup == "bold":
        return text[2:-2]
    if match.lastgroup == "link":
        return text[text.index("[") + 1 : text.rindex("](")]
    return ""
