"""The pictures of the HTML report, as inline SVG: findings by rule, findings by month. Lengths are shares of the page's width."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from postlint.analysis.site import DATE_KEYS
from postlint.diagnostic import Lang, Report, Severity
from postlint.post.patterns import lazy
from postlint.report.html_text import shown
from postlint.report.html_words import WORDS, Words
from postlint.report.style import Style
from postlint.report.text import by_rule
from postlint.report.words import SEVERITIES

#: where the posts' months lie further apart, years are shown; of years only the last ones
MOST_MONTHS, MOST_YEARS = 36, 24
#: height of the highest bar, where the bars stand, height of the whole picture, in CSS pixels
HIGH, FLOOR, HEIGHT = 110, 128, 150
#: how many labels have room beside each other on a telephone
_LABELS = 6

_MONTH = lazy(r"([0-9]{4})[-/.]([0-9]{1,2})(?![0-9])")
_IN_NAME = lazy(r"(?:^|/)([0-9]{4})-([0-9]{2})-[0-9]{2}[^/]*$")


class Column(Struct, frozen=True):
    """A column of a bar chart: how many errors and warnings."""

    label: str
    errors: int
    warnings: int


def month_of(path: str, meta: Mapping[str, Any]) -> str:
    """The post's month as YYYY-MM, from its front matter or the day in its file's name; empty where there is none."""
    for key in DATE_KEYS:
        if match := _MONTH.match(str(meta.get(key, ""))[:20].strip()):
            return _month(match[1], match[2])
    match = _IN_NAME.search(path)
    return _month(match[1], match[2]) if match else ""


def _month(year: str, month: str) -> str:
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 and year != "0000" else ""


def columns(counts: Mapping[tuple[str, Severity], int], words: Words) -> tuple[str, list[Column]]:
    """The heading and the columns of the second picture, from counts by month ("" is undated) and severity."""
    months = sorted({month for month, _ in counts} - {""})
    span = _index(months[-1]) - _index(months[0]) + 1 if months else 0
    heading = words.by_month if span <= MOST_MONTHS else words.by_year
    if span <= MOST_MONTHS:
        labels = [_label(_index(months[0]) + step) for step in range(span)]
        named = {label: [label] for label in labels}
    else:
        named = {}
        for month in months:
            named.setdefault(month[:4], []).append(month)
        if len(named) > MOST_YEARS:
            years = list(named)
            early = [month for year in years[: 1 - MOST_YEARS] for month in named[year]]
            named = {words.earlier: early} | {year: named[year] for year in years[1 - MOST_YEARS :]}
    if any(month == "" for month, _ in counts):
        named[words.undated] = [""]
    return heading, [_column(label, inside, counts) for label, inside in named.items()]


def _column(label: str, months: Iterable[str], counts: Mapping[tuple[str, Severity], int]) -> Column:
    inside = list(months)
    errors, warnings = (sum(counts.get((month, severity), 0) for month in inside) for severity in (Severity.ERROR, Severity.WARNING))
    return Column(label, errors, warnings)


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _label(index: int) -> str:
    return f"{index // 12:04}-{index % 12 + 1:02}"


def chart(heading: str, bars: Sequence[Column], lang: Lang) -> str:
    """A bar chart with its legend, and the same figures as a table for who cannot see it."""
    words = WORDS[lang]
    most, step = max(bar.errors + bar.warnings for bar in bars), 100 / len(bars)
    drawn = "".join(
        f"<g><title>{shown(words.counted.format(name=bar.label, count=bar.errors + bar.warnings))}</title>"
        f"{_bar(bar, (at + 0.5) * step, min(step * 0.72, 9.0), HIGH / most)}{_label_of(bar, (at + 0.5) * step, most) if named else ''}</g>"
        for at, (bar, named) in enumerate(zip(bars, _named(len(bars)), strict=True))
    )
    rows = "".join(f"<tr><th>{shown(bar.label)}</th><td>{bar.errors + bar.warnings}</td></tr>" for bar in bars)
    legend = "".join(
        f'<svg aria-hidden="true"><rect class="{kind}" width="100%" height="100%"/></svg>{shown(SEVERITIES[lang][severity])}'
        for severity, kind, told in (
            (Severity.ERROR, "e", any(bar.errors for bar in bars)),
            (Severity.WARNING, "w", any(bar.warnings for bar in bars)),
        )
        if told
    )
    return (
        f'<svg class="chart" width="100%" height="{HEIGHT}" aria-hidden="true">{drawn}</svg>'
        f'<p class="legend">{legend}</p><table class="vh"><caption>{shown(heading)}</caption>{rows}</table>'
    )


def _named(total: int) -> list[bool]:
    """For which columns there is room for a label. The last, which may be the undated one, always has one."""
    every = -(-total // _LABELS)
    return [at == total - 1 or (at % every == 0 and total - 1 - at >= every) for at in range(total)]


def _bar(bar: Column, middle: float, width: float, scale: float) -> str:
    """The warnings upon the errors."""
    errors, high = bar.errors * scale, (bar.errors + bar.warnings) * scale
    stacked = [("w", FLOOR - high, high - errors), ("e", FLOOR - errors, errors)]
    return "".join(
        f'<rect class="{kind}" x="{middle - width / 2:.2f}%" y="{top:.1f}" width="{width:.2f}%" height="{tall:.1f}"/>'
        for kind, top, tall in stacked
        if tall
    )


def _label_of(bar: Column, middle: float, most: int) -> str:
    total = bar.errors + bar.warnings
    below = f'<text x="{middle:.2f}%" y="{HEIGHT - 5}" text-anchor="middle">{shown(bar.label)}</text>'
    top = FLOOR - HIGH * total / most - 4
    return below + (f'<text x="{middle:.2f}%" y="{top:.1f}" text-anchor="middle">{total}</text>' if total else "")


def rule_table(report: Report, style: Style) -> str:
    """What each rule found: its id, what it means, a bar as long as its share of the most frequent one."""
    words, counts = WORDS[style.lang], by_rule(report)
    errors = Counter(found.rule for found in report.diagnostics if found.severity is Severity.ERROR)
    head = f'<tr><th scope="col">{words.rule}</th><th scope="col">{words.count}</th><th scope="col">{words.what}</th></tr>'
    rows = []
    for rule, count in counts:
        meaning = style.catalogue[rule].doc(style.lang).partition("\n")[0]
        share, bad = 100 * count / counts[0][1], 100 * errors[rule] / counts[0][1]
        bar = f'<rect class="w" width="{share:.1f}%" height="8" rx="2"/><rect class="e" width="{bad:.1f}%" height="8" rx="2"/>'
        rows.append(
            f'<tr><th scope="row"><a href="#posts" data-rule="{shown(rule)}"><code>{shown(rule)}</code></a></th><td class="num">{count}'
            f'<svg width="100%" height="8" aria-hidden="true">{bar}</svg></td><td>{shown(meaning)}</td></tr>'
        )
    return f'<table class="rules"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
