"""An ending in the middle: a generator that had finished was asked for more, said its last words again, and went on.

What it had ended with belongs to the end of the post, unless what comes behind takes it up.
"""

from postlint.analysis.cuts import cuts_of
from postlint.analysis.endings import survivors, takes_leave
from postlint.analysis.memo import once_a_post
from postlint.analysis.removal import without_unit
from postlint.analysis.repeats import repeats_of
from postlint.analysis.runs import RepeatedRun
from postlint.analysis.units import Unit, units_of
from postlint.diagnostic import Edit
from postlint.post.patterns import lazy
from postlint.post.post import Post
from postlint.post.text import Span

_HEADINGS = ("heading", "label")
#: how a text takes up what was asked or said last
_TAKES_UP = lazy(
    r"問い|言葉|質問|疑問|答え|回答"
    r"|^(?:しかし|だが|でも|ところが|とはいえ|もちろん|ええ|そう|こう|それ|これ[はがもをら]|だから|その|つまり|では|さて)"
    r"|^(?:However|But|Yet|So|This|That|These|Those|It|They|The question|The answer|Of course|Yes)\b"
)
_THIS = lazy(r"^この(「[^」]{1,30}」|[A-Za-z][A-Za-z0-9 .-]*[A-Za-z0-9]|[ァ-ヴー]+|[一-龠々]+)?")
#: how an author begins to answer a question of his own
_ANSWERS = lazy(r"(?:私|僕|俺|わたし|ぼく|個人的な?|I\b|My\b)")
#: a word or two that lead in to a sentence (正直なところ、…)
_LEAD_IN = lazy(r"^[^、。]{1,10}、")


def moved_to_the_end(run: RepeatedRun, post: Post) -> list[Edit]:
    """The edits that move the ending before a run, whose words it repeats before it goes on, to the end of the post; none as a rule."""
    ending, last = _ending_before(run, post), _last_paragraph(post)
    if ending is None or last is None or last.index <= run.units[-1].index:
        return []
    units = units_of(post)
    above = units[ending.index - 1] if ending.index and units[ending.index - 1].kind in _HEADINGS else ending
    text = Span(above.span.start, ending.span.end).of(post.text)
    stump = last.sentences[-1].span if last.index in _cut(post) else Span(last.span.end, last.span.end)
    gone = [without_unit(unit, post) for unit in dict.fromkeys((above, ending))]
    return [Edit(Span(stump.start, last.span.end), "\n\n" + text), *gone]


def _ending_before(run: RepeatedRun, post: Post) -> Unit | None:
    """The paragraph before a run that closes a version of the post, if the run ends as it does and the text behind goes its own way."""
    units, again = units_of(post), run.units[-1]
    matches = repeats_of(post).matches.get(again.index, ())
    if not matches or again.kind != "prose" or again.index + 1 >= len(units):
        return None
    first, following = matches[-1].first, units[again.index + 1]
    ending = first.unit
    same_end = first.ends_unit and matches[-1].again.ends_unit
    if not same_end or ending.kind != "prose" or ending.index + 1 != run.units[0].index or not _is_alone(ending):
        return None
    new = following.segment == again.segment and following.index not in repeats_of(post).matches
    if not new or not takes_leave(ending) or ending.index in _cut(post) or _takes_up(following, ending, units):
        return None
    return ending


def _takes_up(following: Unit, ending: Unit, units: tuple[Unit, ...]) -> bool:
    """Whether a text speaks of the ending before it. A new section does not, nor one that names what was named before."""
    if following.kind in _HEADINGS:
        return False
    if following.kind != "prose" or not following.sentences:
        return True
    opening = following.sentences[0].span.of(following.text).lstrip("*_ ")
    asked = ending.plain.rstrip().endswith(("？", "?", "か。"))
    for words in (opening, _LEAD_IN.sub("", opening)):
        this = _THIS.match(words)
        known = this is not None and this[1] and any(this[1] in unit.plain for unit in units[: ending.index])
        if _TAKES_UP.search(words) or (this is not None and not known) or (asked and _ANSWERS.match(words)):
            return True
    return False


@once_a_post
def _last_paragraph(post: Post) -> Unit | None:
    """The paragraph that the post ends with once its copies and stumps are gone; None if it ends with something else."""
    for unit in reversed(units_of(post)):
        stump = unit.index in _cut(post) and len(unit.sentences) < 2
        if unit.index in survivors(post) and unit.kind not in _HEADINGS and not stump:
            return unit if unit.kind == "prose" and _is_alone(unit) else None
    return None


def _is_alone(unit: Unit) -> bool:
    """Whether the unit is a block of its own."""
    return unit.block.span.start >= unit.span.start - 2 and unit.block.span.end <= unit.span.end + 2


@once_a_post
def _cut(post: Post) -> frozenset[int]:
    return frozenset(cut.unit.index for cut in cuts_of(post).cuts)
