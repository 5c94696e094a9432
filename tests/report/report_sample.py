"""A report built by hand, with everything that is hard to show: full-width text, tabs, emoji, long lines, hostile text."""

import inspect
from dataclasses import dataclass, field

from postlint.diagnostic import (
    Data,
    Diagnostic,
    Edit,
    Excerpt,
    Finding,
    Fix,
    Messages,
    Related,
    RelatedPlace,
    Report,
    Severity,
    Tier,
)
from postlint.engine.fingerprint import fingerprint
from postlint.post.text import LineIndex, Span

WINDOW = 200


@dataclass(frozen=True)
class SampleRule:
    """What a reporter asks of a rule."""

    messages: Messages
    docs: dict[str, str] = field(default_factory=dict)

    def doc(self, lang: str) -> str:
        return inspect.cleandoc(self.docs[lang])


CATALOGUE = {
    "stray-marker": SampleRule(
        {
            "marker": {
                "en": "“{text}” marks the end of a generated text and was left in the post. Delete it.",
                "ja": "生成したテキストの終わりを示す「{text}」が、本文に残っています。削除してください。",
            },
            "delete": {"en": "Delete the marker", "ja": "目印を削除する"},
        },
        {
            "en": "A marker of the writing pipeline was left in the post.\n\nWhy\n    Readers see it.",
            "ja": "文章生成の目印が本文に残っています。\n\n理由\n    読者の目に触れます。",
        },
    ),
    "repeated-paragraph": SampleRule(
        {
            "copy": {
                "en": "These {count} paragraphs stand in the post already, word for word. Keep one of the two places.",
                "ja": "同じ{count}段落が、この記事の別の場所にもそのまま載っています。どちらか一方を残し、もう一方を削除してください。",
            },
            "first": {"en": "the first of them:", "ja": "最初の場所:"},
            "long": {
                "en": "the paragraph that this one repeats, apart from the width of letters and the spaces between them:",
                "ja": "英数字の全角・半角や空白の違いを別にすれば、この段落と同じ内容がすでに書かれている場所:",
            },
        },
        {"en": "A paragraph stands in the post twice.", "ja": "同じ段落が二度載っています。"},
    ),
    "reading-time": SampleRule(
        {
            "off": {
                "en": "reading_time says {value}, but the text takes {low} to {high} minutes.",
                "ja": "reading_time は{value}分ですが、本文の長さなら{low}〜{high}分です。",
            },
        },
        {"en": "The stated reading time does not fit the text.", "ja": "読了時間が本文の長さと合っていません。"},
    ),
}


def diagnose(
    path: str,
    text: str,
    rule: str,
    span: Span,
    message: str,
    data: Data | None = None,
    severity: Severity = Severity.ERROR,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    """A diagnostic as the engine stamps it."""
    lines = LineIndex(text)
    places = tuple(
        RelatedPlace(path, lines.position(r.span.start), lines.position(r.span.end), r.note, _excerpt(lines, r.span)) for r in related
    )
    finding = Finding(span, message, data or {}, related, fix)
    start, end = lines.position(span.start), lines.position(span.end)
    told = fingerprint(rule, text, span)
    return Diagnostic(path, rule, severity, Tier.INTEGRITY, finding, start, end, _excerpt(lines, span), places, told)


def mark(text: str, part: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `part`."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(part, at + 1)
    return Span(at, at + len(part))


def _excerpt(lines: LineIndex, span: Span) -> Excerpt:
    start = lines.position(span.start)
    line = lines.line_span(start.line)
    low = max(line.start, span.start - WINDOW // 2) if len(line) > WINDOW else line.start
    high = min(line.end, low + WINDOW)
    return Excerpt(lines.text[low:high], low - line.start + 1, low > line.start, high < line.end)


LONG = "自家焙煎の豆は、焙煎した日から少しずつ香りが変わっていきます。" * 12
COFFEE = f"""---
title: 豆の保存
reading_time: 20
---
密閉できる缶に入れ、光の当たらない棚に置きます。
---END---
{LONG}ここで話は終わり---END---次の段落です。{LONG}
\tタブのあと☕️にも---end---が残ります。
冷凍した豆は、解凍せずにそのまま挽きます。
香りが逃げないうちに淹れましょう。
{LONG}
冷凍した豆は、解凍せずにそのまま挽きます。
香りが逃げないうちに淹れましょう。
{LONG}
"""
HOSTILE = "これは\x1b[31m[red]危険\u202eな\x00題\u200b名[/red]---END---です\n"
HOSTILE_PATH = "content/悪い\n\x1b[2J名前\u202e[bold].md"
COFFEE_PATH = "content/コーヒー.md"
#: the posts' texts by their paths
TEXTS = {COFFEE_PATH: COFFEE, HOSTILE_PATH: HOSTILE}


def _coffee() -> list[Diagnostic]:
    path = COFFEE_PATH
    marker = [mark(COFFEE, "---END---", 0), mark(COFFEE, "---END---", 1), mark(COFFEE, "---end---")]
    fix = Fix("delete", (Edit(Span(marker[0].start, marker[0].end + 1), ""),))
    copy = "冷凍した豆は、解凍せずにそのまま挽きます。\n香りが逃げないうちに淹れましょう。"
    first, again = mark(COFFEE, copy), mark(COFFEE, copy, 1)
    long_first, long_again = mark(COFFEE, "\n" + LONG + "\n"), mark(COFFEE, "\n" + LONG + "\n", 1)
    return [
        diagnose(path, COFFEE, "reading-time", mark(COFFEE, "20"), "off", {"value": 20, "low": 1, "high": 3}, Severity.WARNING),
        diagnose(path, COFFEE, "stray-marker", marker[0], "marker", {"text": "---END---"}, fix=fix),
        diagnose(path, COFFEE, "stray-marker", marker[1], "marker", {"text": "---END---"}),
        diagnose(path, COFFEE, "stray-marker", marker[2], "marker", {"text": "---end---"}),
        diagnose(path, COFFEE, "repeated-paragraph", again, "copy", {"count": 2}, related=(Related(first, "first"),)),
        diagnose(
            path,
            COFFEE,
            "repeated-paragraph",
            Span(long_again.start + 1, long_again.end - 1),
            "copy",
            {"count": 1},
            related=(Related(Span(long_first.start + 1, long_first.end - 1), "long"),),
        ),
    ]


def _hostile() -> list[Diagnostic]:
    data = {"text": "\x1b]0;[red]title\x07\u2066\ud800" + "とても長い" * 100, "score": float("nan"), "many": 10**5000}
    return [
        diagnose(HOSTILE_PATH, HOSTILE, "stray-marker", mark(HOSTILE, "---END---"), "marker", data),
        diagnose(HOSTILE_PATH, HOSTILE, "reading-time", Span(len(HOSTILE), len(HOSTILE)), "off", {"value": 3, "low": 1, "high": 1}),
    ]


BROKEN = Report(tuple(_coffee() + _hostile()), checked=4, suppressed=1)
CLEAN = Report((), checked=3)
CRASHED = Report(tuple(_coffee()[:1]), checked=1, crashed=True)
EMPTY = Report((), checked=0)
