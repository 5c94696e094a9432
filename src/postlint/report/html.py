"""The HTML report: one page for the people who mend the posts. It needs no network, and can be read without its script.

Text from posts gets into the page only as text (html_text.shown), and the page's policy lets no script and no style act but the two
that stand here, by their hashes. So nothing in a post can act, even if an escape were forgotten.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from postlint import __version__
from postlint.diagnostic import Diagnostic, Report, Severity
from postlint.post.front_matter import parse_front_matter
from postlint.report.html_picture import chart, columns, month_of, rule_table
from postlint.report.html_post import Article, fits, kind_of, render_post, without_text
from postlint.report.html_text import shown
from postlint.report.html_words import WORDS, Words
from postlint.report.style import Style
from postlint.report.text import by_rule
from postlint.report.words import CRASHED, SEVERITIES, totals

#: Characters of text in the page. The posts with most findings come first; once so many are shown in full, of the others only the
#: parts around findings are; once there are so many of those, only excerpts. A post longer than FULL_POST is never shown in full.
FULL, FULL_POST, PARTS = 600_000, 60_000, 1_200_000
#: about how much of a post is shown for each finding where it is not shown in full
PART = 400
_ASSETS = Path(__file__).parent / "assets"


def render_html(report: Report, style: Style) -> str:
    """The page, as Style.lang says; the texts of posts come from Style.text_of. Ends with a line end."""
    words, script, css = WORDS[style.lang], _asset("page.js"), _asset("page.css")
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(css)}; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{style.lang}">\n<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
        f"<title>{shown(words.title)}</title>\n<style>{css}</style>\n</head>\n<body>\n<header>\n<h1>{shown(words.title)}</h1>\n",
        f'<p class="totals">{shown(totals(report, style.lang))}</p>\n',
        f'<p class="note">{shown(CRASHED[style.lang])}</p>\n' if report.crashed else "",
        "</header>\n<main>\n",
        *(_found(report, style, words) if report.diagnostics else ()),
        f"</main>\n<footer>{shown(words.made_by.format(version=__version__))}</footer>\n<script>{script}</script>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _found(report: Report, style: Style, words: Words) -> Iterator[str]:
    counts: Counter[tuple[str, Severity]] = Counter()
    posts = []
    for article in _articles(report, style):  # rendered one by one, so that not all texts are held at once
        counts.update((article.month, found.severity) for found in article.found)
        posts.append(render_post(article, style))
    heading, bars = columns(counts, words)
    yield f'<section class="overview">\n<section>\n<h2>{shown(words.by_rule)}</h2>\n{rule_table(report, style)}\n</section>\n'
    yield f"<section>\n<h2>{shown(heading)}</h2>\n{chart(heading, bars, style.lang)}\n</section>\n</section>\n"
    yield f'<section id="posts">\n<h2>{shown(words.posts)}</h2>\n{_filters(report, style, words)}'
    yield from posts
    yield f'<p id="nothing" hidden>{shown(words.nothing_shown)}</p>\n</section>\n'


def _filters(report: Report, style: Style, words: Words) -> str:
    """Shown by the script, since they do nothing without it."""
    severities = "".join(
        f'<option value="{kind_of(severity)}">{shown(SEVERITIES[style.lang][severity])} ({count})</option>'
        for severity in Severity
        if (count := report.count(severity))
    )
    rules = "".join(f'<option value="{shown(rule)}">{shown(rule)} ({count})</option>' for rule, count in by_rule(report))
    every = shown(words.every)
    return (
        '<form id="filters" hidden>\n'
        f'<label class="search">{shown(words.search)} <input type="search" id="search" autocomplete="off" spellcheck="false"></label>\n'
        f'<label>{shown(words.rule)} <select id="rule"><option value="">{every}</option>{rules}</select></label>\n'
        f'<label>{shown(words.severity)} <select id="severity"><option value="">{every}</option>{severities}</select></label>\n'
        f'<button type="reset">{shown(words.clear)}</button>\n'
        f'<output id="shown" data-words="{shown(words.shown)}"></output>\n</form>\n'
    )


def _articles(report: Report, style: Style) -> Iterator[Article]:
    """The posts that have findings, those with most first, and how much of each is shown."""
    posts = [(path, list(group)) for path, group in groupby(report.diagnostics, key=lambda found: found.path)]
    posts.sort(key=lambda post: (-len(post[1]), post[0]))
    full = parts = 0
    for number, (path, found) in enumerate(posts, 1):
        article = _article(number, path, found, style)
        if article.text is not None:
            size, part = len(article.text), min(len(article.text), PART * len(found))
            if size <= FULL_POST and full + size <= FULL:
                full += size
            elif parts + part <= PARTS:
                parts += part
                article = replace(article, full=False)
            else:
                article = without_text(article, WORDS[style.lang].too_large)
        yield article


def _article(number: int, path: str, found: list[Diagnostic], style: Style) -> Article:
    text, words = style.text_of(path), WORDS[style.lang]
    if text is None:
        return Article(number, path, "", month_of(path, {}), found, None, words.missing, True, words)
    if not text.strip():
        return Article(number, path, "", month_of(path, {}), found, None, "", True, words)
    meta: Any = parse_front_matter(text).data
    title = meta.get("title")
    article = Article(number, path, title if isinstance(title, str) else "", month_of(path, meta), found, text, "", True, words)
    return article if fits(text, found) else without_text(article, words.changed)


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


def _hash(content: str) -> str:
    """The source expression that allows an inline script or style with exactly this content."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
