"""Blanking what a site generator expands or a reader never sees as prose: Liquid, Hugo and Zenn shortcodes, kramdown attributes."""

import re

from postlint.post.patterns import lazy

#: what stands in prose for something that is rendered there but is no text of the author's: code, an image, a shortcode
PLACEHOLDER = "\ufffc"

# A tag ends on its own line or a few lines later; the bound keeps an unclosed brace from costing more than one short look.
_TAG = lazy(r"\{%[^%{}]{0,1000}%\}|\{\{[<%]?[^{}]{0,1000}\}\}|\{(?:::?)[^{}\n]{0,300}\}")
#: a name that stands for a value in the templates of scripts: no generator expands it in a post, so the reader sees it, or nothing
_BLANK = lazy(
    r"\{\{-? ?(?:(?:sub)?title|headline|topic|keywords?|author|date|name|city|company|product|brand|introduction|conclusion|summary|excerpt"
    r"|(?:company|product|site|blog|brand|author|first|last|client|customer|user|city|event|service)_?name"
    r"|タイトル|見出し|会社名|店名|商品名|サービス名|地域名|名前|氏名|日付|キーワード) ?-?\}\}",
    re.IGNORECASE,
)
_LIQUID_NAME = lazy(r"\{%-?\s*(\w+)|\{\{[<%]\s*(/?\w+)")
_ZENN_LINE = lazy(r"^[ \t]*(?::{3,}[^\n]*|@\[\w+\]\([^\n)]*\)[ \t]*)\r?$", re.MULTILINE)
_MDX_LINE = lazy(r"^(?:import\s[^\n]*\sfrom\s[^\n]*|export\s+(?:const|default)\s[^\n]*|\{/\*[^\n]*\*/\})\r?$", re.MULTILINE)
_REST_OF_LINE = lazy(r"[^\S\n]*(?:\n|\Z)")
_NOT_LINE_END = lazy(r"[^\r\n]")
_LONE_CR = lazy(r"\r(?!\n)")

#: tags whose content is code or is not shown, up to the tag that closes them
_VERBATIM = {"raw": "endraw", "highlight": "endhighlight", "comment": "endcomment", "mermaid": "endmermaid"}
_VERBATIM_HUGO = {"highlight": "/highlight", "mermaid": "/mermaid", "math": "/math"}


def blank(text: str) -> str:
    """Spaces for everything but line ends, so that offsets and lines stay."""
    if "\r" in text:
        return _NOT_LINE_END.sub(" ", text)
    return "\n".join([" " * len(line) for line in text.split("\n")])


def blank_shortcodes(text: str, start: int) -> str:
    """`text` with every shortcode from offset `start` on blanked; same length, same lines.

    A shortcode inside a line of prose leaves one placeholder, since something will be rendered there; one on a line of its own
    leaves nothing.
    """
    lines = _LONE_CR.sub("\n", text) if "\r" in text else text
    spans = _tag_spans(lines, start) if "{" in lines else []
    # One character is looked for in a fraction of the time that several take.
    if ":::" in lines or ("@" in lines and "@[" in lines):
        spans += [m.span() for m in _ZENN_LINE.finditer(lines, start)]
    if "port " in lines or ("{" in lines and "{/*" in lines):
        spans += [m.span() for m in _MDX_LINE.finditer(lines, start)]
    if not spans:
        return text
    pieces, at = [], 0
    for a, b in sorted(spans):
        if a < at:
            continue
        pieces += [text[at:a], blank(text[a:b]) if _leaves_nothing(lines, a, b) else PLACEHOLDER + blank(text[a + 1 : b])]
        at = b
    return "".join(pieces) + text[at:]


def _leaves_nothing(text: str, start: int, end: int) -> bool:
    return text.startswith("{:", start) or (_opens_line(text, start) and _REST_OF_LINE.match(text, end) is not None)


def _opens_line(text: str, start: int) -> bool:
    """Whether nothing but white space stands before an offset on its line. Looks no further: a line may hold thousands of tags."""
    while start and text[start - 1] != "\n" and text[start - 1].isspace():
        start -= 1
    return not start or text[start - 1] == "\n"


def _tag_spans(text: str, start: int) -> list[tuple[int, int]]:
    """Spans of tags; a verbatim tag's span reaches to the end of the tag that closes it, where there is one."""
    tags = [(m.start(), m.end(), _name(m.group())) for m in _TAG.finditer(text, start) if not _BLANK.fullmatch(m.group())]
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    held: list[tuple[int, int]] = []
    for a, b, name in tags:
        if opened is None:
            closer = _closer(text, a, name)
            if closer is None:
                spans.append((a, b))
            else:
                opened, held = (a, closer), [(a, b)]
        elif name == opened[1]:
            spans.append((opened[0], b))
            opened, held = None, []
        else:
            held.append((a, b))
    return spans + held


def _closer(text: str, at: int, name: str) -> str | None:
    return (_VERBATIM if text.startswith("{%", at) else _VERBATIM_HUGO).get(name)


def _name(tag: str) -> str:
    m = _LIQUID_NAME.match(tag)
    return (m.group(1) or m.group(2) or "") if m else ""
