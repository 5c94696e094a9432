"""Plain text → sentence spans, Japanese and English."""

import re
from itertools import accumulate

from postlint.post.text import Span

_OPENERS = dict(zip("「『（(【〈《", "」』）)】〉》", strict=True))
_CLOSERS = frozenset(_OPENERS.values())
#: a mark that may matter, with its start and end
_Token = tuple[str, int, int]
_TOKEN = re.compile(r"[「『（(【〈《」』）)】〉》]|[。．！？]+|[!?]+(?=[\s」』）)】〉》\"'”’]|[^\x00-\x7f]|$)|\.(?=[\s\"'”’)]|$)")
_BRACKETS = re.escape("".join((*_OPENERS, *_CLOSERS)))
_FLAT_PAIR = "|".join(f"{re.escape(opener)}[^{_BRACKETS}。．！？!?]*+{re.escape(closer)}" for opener, closer in _OPENERS.items())
#: a text whose brackets hold neither each other nor a mark that may end a sentence: they change nothing
_FLAT = re.compile(f"[^{_BRACKETS}]*+(?:(?:{_FLAT_PAIR})[^{_BRACKETS}]*+)*+")
#: a sentence of a text with flat brackets and no token of ASCII in it
_FLAT_SENTENCE = re.compile(r"\s*([^。．！？]*(?:[。．！？]+[\"'”’♪☆★]*|\Z))")
_ASCII_TOKEN = re.compile(r"[!?]+(?=[\s\"'”’]|[^\x00-\x7f]|$)|\.(?=[\s\"'”’]|$)")
_TRAILING = "」』）)】〉》\"'”’♪☆★"
#: a quotation is taken as one piece only up to this length: a longer one is a lost bracket or a text of its own
_LONGEST_QUOTATION = 400
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|Mr|Mrs|Ms|Dr|Prof|Fig|approx|[A-Z])|^\d+)$")
_NEW_SENTENCE = re.compile(r"\s+[\"'“‘(\[]*(?:[A-Z0-9]|[^\x00-\x7f])")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a paragraph's plain text, without the white space between them.

    A terminator inside a closed pair of 「」『』（） does not end the sentence around it, unless the pair ends the sentence
    itself (「…です。」 followed by a line end, white space or the next opener). Time is linear in the text's length.
    """
    if _is_flat(text):
        # Most Japanese paragraphs are. Going from mark to mark comes to the same, in twice the time.
        return tuple([Span(*m.span(1)) for m in _FLAT_SENTENCE.finditer(text.rstrip()) if m.group(1)])
    return split_by_marks(text)


def split_by_marks(text: str) -> tuple[Span, ...]:
    """What `split_sentences` gives, found from mark to mark."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    quoted = _inside_pairs(tokens)
    spans: list[Span] = []
    start = 0
    for i, token in enumerate(tokens):
        if quoted[i] or token[0] in _OPENERS:
            continue
        end = _sentence_end(text, token)
        if end is not None and end > start:
            _append(spans, text, start, end)
            start = end
    _append(spans, text, start, len(text))
    return tuple(spans)


def _is_flat(text: str) -> bool:
    """Whether nothing but 。．！？ can end a sentence here, and each of them does."""
    if ("." in text or "!" in text or "?" in text) and _ASCII_TOKEN.search(text):
        return False
    return _FLAT.fullmatch(text) is not None


def _inside_pairs(tokens: list[_Token]) -> list[int]:
    """For each token how many closed pairs of brackets it stands in; brackets without a partner count for nothing."""
    change = [0] * (len(tokens) + 1)
    stack: list[int] = []
    for i, (char, at, _) in enumerate(tokens):
        if char in _OPENERS:
            stack.append(i)
        elif char in _CLOSERS:
            # Only the innermost few openers are looked at: a closer that fits none of them has lost its partner.
            for k in range(len(stack) - 1, max(len(stack) - 4, -1), -1):
                opener, opened, _ = tokens[stack[k]]
                if _OPENERS[opener] == char:
                    if at - opened <= _LONGEST_QUOTATION:
                        change[stack[k] + 1] += 1
                        change[i] -= 1
                    del stack[k:]
                    break
    return list(accumulate(change[:-1]))


def _sentence_end(text: str, token: _Token) -> int | None:
    """Where the sentence that this token may end stops, or None if it goes on."""
    mark, at, end = token
    if mark in _CLOSERS:
        # 「…です。」 ends here only where nothing goes on: the end, white space, the next opener.
        closes_sentence = at > 0 and text[at - 1] in "。．！？!?"
        after = text[end : end + 1]
        return end if closes_sentence and (not after or after.isspace() or after in _OPENERS) else None
    if mark == ".":
        return _english_end(text, at, end)
    while end < len(text) and text[end] in _TRAILING:
        end += 1
    return end


def _english_end(text: str, at: int, end: int) -> int | None:
    """A period ends a sentence unless an abbreviation or a small letter says otherwise; the quotation mark behind it belongs to it."""
    if _ABBREVIATION.search(text[max(0, at - 12) : at]):
        return None
    while end < len(text) and text[end] in "\"'”’)":
        end += 1
    return end if end == len(text) or _NEW_SENTENCE.match(text, end) else None


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))
