"""Text from posts and file names made fit for a terminal or a file: nothing in it acts, hides or breaks an encoding."""

import math
from collections.abc import Mapping
from typing import Any

from postlint.post.patterns import lazy
from postlint.report.cells import is_plain

# Controls, bidirectional overrides, invisible format characters, line separators, lone surrogates. Each would move the
# cursor, reorder what is read, or hide from the reader.
_ACTING = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# Variation selectors pick a glyph and have no width that terminals agree on; Japanese names carry them rightly.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SPECIAL = lazy(f"[{_ACTING}{_SELECTORS}]")
_SELECTOR = lazy(f"[{_SELECTORS}]")
_PICTOGRAPH = lazy("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_SURROGATE = lazy("[\ud800-\udfff]")
_JOINER = "\u200d"
_LONGEST = 100
_MOST_BITS = 256


def glyphs(text: str) -> list[str]:
    """What to show for each character, one string a character: itself, an escape such as `\\x1b`, or nothing."""
    shown = list(text)
    for match in _SPECIAL.finditer(text):
        at = match.start()
        shown[at] = _escape(match[0], text[at - 1] if at else "")
    return shown


def is_harmless(text: str) -> bool:
    """Whether every character can be shown as it is."""
    return is_plain(text) or not _SPECIAL.search(text)


def visible(text: str) -> str:
    """The text with everything that acts on a terminal shown as an escape."""
    return text if is_harmless(text) else "".join(glyphs(text))


def encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    try:
        text.encode("utf-8")  # takes a tenth of the time that a search does
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def brief(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data for use in a message: long texts shortened, as a match may be as long as its post."""
    return {key: value if type(value) is str and len(value) <= _LONGEST else _shorten(value) for key, value in data.items()}


def plain(value: Any) -> Any:
    """The value with only what every JSON reader takes: NaN and infinity as text, huge integers in hexadecimal, keys as text."""
    match value:
        case bool() | None | str():
            return value
        case int():
            return value if value.bit_length() <= _MOST_BITS else hex(value)
        case float():
            return value if math.isfinite(value) else str(value)
        case Mapping():
            return {str(key): item if type(item) is str else plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    return str(value)


def _shorten(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST:
        return value[: _LONGEST - 1] + "…"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return _shorten(hex(value))
    return value


def _escape(character: str, before: str) -> str:
    if _SELECTOR.match(character) or (character == _JOINER and _PICTOGRAPH.match(before)):
        return ""
    code = ord(character)
    if character in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
