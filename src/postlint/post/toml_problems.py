"""What is wrong with a text that is no TOML, by kind and at the place where an editor has to change it."""

import re

from postlint.post.patterns import lazy
from postlint.post.yaml_problems import YamlProblem

_LINE_AND_COLUMN = lazy(r"\(at line (\d+), column (\d+)\)")
# A line that opens a value which may run over several lines.
_OPENS = lazy(r"^[ \t]*[^\s=#\[][^=#\r\n]*=[ \t]*([\[{\"'])", re.MULTILINE)
_OPEN_QUOTE = lazy(r"[ \t]*[^\s=#][^=#\r\n]*=[ \t]*([\"'])")

#: what tomllib says → message key
_KINDS = (
    ("Unclosed array", "toml-bracket"),
    ("Unclosed inline table", "toml-bracket"),
    ("Unterminated string", "toml-quote"),
    ("Expected \"'", "toml-quote"),
    ("Expected \"'''\"", "toml-quote"),
    ("Unescaped '\\'", "toml-escape"),
    ("Invalid hex value", "toml-escape"),
    ("Escaped character", "toml-escape"),
    ("Duplicate inline table key", "toml-duplicate-key"),
    ("Cannot overwrite", "toml-duplicate-key"),
    ("Cannot declare", "toml-duplicate-key"),
    ("Cannot redefine", "toml-duplicate-key"),
    ("Cannot mutate", "toml-duplicate-key"),
    ("Expected '='", "toml-equals"),
    ("Invalid initial character for a key", "toml-equals"),
    ("Invalid value", "toml-value"),
    ("Invalid date", "toml-value"),
    ("Expected newline", "toml-line-end"),
    ("Expected ']'", "toml-bracket"),
)


def explain(text: str, message: str) -> YamlProblem:
    """The problem behind tomllib's `message`, which carries a line and a column of the text with LF line ends."""
    if "'\\n'" in message and ("llegal character" in message or "invalid character" in message):
        kind = "toml-quote"
    else:
        kind = next((key for words, key in _KINDS if words in message), "toml-other")
    place = _LINE_AND_COLUMN.search(message)
    if not place:  # at the end of the document
        return YamlProblem(kind, _last_opening(text, len(text)))
    start = _line_start(text, int(place[1]))
    at = min(start + int(place[2]) - 1, len(text))
    if kind == "toml-value" and not text[start:at].strip(" \t") and "=" in text[at:].split("\n", 1)[0]:
        # A new pair where an item of the array before it was expected.
        return YamlProblem("toml-bracket", _last_opening(text, start))
    return YamlProblem(kind, _cause(text, kind, start, at))


def _last_opening(text: str, end: int) -> int:
    """The bracket or quote before `end` that opened last at the beginning of a value: the one that was never closed."""
    opening = 0
    for found in _OPENS.finditer(text, 0, end):
        opening = found.start(1)
    return opening


def _cause(text: str, kind: str, start: int, at: int) -> int:
    """The offset to point at, for an error that was noticed at `at`, in the line that begins at `start`."""
    if kind == "toml-quote" and (quote := _OPEN_QUOTE.match(text, start)):
        return quote.start(1)
    if kind == "toml-escape":
        return max(text.rfind("\\", start, at), start)
    if kind in ("toml-duplicate-key", "toml-equals"):
        return at - len(text[start:at].lstrip(" \t"))
    return at


def _line_start(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at
