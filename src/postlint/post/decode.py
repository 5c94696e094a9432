"""Bytes to text, and what is wrong with bytes that are none."""

from msgspec import Struct, field

from postlint.post.patterns import lazy
from postlint.post.text import Span

_BOM = b"\xef\xbb\xbf"
# In this order, since the UTF-32 mark begins with the UTF-16 one.
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_CONTROL = bytes(byte for byte in range(0x20) if byte not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"
_NO_TEXT = lazy("[\x00-\x08\x0e-\x1a\ufffd]")
_LINE_END = lazy(r"\r\n|\n|\r")
#: bytes looked at where a sample tells
_SAMPLE = 4096


class Damage(Struct, frozen=True):
    """Why a file's content cannot be judged. `reason` is a message key of the check unreadable-post, `data` its parameters."""

    reason: str
    span: Span
    data: dict[str, object] = field(default_factory=dict)


def decode(data: bytes) -> tuple[str, Damage | None]:
    """The text of a file without its byte-order mark, line ends as they are, and what is wrong with it.

    Never raises. Damaged bytes still give a text, as readable as can be had, in which the damage's span stands.
    """
    wide = _wide(data)
    if wide:
        codec, name = wide
        return data.decode(codec, "replace").removeprefix("\ufeff"), Damage("utf16", Span(0, 0), {"encoding": name})
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if not text or text.isspace():
        return text, Damage("empty", Span(0, 0))
    if b"\x00" in data or (b"\x1b" in data and b"\x1b$" in data):
        return text, _suspicious(data, text) or _iso_2022_jp(data)
    return text, None


def _wide(data: bytes) -> tuple[str, str] | None:
    """Codec and name, if these are UTF-16 or UTF-32: by their mark, or by a NUL in every other byte."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name.lower(), name
    sample = data[: min(len(data), _SAMPLE) & ~1]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if half and 5 * max(even, odd) > 2 * half and 10 * min(even, odd) < half:
        codec = "utf-16-le" if odd > even else "utf-16-be"
        if not _NO_TEXT.search(sample.decode(codec, "replace")):
            return codec, "UTF-16"
    return None


def _suspicious(data: bytes, text: str) -> Damage | None:
    """What is wrong with a text that is UTF-8 and has a NUL or an escape sequence in it."""
    if _controls(data) > 0.3:
        return Damage("binary", Span(0, 0))
    at = text.find("\x00")
    return Damage("nul", Span(at, at + 1), {"line": _line(text, at)}) if at >= 0 else None


def _iso_2022_jp(data: bytes) -> Damage | None:
    """The damage, if the text, though it is ASCII, is Japanese in ISO-2022-JP."""
    try:
        data.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None
    at = data.find(b"\x1b$")
    line = _line(data[:at].decode("utf-8"), at)
    return Damage("not-utf8", Span(at, at + 1), {"line": line, "guess": "ISO-2022-JP"})


def _not_utf8(data: bytes, start: int) -> tuple[str, Damage]:
    if data.find(b"\x00", 0, _SAMPLE) >= 0 or _controls(data) > 0.05:
        return data.decode("utf-8", "replace"), Damage("binary", Span(0, 0))
    prefix = data[:start].decode("utf-8")
    guess, text = "", data.decode("utf-8", "replace")
    if prefix.isascii():  # otherwise it began as UTF-8, and another encoding would make nonsense of that
        guess, text = _guess(data) or (guess, text)
    at = min(len(prefix), max(len(text) - 1, 0))
    return text, Damage("not-utf8", Span(at, at + 1), {"line": _line(prefix, len(prefix)), "guess": guess})


def _guess(data: bytes) -> tuple[str, str] | None:
    """Name of the Japanese encoding that reads these bytes best, and the text; None where none reads as Japanese."""
    best: tuple[int, str, str] | None = None
    for name, codec in (("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # Read with the wrong codec, Japanese turns into half-width katakana and rare characters.
        score = sum(1 if "\u3041" <= c <= "\u30fc" else -1 for c in text[:_SAMPLE] if c >= "\x80" and not "\u4e00" <= c <= "\u9fff")
        if score > 0 and (best is None or score > best[0]):
            best = (score, name, text)
    return best[1:] if best else None


def _controls(data: bytes) -> float:
    """The share of control bytes that no text has."""
    sample = data[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROL))) / len(sample)


def _line(text: str, at: int) -> int:
    """The line (from 1) on which offset `at` stands."""
    return sum(1 for _ in _LINE_END.finditer(text, 0, at)) + 1
