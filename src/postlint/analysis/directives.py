"""Where the directives of a post hold."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from postlint.analysis.directive import ALL, Directive, Name, Requests, without
from postlint.analysis.directive_comments import CUT, Comment, comments
from postlint.analysis.directive_key import read_key
from postlint.analysis.memo import once_a_post
from postlint.diagnostic import Edit, Finding, Fix
from postlint.mistake import shortened
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_TEXT = lazy(r"\S")
_LINE_END = lazy(r"[\r\n]|\Z")
#: leaf blocks of these kinds that follow each other are one list, one quotation
_RUNS = ("item", "quote", "footnote")


@once_a_post
def requests(post: Post) -> Requests:
    """The directives of a post, and what is wrong with them, in time proportional to the text, however many there are."""
    if post.damage is not None or not _names_us(post.text):
        return Requests()
    keyed, problems = read_key(post)
    found = list(comments(post))
    written = [thing for thing in found if isinstance(thing, Comment)]
    idle, ends = _ends(post, written)
    places = _Places(post, written)
    placed = [_placed(post, places, index, comment, ends) for index, comment in enumerate(written) if comment.verb not in ("enable", CUT)]
    cuts = tuple(comment.span for comment in written if comment.verb == CUT)
    told = (*problems, *(thing for thing in found if isinstance(thing, Finding)), *idle)
    return Requests((*keyed, *placed), tuple(sorted(told, key=lambda finding: finding.span)), cuts)


def _names_us(text: str) -> bool:
    """Whether a text has the name of this program, in whatever case."""
    # Most have not; without the other letters that is seen in a sixth of the time.
    return b"postlint" in text.encode("ascii", "ignore").lower() and "postlint" in text.lower()


#: the line on which the range of a name ends, by the indexes of its comment and of the name in it
Ends = dict[tuple[int, int], int]


def _ends(post: Post, written: Sequence[Comment]) -> tuple[list[Finding], Ends]:
    """Where `enable` ends what `disable` began; and the ones that end nothing."""
    opened: dict[str, list[tuple[int, int]]] = defaultdict(list)
    idle: list[Finding] = []
    ends: Ends = {}
    for index, comment in enumerate(written):
        if comment.verb == "disable":
            for number, name in enumerate(comment.names):
                opened[name.text].append((index, number))
        elif comment.verb == "enable":
            line = post.lines.position(comment.span.end).line
            for name in comment.names:
                closed = _closed(opened, name)
                ends.update(dict.fromkeys(closed, line))
                if not closed:
                    idle.append(_idle(post, comment, name))
    return idle, ends


def _closed(opened: dict[str, list[tuple[int, int]]], name: Name) -> list[tuple[int, int]]:
    """What an `enable` ends: the directives that name the rule; every one where it names none."""
    if name.text != ALL:
        return opened.pop(name.text, [])
    closed = [each for all_of_a_name in opened.values() for each in all_of_a_name]
    opened.clear()
    return closed


def _idle(post: Post, comment: Comment, name: Name) -> Finding:
    alone = len(comment.names) == 1
    deletion = without(post, comment.span) if alone else name.removal
    fix = Fix("remove", (Edit(deletion, ""),)) if deletion else None
    message = "enable-all" if name.text == ALL else "enable"
    return Finding(comment.span if alone else name.span, message, {"name": shortened(name.text)}, fix=fix)


def _placed(post: Post, places: "_Places", index: int, comment: Comment, ends: Ends) -> Directive:
    """A comment with the lines that each of its names holds in."""
    if comment.verb == "disable":
        first, last = post.lines.position(comment.span.start).line, len(post.lines.starts)
        names = tuple(name._replace(first=first, last=ends.get((index, at), last)) for at, name in enumerate(comment.names))
    else:
        first, last = places.next_block(index) if comment.verb == "disable-next-block" else places.next_line(index)
        names = tuple(name._replace(first=first, last=last) for name in comment.names)
    return Directive(comment.span, names, without(post, comment.span), whole=comment.verb == "disable-next-block")


class _Places:
    """What follows each of a post's directives. Directives are no text: several may stand above what they are about."""

    def __init__(self, post: Post, written: Sequence[Comment]) -> None:
        self._post = post
        self._spans = [comment.span for comment in written]
        self._starts = [span.start for span in self._spans]
        self._blocks = post.blocks
        self._block_starts = [block.span.start for block in post.blocks]
        # Both from the last one backwards, so that nothing is looked at twice.
        self._run_ends = list(range(len(self._blocks)))
        for index in range(len(self._blocks) - 2, -1, -1):
            kind = self._blocks[index].kind
            if kind in _RUNS and kind == self._blocks[index + 1].kind:
                self._run_ends[index] = self._run_ends[index + 1]
        self._text = [len(post.text)] * (len(written) + 1)
        for index in range(len(written) - 1, -1, -1):
            self._text[index] = self._next_text(self._spans[index].end, index + 1)

    def _next_text(self, start: int, following: int) -> int:
        """The offset of the first text from `start` on, where `following` is the next directive; the end of the post if none follows."""
        end = self._starts[following] if following < len(self._starts) else len(self._post.text)
        found = _TEXT.search(self._post.text, start, max(start, end))
        return found.start() if found else self._text[following]

    def next_line(self, index: int) -> tuple[int, int]:
        """The first and last line of the next line that holds text; an empty range where none does."""
        ending = _LINE_END.search(self._post.text, self._spans[index].end)
        start = ending.start() if ending else len(self._post.text)
        at = self._next_text(start, bisect_left(self._starts, start))
        return self._lines(Span(at, at + 1))

    def next_block(self, index: int) -> tuple[int, int]:
        """The first and last line of the next block, or of the rest of the one that the directive stands in. A list is one block."""
        at = self._text[index]
        number = bisect_right(self._block_starts, at) - 1
        if number < 0 or self._blocks[number].span.end <= at:
            number += 1
        if number == len(self._blocks):
            return self._lines(Span(at, at + 1))
        return self._lines(Span(at, self._blocks[self._run_ends[number]].span.end))

    def _lines(self, span: Span) -> tuple[int, int]:
        if span.start >= len(self._post.text):
            return 1, 0
        position = self._post.lines.position
        return position(span.start).line, position(span.end - 1).line
