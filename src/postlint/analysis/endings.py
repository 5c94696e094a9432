"""Which of a post's units stay once its copies are gone, and with which of them it closes."""

import re
from bisect import bisect_left
from operator import attrgetter

from postlint.analysis.cuts import cuts_of
from postlint.analysis.memo import once_a_post
from postlint.analysis.repeats import repeats_of
from postlint.analysis.runs import RepeatedRun, repeated_runs
from postlint.analysis.units import Sentence, Unit, units_of
from postlint.post.patterns import lazy
from postlint.post.post import Post

#: with so many paragraphs a post closes
_CLOSING = 3
#: a sentence that begins so speaks of the one before it
LEANS = lazy(
    r"しかし|だが|ですが|でも、|ところが|けれど|とはいえ|それ|これ[はがもをら]|こう|そう|だから|なので|したがって|つまり|すなわち"
    r"|(?:However|But|Yet|So|Therefore|Thus|Hence|This|That|These|Those|It|They|Such)\b"
)
#: how a post takes leave of its readers: it asks what they think, or says what it will do together with them
_FAREWELL = lazy(
    r"(?:皆さん|みなさん|あなた|君)[^。]{0,120}(?:か|かい|う|た|る|ね)[？?]|一緒に[^。]{0,40}ましょう|いきましょう。?$|目が?離せ|見守って|ていきたい"
    r"|\bwhat do you think\b|\bstay tuned\b",
    re.IGNORECASE,
)
#: in so many characters at its end does a paragraph take leave
_LAST_WORDS = 150


@once_a_post
def copied(post: Post) -> frozenset[int]:
    """The indexes of the units that are copies, though something may have been added to them."""
    return frozenset(unit.index for run in repeated_runs(post) for unit in run.units)


@once_a_post
def _copies(post: Post) -> dict[int, RepeatedRun]:
    """The run of copies that each unit belongs to, by its index."""
    return {unit.index: run for run in repeated_runs(post) for unit in run.units}


def copy_ending(unit: Unit, post: Post) -> RepeatedRun | None:
    """The run of copies that ends with a unit, of which the last sentence is copied, too; None where it ends no run."""
    run = _copies(post).get(unit.index)
    if run is None or run.units[-1].index != unit.index:
        return None
    return run if any(match.again.ends_unit for match in repeats_of(post).matches.get(unit.index, ())) else None


@once_a_post
def survivors(post: Post) -> frozenset[int]:
    """The indexes of the units that are no mere copies: of those that say nothing new only the original counts."""
    matches, units = repeats_of(post).matches, units_of(post)
    mere = {i for i in copied(post) if matches.is_whole(units[i])}
    return frozenset(range(len(units))) - mere


@once_a_post
def closing(post: Post) -> frozenset[int]:
    """The indexes of the paragraphs that the post closes with. Copies and stumps close nothing."""
    out = copied(post) | {cut.unit.index for cut in cuts_of(post).cuts}
    paragraphs = [unit.index for unit in units_of(post) if unit.kind == "prose" and unit.index not in out]
    return frozenset(paragraphs[-_CLOSING:])


def is_leant_on(unit: Unit, gone: tuple[Sentence, ...]) -> bool:
    """Whether the sentence behind those that are to go speaks of them (しかし、…, これは…, However, …)."""
    end = max(s.span.end for s in gone)
    at = bisect_left(unit.sentences, end, key=attrgetter("span.start"))
    return at < len(unit.sentences) and LEANS.match(unit.sentences[at].span.of(unit.text).lstrip("*_ ")) is not None


def takes_leave(unit: Unit) -> bool:
    """Whether a paragraph takes leave of the readers at its end."""
    return unit.kind == "prose" and _FAREWELL.search(unit.plain[-_LAST_WORDS:]) is not None
