"""What the front matter says of a post: titles and excerpts that were cut or marked up, wrong reading times."""

import json
import re
from random import Random

from postlint.analysis.english_words import is_english_word
from postlint.post.japanese import is_known_word
from postlint.post.text import Span
from quality.cuts import HOW, cut_offsets
from quality.draft import Draft, Injected, Kind
from quality.phrases import FOREIGN_TAGS, STOCK_EXCERPTS, expand

_EXCERPT = ("excerpt", "description", "summary")
#: characters, or words, a reader reads in a minute
_PACE = {"ja": 500, "en": 220}
Value = str | int | list[str]
_OPENED = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "“": "”", '"': '"'}


def with_field(text: str, draft: Draft, key: str, value: Value) -> tuple[str, Span] | None:
    """A text of the draft's front matter with a key set: the text, and where the value stands. None without front matter."""
    front = draft.post.front_matter
    if front.kind is None or front.problems:
        return None
    written = json.dumps(value, ensure_ascii=False)
    span = front.value_span(key)
    if span is not None:
        return text[: span.start] + written + text[span.end :], Span(span.start, span.start + len(written))
    start = front.content.start
    line = f"{key}: {written}\n" if front.kind == "yaml" else f"{key} = {written}\n"
    return text[:start] + line + text[start:], Span(start, start + len(line) - 1)


def _set(draft: Draft, key: str, good: Value | None, bad: Value, variant: str) -> Injected | None:
    """The post with the key at its bad value, against the same with the good one (None: as it is)."""
    before = (draft.text, Span(0, 0)) if good is None else with_field(draft.text, draft, key, good)
    after = with_field(draft.text, draft, key, bad)
    if before is None or after is None:
        return None
    return Injected(before[0], after[0], (after[1],), variant)


def _stumps(title: str, body: str) -> dict[str, list[int]]:
    """Where a title is visibly cut: offsets inside a bracket, inside a word, behind a mark that announces more."""
    stumps: dict[str, list[int]] = {"open bracket": [], "inside a word": [], "behind a mark": []}
    for at in range(8, len(title) - 1):
        for opener, closer in _OPENED.items():
            if opener != closer and title.count(opener, 0, at) > title.count(closer, 0, at) and title[at - 1] != opener:
                stumps["open bracket"].append(at)
        stub = re.search(r"(?:[ァ-ヴー]+|[A-Za-z]+)\Z", title[:at])
        if stub and re.match(r"[ァ-ヴー]{2}|[a-z]{2}", title[at - 1 : at + 1]) and not _is_word(stub.group(), body):
            stumps["inside a word"].append(at)
        if title[at - 1] in "、，：:,":
            stumps["behind a mark"].append(at)
    return {way: places for way, places in stumps.items() if places}


def _is_word(stub: str, body: str) -> bool:
    """Whether what is left of a word is a word itself: one of the body, or one that the dictionary, or English, has."""
    if is_english_word(stub.lower()):
        return True
    letters = "A-Za-z" if stub[0].isascii() else "ァ-ヴー"
    return re.search(f"(?<![{letters}]){stub}(?![{letters}])", body) is not None or (not stub[0].isascii() and is_known_word(stub))


def _bytes_cut(draft: Draft, rng: Random) -> Injected | None:
    """The title cut at a number of bytes, where the cut shows: inside a word, inside a bracket, behind a colon."""
    title = draft.title
    stumps = _stumps(title, draft.text[draft.post.body.start :])
    if not stumps:
        return None
    way = rng.choice(list(stumps))
    limit = rng.choice([30, 40, 48, 60, 72, 80, 100])
    at = min(stumps[way], key=lambda at: abs(len(title[:at].encode()) - limit))
    return _set(draft, "title", None, title[:at].rstrip() + rng.choice(["", "", "？" if draft.lang == "ja" else "?"]), way)


def _bytes_cut_with_original(draft: Draft, rng: Random) -> Injected | None:
    """… while the excerpt still says the title in full."""
    made = _bytes_cut(draft, rng)
    if made is None:
        return None
    before = with_field(draft.text, draft, "description", f"{draft.title}。" if draft.lang == "ja" else f"{draft.title}.")
    if before is None or draft.post.meta.get("description"):
        return None
    shift = len(before[0]) - len(draft.text)
    (place,) = made.places
    (cut,) = [str(made.after)]
    start = draft.post.front_matter.content.start
    after = cut[:start] + before[0][start : start + shift] + cut[start:]
    return Injected(before[0], after, (Span(start, place.end + shift),), made.variant)


def _opening(draft: Draft, sentences: int) -> str:
    """The post's first sentences, as pipelines take them for an excerpt."""
    block = draft.plain[0] if draft.plain else None
    if block is None:
        return ""
    ends = [s.end for s in block.sentences[:sentences]]
    return block.plain[: ends[-1]].replace("\n", " " if draft.lang == "en" else "")


def _excerpt_cut(draft: Draft, rng: Random) -> Injected | None:
    """An excerpt made of the post's first sentences, cut inside a word, behind a particle, behind a comma."""
    good = _opening(draft, 3)
    how = rng.choice(HOW)
    offsets = cut_offsets(good, draft.lang, how)
    if not offsets:
        return None
    at = min(offsets, key=lambda at: abs(at - rng.choice([80, 100, 120, 160])))
    return _set(draft, rng.choice(_EXCERPT[:2]), good, good[:at], how)


def _marked_up(text: str, lang: str, rng: Random) -> tuple[str, str] | None:
    words = list(re.finditer("[一-龥ァ-ヴー]{2,8}" if lang == "ja" else "[A-Za-z]{4,}", text))
    if not words:
        return None
    word = rng.choice(words)
    way, form = rng.choice(
        [
            ("bold", "**{}**"),
            ("bold", "**{}**"),
            ("underscores", " __{}__ "),
            ("link", "[{}](https://example.org/)"),
            ("html", "<strong>{}</strong>"),
            ("heading", "## "),
        ]
    )
    if way == "heading":
        return form + text, way
    return text[: word.start()] + form.format(word.group()) + text[word.end() :], way


def _excerpt_markup(draft: Draft, rng: Random) -> Injected | None:
    good = _opening(draft, 1)
    made = _marked_up(good, draft.lang, rng)
    return made and _set(draft, rng.choice(_EXCERPT[:2]), good, made[0], made[1])


def _title_markup(draft: Draft, rng: Random) -> Injected | None:
    made = _marked_up(draft.title, draft.lang, rng)
    if made is None or re.search(r"[*_<>\[\]`#\\]", draft.title):
        return None
    return _set(draft, "title", None, made[0], made[1])


def _excerpt_is_title(draft: Draft, rng: Random) -> Injected | None:
    good = _opening(draft, 1)
    end = rng.choice(["", "。" if draft.lang == "ja" else "."])
    return _set(draft, rng.choice(_EXCERPT[:2]), good, draft.title + end, f"with {end!r}") if good and draft.title else None


def _excerpt_stock(draft: Draft, rng: Random) -> Injected | None:
    good = _opening(draft, 1)
    if not good or not STOCK_EXCERPTS[draft.lang]:
        return None
    phrase = expand(rng.choice(STOCK_EXCERPTS[draft.lang]), rng)
    return _set(draft, rng.choice(_EXCERPT[:2]), good, phrase, phrase)


def minutes(draft: Draft) -> int:
    """What an ordinary reader needs for the prose of the post."""
    prose = "".join(b.plain + " " for b in draft.blocks if b.kind != "code")
    n = len(re.sub(r"\s+", "", prose)) if draft.lang == "ja" else len(prose.split())
    return max(1, round(n / _PACE[draft.lang]))


def _reading_time(draft: Draft, rng: Random) -> Injected | None:
    """A time that is wrong by a factor of three or more, and by five minutes or more."""
    good = minutes(draft)
    wrong = [
        bad
        for bad in (20, 30, good * 3, good * 5, good // 3, good // 5, 1)
        if bad >= 1 and abs(bad - good) >= 5 and not good / 3 < bad < good * 3
    ]
    bad = rng.choice(wrong)
    return _set(draft, "reading_time", good, bad, "too long" if bad > good else "too short")


def _foreign_tag(draft: Draft, rng: Random) -> Injected | None:
    """A tag that the post never names, beside one that it does."""
    key = "topics" if "topics" in draft.post.meta else "tags"
    own: list[str] = re.findall("[一-龥]{2,4}|[ァ-ヴー]{4,}|[A-Za-z]{5,}", "".join(b.plain for b in draft.plain))[:1]
    tag = rng.choice(FOREIGN_TAGS[draft.lang])
    return _set(draft, key, own, [*own, tag], tag) if own and tag not in draft.text else None


KINDS = (
    Kind(
        "title-cut",
        ("title-truncated",),
        _bytes_cut,
        "the title is cut at a number of bytes, some with a question mark behind",
        "タイトルがバイト数で切れている（末尾に「？」が付くこともある）",
    ),
    Kind(
        "title-cut-original",
        ("title-truncated",),
        _bytes_cut_with_original,
        "… while the description says it in full",
        "同上で、description には全文がある",
    ),
    Kind("title-markup", ("front-matter-markup",), _title_markup, "Markdown or HTML in the title", "タイトルに Markdown や HTML がある"),
    Kind("excerpt-markup", ("front-matter-markup",), _excerpt_markup, "Markdown or HTML in the excerpt", "抜粋に Markdown や HTML がある"),
    Kind(
        "excerpt-cut",
        ("excerpt-truncated",),
        _excerpt_cut,
        "the excerpt is cut inside a word, behind a particle or a comma",
        "抜粋が単語の途中、助詞の直後、読点の直後で切れている",
    ),
    Kind("excerpt-is-title", ("excerpt-echo",), _excerpt_is_title, "the excerpt is the title", "抜粋がタイトルそのままである"),
    Kind("excerpt-phrase", ("excerpt-stock",), _excerpt_stock, "the excerpt is a stock phrase", "抜粋が決まり文句である"),
    Kind(
        "wrong-minutes",
        ("reading-time",),
        _reading_time,
        "a reading time wrong by a factor of three or more",
        "reading_time が実際の3分の1以下または3倍以上である",
    ),
    Kind("foreign-tag", ("tag-not-in-body",), _foreign_tag, "a tag that the post never names", "本文に出てこないタグがある"),
)
