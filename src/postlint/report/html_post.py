"""One post in the HTML report: its findings, repeats beside what they repeat, and its text with the marks."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from postlint.diagnostic import Diagnostic, Excerpt, RelatedPlace, Severity, tell
from postlint.post.text import LineIndex, Position, Span
from postlint.report.html_difference import differences
from postlint.report.html_text import Kind, Mark, cut, kept, language, marked, shown
from postlint.report.html_words import WORDS, Words
from postlint.report.style import Style
from postlint.report.visible import brief, visible
from postlint.report.words import SEVERITIES

#: of one post at most so many findings are shown; the others are counted
MOST_FINDINGS = 300
#: characters around a mark where a text is shown in part, and of a marked range before its middle is left out
CONTEXT, LONGEST_MARK = 120, 240
#: a passage beside the one that it repeats
LONGEST_PASSAGE, MOST_PASSAGES, AROUND = 420, 3, 20
#: characters around a finding in an excerpt, and of the finding
EXCERPT_CONTEXT, EXCERPT_MARK = 40, 120

Place = Diagnostic | RelatedPlace


class Article(Struct, frozen=True):
    """A post to show. `text` is None where it cannot or must not be shown; `note` says why, in the page's language.

    `full` tells whether all the text is shown, or only the parts around findings.
    """

    number: int
    path: str
    title: str
    month: str
    found: Sequence[Diagnostic]
    text: str | None
    note: str
    full: bool
    words: Words


def fits(text: str, found: Sequence[Diagnostic]) -> bool:
    """Whether a text is the one that these findings were made of, as far as their places and excerpts can tell.

    Nothing else is needed: where every place has its line, column and words, every mark stands where it should.
    """
    lines = LineIndex(text)
    places: list[Place] = [*found, *(place for d in found for place in d.related if place.path == d.path)]
    return all(_stands(lines, place) for place in places)


def _stands(lines: LineIndex, place: Place) -> bool:
    if lines.position(place.start.offset) != place.start or lines.position(place.end.offset) != place.end:
        return False
    at = place.start.offset - place.start.column + place.excerpt.column
    return lines.text.startswith(place.excerpt.text, at)


def render_post(article: Article, style: Style) -> str:
    """The post as a <details>, closed; its beginning says how many findings of either severity it has."""
    words, told = WORDS[style.lang], article.found[:MOST_FINDINGS]
    notes = [article.note] if article.note else []
    if len(told) < len(article.found):
        notes.append(words.more.format(total=f"{len(article.found):,}", shown=len(told)))
    lines = [
        f'<details class="post" id="p{article.number}">',
        f'<summary><span class="path">{_breakable(article.path)}</span>{_title(article)}{_counts(article, style)}</summary>',
        *(f'<p class="note">{shown(note)}</p>' for note in notes),
        '<ol class="found">',
        *(_finding(article, number, found, style) for number, found in enumerate(told, 1)),
        "</ol>",
        *_body(article, told, words),
        "</details>\n",
    ]
    return "\n".join(lines)


def _breakable(path: str) -> str:
    """The path on one line, free to break behind a slash."""
    return shown(visible(path)).replace("/", "/<wbr>")


def _title(article: Article) -> str:
    if not article.title and not article.month:
        return ""
    month = f"<time>{shown(article.month)}</time>" if article.month else ""
    return f'<span class="title"{language(article.title)}>{month}{shown(cut(article.title, 120))}</span>'


def _counts(article: Article, style: Style) -> str:
    """How many findings of each severity: a figure for the eye, and in words for who hears the page."""
    parts = []
    for severity in Severity:
        if count := sum(found.severity is severity for found in article.found):
            said = WORDS[style.lang].counted.format(name=SEVERITIES[style.lang][severity], count=count)
            parts.append(
                f'<span class="n {kind_of(severity)}" title="{shown(said)}"><span class="vh">{shown(said)}</span>{_figure(count)}</span>'
            )
    return f'<span class="counts">{"".join(parts)}</span>'


def _figure(count: int) -> str:
    return f'<span aria-hidden="true">{count}</span>'


def kind_of(severity: Severity) -> Kind:
    """The class of elements that show this severity."""
    return "e" if severity is Severity.ERROR else "w"


def _finding(article: Article, number: int, found: Diagnostic, style: Style) -> str:
    words, kind, at = WORDS[style.lang], kind_of(found.severity), f"{article.number}-{number}"
    messages, data = style.catalogue[found.rule].messages, brief(found.finding.data)
    said = tell(messages, found.finding.message, style.lang, data)
    where = shown(place_words(found.start, found.end, words))
    if article.text is not None:
        where = f'<a href="#m{at}">{where}</a>'
    fix = ""
    if found.finding.fix:
        lead = words.fixable if found.finding.fix.safe else words.maybe
        fix = f'<p class="fix">{shown(lead)} {shown(tell(messages, found.finding.fix.title, style.lang, data))}</p>'
    return (
        f'<li id="f{at}" class="{kind}" data-s="{kind}" data-r="{shown(found.rule)}">'
        f'<p class="what"><b class="sev">{shown(SEVERITIES[style.lang][found.severity])}</b> <code>{shown(found.rule)}</code> {where}</p>'
        f'<p class="msg">{shown(said)}</p>{_evidence(article, at, found, style)}{fix}</li>'
    )


def place_words(start: Position, end: Position, words: Words) -> str:
    """The lines of a range in words."""
    if end.line == start.line:
        return words.line.format(start=start.line)
    return words.lines.format(start=start.line, end=end.line)


def _evidence(article: Article, at: str, found: Diagnostic, style: Style) -> str:
    """What is wrong, to be seen: the related passages and this one side by side, or the words in their line."""
    if not found.related:
        return _excerpt(found.excerpt, found.start.column, _width(found), kind_of(found.severity))
    words, messages, data = WORDS[style.lang], style.catalogue[found.rule].messages, brief(found.finding.data)
    other, this = _differing(article, found)
    left = "".join(
        _passage(article, place, tell(messages, place.note, style.lang, data), f"#o{at}-{nth}", () if nth else other)
        for nth, place in enumerate(found.related[:MOST_PASSAGES])
    )
    right = _passage(article, found, words.here, f"#m{at}", this)
    return f'<div class="pair"><div>{left}</div><div>{right}</div></div>'


def _differing(article: Article, found: Diagnostic) -> tuple[list[Mark], list[Mark]]:
    """Marks for what tells the first related passage and the finding's own apart."""
    there, here = _span(found.related[0]), _span(found)
    if article.text is None or found.related[0].path != article.path:
        return [], []
    only_there, only_here = differences(there.of(article.text), here.of(article.text))
    return [_moved(span, there) for span in only_there], [_moved(span, here) for span in only_here]


def _moved(span: Span, passage: Span) -> Mark:
    return Mark(Span(passage.start + span.start, passage.start + span.end), 0, "d")


def _span(place: Place) -> Span:
    return Span(place.start.offset, place.end.offset)


def _passage(article: Article, place: Place, said: str, link: str, different: Sequence[Mark]) -> str:
    """One side of a pair. A long passage loses its middle, but nothing that is different; without the text there is the excerpt."""
    kind, words = kind_of(place.severity) if isinstance(place, Diagnostic) else "o", article.words
    where = shown(place_words(place.start, place.end, words))
    if place.path != article.path:
        where = f"{_breakable(place.path)} {where}"
    elif article.text is not None:
        where = f'<a href="{link}">{where}</a>'
    if article.text is None or place.path != article.path:
        quoted = _excerpt(place.excerpt, place.start.column, _width(place), kind)
    else:
        quoted = _text(article.text, _shown_of(article.text, _span(place), different), different, "", words)
    return f'<figure class="{kind}"><figcaption>{where} {shown(said)}</figcaption>{quoted}</figure>'


def _shown_of(text: str, passage: Span, different: Sequence[Mark]) -> list[Span]:
    around = (Span(max(m.span.start - AROUND, passage.start), min(m.span.end + AROUND, passage.end)) for m in different)
    return kept(text, [*kept(text, [passage], 0, LONGEST_PASSAGE), *around], 0, len(text))


def _width(place: Place) -> int:
    """How many characters of its first line a range covers."""
    if place.end.line == place.start.line:
        return place.end.column - place.start.column
    return place.excerpt.column + len(place.excerpt.text) - place.start.column


def _excerpt(excerpt: Excerpt, column: int, width: int, kind: Kind) -> str:
    """The marked words with a little of their line."""
    if not excerpt.text.strip():
        return ""
    start = min(max(column - excerpt.column, 0), len(excerpt.text))
    end = min(start + max(width, 0), len(excerpt.text))
    low, high = max(start - EXCERPT_CONTEXT, 0), min(end + EXCERPT_CONTEXT, start + EXCERPT_MARK + EXCERPT_CONTEXT, len(excerpt.text))
    before = "…" if low or excerpt.before else ""
    after = "…" if high < len(excerpt.text) or excerpt.after else ""
    inner = marked(excerpt.text, Span(low, high), [Mark(Span(start, end), 0, kind)])
    return f'<div class="t"{language(excerpt.text)}>{before}{inner}{after}</div>'


def _body(article: Article, told: Sequence[Diagnostic], words: Words) -> Iterator[str]:
    if article.text is None:
        return
    marks = list(_marks(article, told))
    parts = [Span(0, len(article.text))]
    if not article.full:
        parts = kept(article.text, [mark.span for mark in marks], CONTEXT, LONGEST_MARK)
    yield f'<details class="body" open><summary>{shown(words.body)}</summary>'
    yield _text(article.text, parts, marks, f"{article.number}-", words)
    yield "</details>"


def _marks(article: Article, told: Sequence[Diagnostic]) -> Iterator[Mark]:
    for number, found in enumerate(told, 1):
        yield Mark(_span(found), number, kind_of(found.severity))
        for nth, place in enumerate(found.related[:MOST_PASSAGES]):
            if place.path == found.path:
                yield Mark(_span(place), number, "o", nth)


def _text(text: str, parts: Sequence[Span], marks: Sequence[Mark], label: str, words: Words) -> str:
    """Parts of a text, and between them how much was left out; with a `label` for numbers, in front and behind, too."""
    whole = Span(0, len(text)) if label else Span(parts[0].start, parts[-1].end)
    edges = [whole.start, *(edge for part in parts for edge in (part.start, part.end)), whole.end]
    gaps = [_gap(Span(start, end), words) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    pieces = [gaps[0]]
    for part, gap in zip(parts, gaps[1:], strict=True):
        pieces += [marked(text, part, marks, label), gap]
    return f'<div class="t"{language(text[:4000])}>{"".join(pieces)}</div>'


def _gap(gap: Span, words: Words) -> str:
    if not gap:
        return ""
    return f'<span class="gap">{shown(words.left_out.format(count=f"{len(gap):,}"))}</span>'


def without_text(article: Article, note: str) -> Article:
    """The article with excerpts only, and why."""
    return replace(article, text=None, note=note)
