"""Plain text → sentence spans, Japanese and English."""

import re
from itertools import accumulate

from postlint.post.patterns import lazy
from postlint.post.text import Span

_OPENERS = dict(zip("「『（(【〈《", "」』）)】〉》", strict=True))
_CLOSERS = frozenset(_OPENERS.values())
_BRACKETS = re.escape("".join((*_OPENERS, *_CLOSERS)))


#: a pair of brackets that holds no mark that may end a sentence: it changes nothing
_PAIR = "|".join(f"{re.escape(opener)}[^{_BRACKETS}。．！？!?]*+{re.escape(closer)}" for opener, closer in _OPENERS.items())
_FLAT_PAIR = lazy(_PAIR)
_FLAT = lazy(f"[^{_BRACKETS}]*+(?:(?:{_PAIR})[^{_BRACKETS}]*+)*+")
#: a sentence of a text without white space whose brackets are flat, up to a bracket that has no such partner
_FLAT_PIECE = lazy(rf"[^{_BRACKETS}。．！？]*+(?:(?:{_PAIR})[^{_BRACKETS}。．！？]*+)*+(?:[。．！？]++[\"'”’♪☆★]*+|\Z|(?=[{_BRACKETS}]))")
#: a sentence of a text with flat brackets and no token of ASCII in it
_FLAT_SENTENCE = lazy(r"\s*([^。．！？]*(?:[。．！？]+[\"'”’♪☆★]*|\Z))")
# Of a row of ! and ? the last one decides, so no search looks at more than one; and where the first of a row goes on, so do all of them.
_ASCII_TOKEN = lazy(r"[!?](?=[\s\"'”’]|[^\x00-\x7f]|$)|\.(?=[\s\"'”’]|$)")
# One class of characters in front, by which the search skips everything else at once; the kind of mark then says what must follow.
_MARK = lazy(
    r"([「『（(【〈《」』）)】〉》。．！？!?.]"
    r"(?:(?<=[。．！？])[。．！？]*|(?<=[!?])(?<![!?]{2})[!?]*+(?=[\s」』）)】〉》\"'”’]|[^\x00-\x7f]|$)|(?<=\.)(?=[\s\"'”’)]|$)|(?<![。．！？!?.])))"
)
_TRAILING = "」』）)】〉》\"'”’♪☆★"
#: a quotation is taken as one piece only up to this length: a longer one is a lost bracket or a text of its own
_LONGEST_QUOTATION = 400
_ABBREVIATION = lazy(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|Mr|Mrs|Ms|Dr|Prof|Fig|approx|[A-Z])|^\d+)$")
_NEW_SENTENCE = lazy(r"\s+[\"'“‘(\[]*(?:[A-Z0-9]|[^\x00-\x7f])")


def split_sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a paragraph's plain text, without the white space between them.

    A terminator inside a closed pair of 「」『』（） does not end the sentence around it, unless the pair ends the sentence
    itself (「…です。」 followed by a line end, white space or the next opener). Time is linear in the text's length.
    """
    if is_flat(text):
        # Most Japanese paragraphs are. Going from mark to mark comes to the same, in twice the time.
        return tuple([Span(*m.span(1)) for m in _FLAT_SENTENCE.finditer(text.rstrip()) if m.group(1)])
    return split_by_marks(text)


def split_by_marks(text: str) -> tuple[Span, ...]:
    """What `split_sentences` gives, found from mark to mark."""
    # Text and marks by turns, and where each of them ends: fewer steps than a match object a mark.
    pieces = _MARK.split(text)
    marks, edges = pieces[1::2], list(accumulate(map(len, pieces)))
    quoted = None if _CLOSERS.isdisjoint(marks) else _inside_pairs(marks, edges[::2])
    spans: list[Span] = []
    start = 0
    for i, mark in enumerate(marks):
        if mark in _OPENERS or (quoted and quoted[i]):
            continue
        end = _sentence_end(text, mark, edges[2 * i], edges[2 * i + 1])
        if end is not None and end > start:
            _append(spans, text, start, end)
            start = end
    _append(spans, text, start, len(text))
    return tuple(spans)


def flat_sentences(text: str) -> list[str]:
    """The sentences of a flat text themselves, for those who need not know where they stand."""
    return [sentence for sentence in _FLAT_SENTENCE.findall(text.rstrip()) if sentence]


def dense_sentences(text: str) -> list[str] | None:
    """The same of a text without white space, in which no ASCII mark ends a sentence; None where its brackets are not flat."""
    found = list(filter(None, _FLAT_PIECE.findall(text)))
    if sum(map(len, found)) == len(text):
        return found
    return flat_sentences(text) if _holds_pairs(text) else None


def is_flat(text: str) -> bool:
    """Whether nothing but 。．！？ can end a sentence here, and each of them does."""
    return not ends_in_ascii(text) and (_FLAT.fullmatch(text) is not None or _holds_pairs(text))


def ends_in_ascii(text: str) -> bool:
    """Whether an ASCII mark may end a sentence here."""
    return ("." in text or "!" in text or "?" in text) and _ASCII_TOKEN.search(text) is not None


def _holds_pairs(text: str) -> bool:
    """Whether brackets are flat but for pairs that hold such pairs. A pattern that says so takes seven milliseconds to compile."""
    return _FLAT.fullmatch(_FLAT_PAIR.sub("", text)) is not None


def _inside_pairs(marks: list[str], starts: list[int]) -> list[int]:
    """For each mark how many closed pairs of brackets it stands in; brackets without a partner count for nothing."""
    change = [0] * (len(marks) + 1)
    stack: list[int] = []
    for i, char in enumerate(marks):
        if char in _OPENERS:
            stack.append(i)
        elif char in _CLOSERS:
            # Only the innermost few openers are looked at: a closer that fits none of them has lost its partner.
            for k in range(len(stack) - 1, max(len(stack) - 4, -1), -1):
                opener = stack[k]
                if _OPENERS[marks[opener]] == char:
                    if starts[i] - starts[opener] <= _LONGEST_QUOTATION:
                        change[opener + 1] += 1
                        change[i] -= 1
                    del stack[k:]
                    break
    return list(accumulate(change[:-1]))


def _sentence_end(text: str, mark: str, at: int, end: int) -> int | None:
    """Where the sentence that the mark at text[at:end] may end stops, or None if it goes on."""
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
