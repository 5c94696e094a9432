"""Plain text → sentence spans, Japanese and English."""

import re

from postlint.post.text import Span

_OPENERS = dict(zip("「『（(【〈《", "」』）)】〉》", strict=True))
_TOKEN = re.compile(r"[「『（(【〈《」』）)】〉》]|[。．！？]+|[!?]+(?=[\s」』）)】〉》\"'”’]|[^\x00-\x7f]|$)|\.(?=[\s\"'”’)]|$)")
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
    tokens = list(_TOKEN.finditer(text))
    quoted = _inside_pairs(tokens)
    spans: list[Span] = []
    start = 0
    for i, token in enumerate(tokens):
        end = _sentence_end(text, token, quoted[i])
        if end is not None and end > start:
            _append(spans, text, start, end)
            start = end
    _append(spans, text, start, len(text))
    return tuple(spans)


def _inside_pairs(tokens: list[re.Match[str]]) -> list[int]:
    """For each token how many closed pairs of brackets it stands in; brackets without a partner count for nothing."""
    partner: dict[int, int] = {}
    stack: list[int] = []
    for i, token in enumerate(tokens):
        char = token.group()
        if char in _OPENERS:
            stack.append(i)
        elif char in _OPENERS.values():
            # Only the innermost few openers are looked at: a closer that fits none of them has lost its partner.
            for k in range(len(stack) - 1, max(len(stack) - 4, -1), -1):
                if _OPENERS[tokens[stack[k]].group()] == char:
                    if token.start() - tokens[stack[k]].start() <= _LONGEST_QUOTATION:
                        partner[stack[k]] = i
                    del stack[k:]
                    break
    closers = set(partner.values())
    depth, depths = 0, []
    for i in range(len(tokens)):
        depth -= i in closers
        depths.append(depth)
        depth += i in partner
    return depths


def _sentence_end(text: str, token: re.Match[str], depth: int) -> int | None:
    """Where the sentence that this token may end stops, or None if it goes on."""
    mark = token.group()
    if depth or mark in _OPENERS:
        return None
    if mark in _OPENERS.values():
        # 「…です。」 ends here only where nothing goes on: the end, white space, the next opener.
        closes_sentence = text[token.start() - 1 : token.start()] in "。．！？!?" and token.start() > 0
        after = text[token.end() : token.end() + 1]
        return token.end() if closes_sentence and (not after or after.isspace() or after in _OPENERS) else None
    if mark == ".":
        return _english_end(text, token)
    end = token.end()
    while end < len(text) and text[end] in _TRAILING:
        end += 1
    return end


def _english_end(text: str, token: re.Match[str]) -> int | None:
    """A period ends a sentence unless an abbreviation or a small letter says otherwise; the quotation mark behind it belongs to it."""
    if _ABBREVIATION.search(text[max(0, token.start() - 12) : token.start()]):
        return None
    end = token.end()
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
