"""Files that cannot be read as a post, and files that a run of several shows to be wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from postlint.analysis.site import day_of
from postlint.post.text import Span
from quality.draft import Draft, Injected, Injector, Kind, block_inserted
from quality.fields import with_field
from quality.repeats import lightly_edited

#: a file of the same run, written here: a title of its own, a text of its own
COMPANION = """---
title: "{title}"
date: 2026-03-0{n}
layout: post
---

{text}
"""
COMPANIONS: Mapping[str, bytes] = {
    f"content/companion-{n}.md": COMPANION.format(n=n, title=title, text=text).encode()
    for n, (title, text) in enumerate(
        (
            ("Lifting the dahlias before the frost", "Dig a wide circle around each plant and lift the whole clump with a fork."),
            ("梅仕事の支度", "梅の実は一晩水に浸し、へたを竹串で取ります。瓶は熱湯で洗い、よく乾かしておきましょう。"),
            ("Repairing a bicycle bell", "Unscrew the cap, wipe off the old grease, and bend the hammer back a little."),
            ("貸し出し延長の手順", "貸出票のバーコードを読み取り、予約が入っていないことを確かめてから延長の印を押します。"),
        ),
        1,
    )
}
PATH = "content/post.md"


def _bad_syntax(draft: Draft, rng: Random) -> Injected | None:
    """Front matter that a hasty edit broke."""
    front = draft.post.front_matter
    if front.kind is None or front.problems or not draft.title:
        return None
    ways = _YAML if front.kind == "yaml" else _TOML
    way = rng.choice(list(ways))
    content = front.content.of(draft.text)
    broken = ways[way](content, draft.title)
    if broken == content:
        return None
    after = draft.text[: front.content.start] + broken + draft.text[front.content.end :]
    return Injected(draft.text, after, (Span(0, front.body_start + len(broken) - len(content)),), f"{front.kind}: {way}")


def _line(content: str, key: str, new: str) -> str:
    """The front matter with the one line of a key replaced."""
    return re.sub(rf"^{key}[ \t]*[:=].*$", lambda _: new, content, count=1, flags=re.MULTILINE)


_Way = Callable[[str, str], str]
_YAML: Mapping[str, _Way] = {
    "unclosed quote": lambda content, title: _line(content, "title", f'title: "{_bare(title)}'),
    "quote inside quotes": lambda content, title: _line(content, "title", f'title: "{_bare(title)} "again" "'),
    "colon in a plain value": lambda content, title: _line(content, "title", f"title: {_bare(title)}: part 2: the end"),
    "tab": lambda content, title: content + "extra:\n\t- one\n\t- two\n",
    "key twice": lambda content, title: content + f'title: "{_bare(title)} 2"\n',
    "open list": lambda content, title: content + "labels: [one, two\n",
    "key run into a line": lambda content, title: content + "draft false\n",
    "indentation": lambda content, title: (
        content + "  indented: too far\n" if re.search(r"^\S.*: *\S.*\n\Z", content, re.MULTILINE) else content + "a: 1\n  b: 2\n"
    ),
}
_TOML: Mapping[str, _Way] = {
    "unclosed quote": lambda content, title: _line(content, "title", f'title = "{_bare(title)}'),
    "colon for equals": lambda content, title: _line(content, "title", f'title: "{_bare(title)}"'),
    "key twice": lambda content, title: f'title = "{_bare(title)}"\n' + content,
    "text without quotes": lambda content, title: "weather = fine and dry\n" + content,
    "open list": lambda content, title: 'labels = ["one", "two"\n' + content,
}


def _bare(title: str) -> str:
    return re.sub(r"[\"\\:#]", "", title)


def _unterminated(draft: Draft, rng: Random) -> Injected | None:
    """The closing fence is lost."""
    front = draft.post.front_matter
    if front.kind is None:
        return None
    after = draft.text[: front.content.end] + draft.text[front.body_start :].lstrip("\n")
    if re.search(r"^(---|\+\+\+|\.\.\.)[ \t]*$", after[front.content.start :], re.MULTILINE):
        return None
    return Injected(draft.text, after, (Span(0, len(after)),), front.kind)


def _without_front_matter(draft: Draft, rng: Random) -> Injected | None:
    if draft.post.front_matter.kind is None:
        return None
    after = draft.text[draft.post.body.start :].lstrip("\n")
    return Injected(draft.text, after, (Span(0, len(after)),), "removed", others=COMPANIONS)


#: preset → (what is done, key, the new value as written; None: the key's line is removed)
_VIOLATIONS: Mapping[str, tuple[tuple[str, str, str | None], ...]] = {
    "jekyll": (
        ("title missing", "title", None),
        ("title is a list", "title", "[one, two]"),
        ("no such date", "date", "2026-13-41"),
        ("a date in words", "date", "next Tuesday"),
        ("published is a word", "published", "maybe"),
        ("tags are a mapping", "tags", "{first: one}"),
        ("excerpt is a list", "excerpt", "[one, two]"),
        ("layout is a number", "layout", "12"),
    ),
    "zenn": (
        ("title missing", "title", None),
        ("emoji missing", "emoji", None),
        ("unknown type", "type", "article"),
        ("topics are text", "topics", '"coffee"'),
        ("published is a word", "published", "maybe"),
        ("type missing", "type", None),
        ("topics missing", "topics", None),
        ("too many topics", "topics", "[a1, b2, c3, d4, e5, f6, g7]"),
    ),
}


def _violation(preset: str) -> Injector:
    def inject(draft: Draft, rng: Random) -> Injected | None:
        front = draft.post.front_matter
        if front.kind != "yaml" or front.problems:
            return None
        what, key, value = rng.choice(_VIOLATIONS[preset])
        written, span = front.key_span(key), front.value_span(key)
        if value is None:
            return _without_line(draft, key, what)
        if written is None or span is None:
            start = front.content.start
            line = f"{key}: {value}"
            return Injected(draft.text, f"{draft.text[:start]}{line}\n{draft.text[start:]}", (Span(start, start + len(line)),), what)
        after = f"{draft.text[: written.end]}: {value}{draft.text[span.end :]}"
        return Injected(draft.text, after, (Span(written.start, written.end + 2 + len(value)),), what)

    return inject


def _without_line(draft: Draft, key: str, what: str) -> Injected | None:
    """A key and its value removed; what is missing is told anywhere in the front matter."""
    front = draft.post.front_matter
    written, span = front.key_span(key), front.value_span(key)
    if written is None or span is None or draft.text[span.end : span.end + 1] != "\n":
        return None
    after = draft.text[: written.start] + draft.text[span.end + 1 :]
    return Injected(draft.text, after, (Span(0, front.body_start),), what)


def _unreadable(draft: Draft, rng: Random) -> Injected | None:
    """The file in another encoding, damaged, or empty."""
    data, ways = draft.text.encode(), ["utf-16", "NUL", "empty", "binary"]
    at = rng.randrange(len(data) // 2, len(data))
    made = {
        "NUL": data[:at] + b"\0" + data[at:],
        "empty": b"",
        "binary": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(rng.randrange(256) for _ in range(400)),
        "utf-16": draft.text.encode("utf-16"),
    }
    if draft.lang == "ja":
        wide = [i for i, byte in enumerate(data) if byte >= 0xE0]
        at = rng.choice(wide)
        made |= {name: draft.text.encode(name, "replace") for name in ("shift_jis", "euc_jp")}
        made["cut character"] = data[: at + 1] + data[at + 2 :]
        ways = list(made)
    way = rng.choice(ways)
    return Injected(draft.text, made[way], (), way)


def _useless_suppression(draft: Draft, rng: Random) -> Injected | None:
    """A directive for a rule that finds nothing in the paragraph behind it."""
    if not draft.whole:
        return None
    rule = rng.choice(["stray-marker", "repeated-paragraph", "garbled-statistic", "truncated-ending"])
    form = rng.choice(["<!-- postlint-disable-next-block {} -->", "<!-- postlint-disable-next-line {} -- checked with the author -->"])
    return block_inserted(draft, rng.choice(draft.whole), form.format(rule), form.format("RULE"))


def _same_post(draft: Draft, rng: Random) -> Injected | None:
    """The post stands in the run again under another name, as it is or with a few edits and another title."""
    if len(draft.plain) < 3 or not draft.title:
        return None
    copy, way = draft.text, rng.choice(["as it is", "edited"])
    if way == "edited":
        block = rng.choice(draft.plain)
        copy = copy[: block.span.start] + lightly_edited(block.span.of(copy), draft.lang, rng)[0] + copy[block.span.end :]
    return Injected(draft.text, draft.text, (Span(0, len(draft.text)),), way, others={"content/copy.md": copy.encode()})


def _same_title(draft: Draft, rng: Random) -> Injected | None:
    """Another post of the run, of the same day, has this title: a subject was given to a generator twice.

    The day is the one that the post says anywhere: sites without a date in the front matter have it in the address.
    """
    other = with_field(draft.text, draft, "title", draft.title) if draft.title else None
    if other is None:
        return None
    text = COMPANION.format(
        n=9,
        title=re.sub(r'(["\\])', r"\\\1", draft.title),
        text="棚の整理は、月に一度の休館日に行います。返却された本は、まず台車に並べます。",
    )
    day = day_of(draft.post)
    if day:
        text = text.replace("2026-03-09", date.fromordinal(day).isoformat())
    return Injected(draft.text, draft.text, (Span(0, len(draft.text)),), "as it is", others={"content/other.md": text.encode()})


KINDS = (
    Kind("broken-front-matter", ("front-matter-syntax",), _bad_syntax, "YAML or TOML that a hasty edit broke", "書き損じた YAML・TOML"),
    Kind(
        "open-front-matter",
        ("front-matter-syntax",),
        _unterminated,
        "front matter without its closing fence",
        "front matter の閉じる行がない",
    ),
    Kind(
        "no-front-matter",
        ("front-matter-missing",),
        _without_front_matter,
        "front matter removed, in a run of five posts",
        "front matter がない（5記事のうち1記事）",
    ),
    Kind(
        "jekyll-violation",
        ("front-matter-schema",),
        _violation("jekyll"),
        "a key missing or of a wrong kind, under the preset jekyll",
        "必要なキーがない、または値の種類が違う（preset: jekyll）",
        settings={"front-matter-schema": {"schema": "jekyll"}},
    ),
    Kind(
        "zenn-violation",
        ("front-matter-schema",),
        _violation("zenn"),
        "a key missing or of a wrong kind, under the preset zenn",
        "必要なキーがない、または値の種類が違う（preset: zenn）",
        settings={"front-matter-schema": {"schema": "zenn"}},
    ),
    Kind(
        "not-utf-8",
        ("unreadable-post",),
        _unreadable,
        "another encoding, a damaged or an empty file",
        "UTF-8 でない、壊れている、または空のファイル",
    ),
    Kind(
        "useless-directive",
        ("unused-suppression",),
        _useless_suppression,
        "a directive that suppresses nothing",
        "何も抑止していない抑止コメント",
        runs=("integrity",),
    ),
    Kind("same-post", ("duplicate-post",), _same_post, "the post stands in the run twice", "同じ記事が2つある"),
    Kind("same-title", ("duplicate-title",), _same_title, "two posts of one day have one title", "同じ日の記事2つのタイトルが同じ"),
)
