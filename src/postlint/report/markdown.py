"""The report as Markdown, for a comment on a pull or merge request.

Nothing from a post acts: no markup, link, mention, reference or emoji code. Every mark that Markdown knows is escaped, and where GitHub
and GitLab still look for names, numbers and links in what was rendered, a space without width stands in the way.
"""

from collections.abc import Mapping

from postlint.diagnostic import Diagnostic, Lang, Report
from postlint.post.patterns import lazy
from postlint.report.message import by_path, message, summary
from postlint.report.style import Style
from postlint.report.text import by_rule
from postlint.report.visible import visible
from postlint.report.words import CRASHED, SEVERITIES, TABLE_HEAD, totals

#: GitHub takes comments of up to 65,536 characters
LONGEST = 60_000

_GAP = "&#8203;"
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {"post": "{path} ({count})", "place": "line {line}", "more": "{count} more are not listed here."},
    "ja": {"post": "{path}（{count}件）", "place": "{line}行目", "more": "このほかに{count}件あります。"},
}
_MARK = lazy(r"[!-/:-@\[-`{-~]")
_MARK_IN_NAME = lazy(r"[!-,:-@\[-`{-~]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
# What is looked for in rendered text: @name, #1, GH-1, :emoji:, https://, www., the end of an address.
_ACTIVE = lazy(r"[@#~!$^&](?=[\w-])|(?<!\d)%(?=\w)|(?<=[hH])-(?=\d)|:(?=[\w+/-])|(?<=[wW])\.(?=\w)")
_SPOT = "\x00"


def render_markdown(report: Report, style: Style) -> str:
    """Totals, a table by rule, and the findings of each post to unfold; cut where a comment would be too long for GitHub."""
    head = [f"### postlint\n\n**{escaped(totals(report, style.lang))}**\n"]
    if report.crashed:
        head.append(f"\n{escaped(CRASHED[style.lang])}\n")
    if report.diagnostics:
        head.append(_table(report, style))
    return "".join(head) + _posts(report, style, LONGEST - sum(map(len, head)))


def escaped(text: str) -> str:
    """A text as Markdown that shows it and does nothing else."""
    spotted = _ACTIVE.sub(lambda match: match[0] + _SPOT, visible(text))
    return _MARK.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), spotted).replace(_SPOT, _GAP)


def _table(report: Report, style: Style) -> str:
    head = " | ".join(TABLE_HEAD[style.lang])
    rows = "".join(f"| {_code(rule)} | {count} | {escaped(summary(rule, style))} |\n" for rule, count in by_rule(report))
    return f"\n| {head} |\n|---|---:|---|\n{rows}"


def _posts(report: Report, style: Style, room: int) -> str:
    """The posts, as many findings as the room holds; then how many are left out."""
    words, shown, listed = _WORDS[style.lang], [], 0
    full = False
    for path, found in by_path(report):
        block = _post(path, found, style)
        full = full or len(block) > room
        if full:
            continue
        room -= len(block)
        listed += len(found)
        shown.append(block)
    if full:
        count = len(report.diagnostics) - listed
        shown.append("\n" + words["more"].format(count=count) + "\n")
    return "".join(shown)


def _post(path: str, found: list[Diagnostic], style: Style) -> str:
    summed = _WORDS[style.lang]["post"].format(path=_code(path), count=len(found))
    rows = "".join(_row(each, style) for each in found)
    return f"\n<details>\n<summary>{summed}</summary>\n\n{rows}\n</details>\n"


def _row(found: Diagnostic, style: Style) -> str:
    place = _WORDS[style.lang]["place"].format(line=found.start.line)
    return f"- {place} · {SEVERITIES[style.lang][found.severity]} · {_code(found.rule)}: {escaped(message(found, style))}\n"


def _code(text: str) -> str:
    """A name as code: HTML, with every mark that Markdown would still see in it as a number."""
    return f"<code>{_MARK_IN_NAME.sub(lambda match: f'&#{ord(match[0])};', visible(text))}</code>"
