"""A text → an ASCII text of the same length that Markdown treats alike, so that a parser's byte offsets are code points."""

from postlint.post.patterns import lazy

#: marks that can open or close emphasis differently from letters; a comma is punctuation and builds nothing
_PUNCTUATION = lazy(
    "[\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e\u2190-\u2bff\u3001-\u3004\u3008-\u3020\u3030\u303d\u30fb"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f300-\U0001faff]"
)
_SPACE = lazy("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_NOT_ASCII = lazy(r"[^\x00-\x7f]")
#: <名前> is text, but its shadow would be a tag
_NOT_A_TAG = lazy(r"<(?=/?[^\x00-\x7f])")
#: where these stand, what is outside ASCII may be part of a tag, an entity or a label; elsewhere only what stands beside a delimiter counts
_BUILDS_MORE = ("<", "&", "]:")
_DELIMITERS = lazy(r"[*_~\\][*_~\\]*")  # the search skips to a class of characters, but not to a repeated one
_LETTER_FOR_MARK = bytes.maketrans(b"?", b"a")


def shadow(text: str) -> str:
    """An ASCII text of the same length that has the same Markdown structure."""
    if "```\t" in text:
        # The parser takes a closing fence with a tab behind it for text; CommonMark does not.
        text = text.replace("```\t", "``` ")
    if text.isascii():
        return text
    if any(mark in text for mark in _BUILDS_MORE):
        text = _PUNCTUATION.sub(",", _NOT_A_TAG.sub(",", text))
    else:
        text = _with_commas_beside_delimiters(text)
    text = _SPACE.sub("\f", text)
    if "<?" in text:
        return _NOT_ASCII.sub("a", text)
    # Without a processing instruction "?" is a mark like the comma, so it is free to stand for what is not ASCII, as the codec has it.
    return text.replace("?", ",").encode("ascii", "replace").translate(_LETTER_FOR_MARK).decode("ascii")


def _with_commas_beside_delimiters(text: str) -> str:
    edges = (at for match in _DELIMITERS.finditer(text) for at in (match.start() - 1, match.end()))
    places = {at for at in edges if at >= 0 and _PUNCTUATION.match(text, at)}
    pieces, done = [], 0
    for at in sorted(places):
        pieces.append(text[done:at])
        done = at + 1
    return ",".join([*pieces, text[done:]])
