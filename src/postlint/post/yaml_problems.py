"""What is wrong with a text that is no YAML, told by kind and at the place where an editor has to change it.

Parsers tell where they gave up, which is often lines behind the cause: an unclosed quote is noticed at the next quote.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from postlint.post.patterns import lazy

_NOT_YAML = lazy("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = lazy(r"\r\n|\n|\r")
_KEY = lazy(r"[ \t]*(?:-[ \t]+)?(?P<key>[^\s:#\"'\[\]{},&*!|>%@`][^\s:#]*)[ \t]*:(?=[ \t\r\n]|$)")
_VALUE = lazy(r"[ \t]*(?:-[ \t]+)?(?:[^\s:#\"'\[{-][^:#\r\n]*:[ \t]+)?")
_ENDED = lazy(r"^\.\.\.", re.MULTILINE)
_SPECIAL = "@`%*&!>|-?"


class YamlProblem(ValueError):  # noqa: N818 - it is reported to readers as a problem, not as a failure of ours
    """A text that is no (safe) YAML. `key` names the message, `offset` counts code points from the text's beginning."""

    def __init__(self, key: str, offset: int, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(key, offset, data)
        self.key = key
        self.offset = offset
        self.data: dict[str, Any] = dict(data or {})


def explain(text: str, error: Exception) -> YamlProblem:
    """The problem that made the parser raise `error` on `text`."""
    if not isinstance(error, yaml.MarkedYAMLError):
        found = _NOT_YAML.search(text)
        offset = found.start() if found else 0
        return YamlProblem("yaml-control-character", offset, {"code": f"U+{ord(text[offset]):04X}" if found else ""})
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(text)) if mark else 0
    opened = error.context_mark.index if error.context_mark else at
    return _by_place(text, at) or _by_words(text, error.context or "", problem, at, opened)


def _by_place(text: str, at: int) -> YamlProblem | None:
    """The causes that the line itself gives away, whatever the parser called them."""
    start, end = _line(text, at)
    tab = text.find("\t", start, max(at, start) + 1)
    if tab >= 0 and not text[start:tab].strip(" -"):
        return YamlProblem("yaml-tab", tab)
    quote = _open_quote(text, at)
    if quote is not None:
        return YamlProblem("yaml-quote", quote, {"quote": text[quote]})
    value = _VALUE.match(text, start, end)
    begin = value.end() if value else start
    if begin < at and text[begin] in "\"'":
        return YamlProblem("yaml-quote-inside", begin, {"quote": text[begin]}) if _closed(text, begin, at) else None
    if begin < at and text[begin] in "[{" and _balanced(text[begin:at]):
        return YamlProblem("yaml-special-character", begin, {"character": text[begin]})
    return None


def _by_words(text: str, context: str, problem: str, at: int, opened: int) -> YamlProblem:
    """The causes that the parser knows; libyaml and PyYAML word them alike, but not the same."""
    if "quoted scalar" in context:
        if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
            return YamlProblem("yaml-escape", text.rfind("\\", opened, at + 2))
        return YamlProblem("yaml-quote", opened, {"quote": text[opened]})
    if "single document" in context:
        return YamlProblem("yaml-multiple-documents", at)
    if "undefined alias" in problem or context in ("while scanning an alias", "while scanning an anchor"):
        return YamlProblem("yaml-special-character", opened, {"character": text[opened]})
    if "duplicate anchor" in context:
        return YamlProblem("yaml-other", at)
    if "flow" in context and opened < len(text) and text[opened] in "[{":
        return YamlProblem("yaml-bracket", opened, {"bracket": text[opened]})
    if "mapping values" in problem:
        return _stray_colon(text, at)
    if "expected ':'" in problem:
        return YamlProblem("yaml-colon-missing", opened)
    return _by_character(text, problem, at, opened)


def _by_character(text: str, problem: str, at: int, opened: int) -> YamlProblem:
    """The causes that show in the character at which the parser stopped."""
    begin = opened if "line break" in problem else at
    first_in_line = not text[_line(text, begin)[0] : begin].strip(" ")
    if "document start" in problem and _ENDED.search(text, 0, at):
        return YamlProblem("yaml-multiple-documents", at)
    if begin < len(text) and text[begin] in _SPECIAL and not (first_in_line and text[begin] in "-?"):
        return YamlProblem("yaml-special-character", begin, {"character": text[begin]})
    if at < len(text) and text[at] in "]}":
        return YamlProblem("yaml-bracket", at, {"bracket": text[at]})
    return YamlProblem("yaml-indent" if first_in_line else "yaml-other", at)


def _stray_colon(text: str, at: int) -> YamlProblem:
    """A second colon in a line; or a line's own colon, where the line above or the indentation is to blame."""
    start, _ = _line(text, at)
    own = _KEY.match(text, start)
    if not own or own.end() - 1 != at or start == 0:
        return YamlProblem("yaml-colon", at)
    above, above_end = _line(text, start - 2 if text[start - 2 : start] == "\r\n" else start - 1)
    indent, before = _indent(text, start), _indent(text, above)
    if indent <= before and not _KEY.match(text, above, above_end):
        return YamlProblem("yaml-colon-missing", above + before)
    return YamlProblem("yaml-indent", own.start("key"))


def _line(text: str, at: int) -> tuple[int, int]:
    """Start and end (without line end) of the line around `at`."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = _LINE_END.search(text, at)
    return start, end.start() if end else len(text)


def _indent(text: str, start: int) -> int:
    rest = text[start : start + 200]
    return len(rest) - len(rest.lstrip(" "))


def _open_quote(text: str, upto: int) -> int | None:
    """The first value before `upto` that opens a quote which its line does not close, where the next line is a new key."""
    start = 0
    while start <= upto:
        _, end = _line(text, start)
        found = _LINE_END.match(text, end)
        following = found.end() if found else len(text)
        value = _VALUE.match(text, start, end)
        begin = value.end() if value else start
        if begin < end and text[begin] in "\"'" and not _closed(text, begin, end):
            after = text[following : _line(text, following)[1]]
            if not after.strip() or _KEY.match(after):
                return begin
        if following >= len(text):
            return None
        start = following
    return None


def _closed(text: str, begin: int, end: int) -> bool:
    """Whether the quote that opens at `begin` is closed before `end`."""
    quote, at = text[begin], begin + 1
    while at < end:
        if text.startswith("\\" if quote == '"' else "''", at):
            at += 2
        elif text[at] == quote:
            return True
        else:
            at += 1
    return False


def _balanced(text: str) -> bool:
    return text.count("[") == text.count("]") and text.count("{") == text.count("}")
