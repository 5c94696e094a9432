"""A rule's documentation → the terminal, a page of docs/, and a row of the rule table."""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from postlint.checks.base import Rule
from postlint.diagnostic import Lang, Severity, Tier
from postlint.quality import figures
from postlint.report.cells import cut, pad, width, wrap
from postlint.report.paint import Ink, Line, paint
from postlint.report.style import Style
from postlint.report.visible import visible
from postlint.report.words import SEVERITIES

#: the sections of a rule's documentation, in the order of English and Japanese headings
HEADINGS: Mapping[Lang, tuple[str, ...]] = {
    "en": ("Why", "Bad", "Good", "Options", "Source"),
    "ja": ("理由", "悪い例", "良い例", "オプション", "出典"),
}
_WIDEST = 100
_PLAIN: Ink = ""
_TIER: Mapping[Lang, Mapping[Tier, str]] = {
    "en": {Tier.INTEGRITY: "integrity (on by default)", Tier.ADVISORY: "advisory (on with --strict)"},
    "ja": {Tier.INTEGRITY: "integrity（既定で調べる）", Tier.ADVISORY: "advisory（--strict を付けたときだけ調べる）"},
}
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "rule": "Rule",
        "tier": "Tier",
        "severity": "Severity",
        "meaning": "What is wrong",
        "option": "Option",
        "default": "Default",
        "says": "Meaning",
        "config": "In postlint.yml",
        "figures": "Figures",
        "measured": "{0} [How this was measured](../quality.md)",
        "least": "at least {0}",
        "most": "at most {0}",
        "range": "{0} to {1}",
        "open": " (",
        "close": ")",
        "other": "[日本語]({0}.ja.md) · [All rules](README.md)",
        "other severity": "another severity",
        "off": "to switch it off",
        "on": "to switch it on",
    },
    "ja": {
        "rule": "ルール",
        "tier": "区分",
        "severity": "重大度",
        "meaning": "内容",
        "option": "オプション",
        "default": "初期値",
        "says": "意味",
        "config": "postlint.yml での指定",
        "figures": "実測値",
        "measured": "{0} [測り方](../quality.ja.md)",
        "least": "{0}以上",
        "most": "{0}以下",
        "range": "{0}〜{1}",
        "open": "（",
        "close": "）",
        "other": "[English]({0}.md) · [ルール一覧](README.ja.md)",
        "other severity": "重大度を変える場合",
        "off": "このルールを使わない場合",
        "on": "このルールも使う場合",
    },
}


class Option(Struct, frozen=True):
    """An option of a rule, ready to be shown: its default as YAML has it, what it means and which values it takes."""

    name: str
    default: str
    says: str


class Documentation(Struct, frozen=True):
    """A rule's documentation taken apart. `sections` maps headings, in the order they are written, to their text."""

    summary: str
    sections: Mapping[str, str]
    options: tuple[Option, ...]


def documentation(rule: type[Rule], lang: Lang) -> Documentation:
    """What the rule says of itself in `lang`; text between the summary and the first heading belongs to the summary."""
    parts: dict[str, list[str]] = {"": []}
    current = parts[""]
    for line in rule.doc(lang).splitlines():
        heading = line.rstrip(" :：")
        if heading in HEADINGS[lang]:
            current = parts.setdefault(heading, [])
        else:
            current.append(line)
    _, bad, good, _, _ = HEADINGS[lang]
    texts = {heading: _dedented(lines) if heading in (bad, good) else _flowing(_dedented(lines)) for heading, lines in parts.items()}
    told = texts.pop("")
    return Documentation(told, texts, tuple(_options(rule, lang)))


def terminal(rule: type[Rule], style: Style) -> str:
    """The documentation for a person at a terminal."""
    return paint(_terminal(rule, style), style.color)


def page(rule: type[Rule], lang: Lang) -> str:
    """The documentation as a Markdown page of docs/checks/."""
    words, told = _WORDS[lang], documentation(rule, lang)
    facts = f"**{words['tier']}**: {_TIER[lang][rule.tier]} · **{words['severity']}**: {SEVERITIES[lang][rule.severity]}"
    blocks = [f"# {rule.id}", words["other"].format(rule.id), told.summary, facts]
    for heading in HEADINGS[lang]:
        blocks += _page_section(heading, told, lang)
    if measured := figures(rule.id, lang):
        blocks += [f"## {words['figures']}", words["measured"].format(measured)]
    blocks += [f"## {words['config']}", _fenced(_settings(rule, told, lang), "yaml")]
    return "\n\n".join(blocks) + "\n"


def summary(rule: type[Rule], lang: Lang) -> str:
    """The rule in one line."""
    return rule.doc(lang).partition("\n")[0].strip()


def table(rules: Iterable[type[Rule]], style: Style) -> str:
    """The rules in a table for the terminal: id, tier, what is wrong."""
    return paint(_table(list(rules), style), style.color)


def listing(rules: Iterable[type[Rule]], style: Style) -> str:
    """The rules as JSON: id, tier, severity, what is wrong."""
    import json

    told = [{"rule": rule.id, "tier": rule.tier, "severity": rule.severity, "summary": summary(rule, style.lang)} for rule in rules]
    return json.dumps({"version": 1, "rules": told}, ensure_ascii=False, indent=1) + "\n"


def markdown_table(rules: Iterable[type[Rule]], lang: Lang, folder: str = "") -> str:
    """The rules in a Markdown table, each linked to its page in `folder`."""
    words, end = _WORDS[lang], ".ja.md" if lang == "ja" else ".md"
    rows = [f"| {words['rule']} | {words['tier']} | {words['meaning']} |", "|---|---|---|"]
    rows += [f"| [{rule.id}]({folder}{rule.id}{end}) | {rule.tier} | {_cell(summary(rule, lang))} |" for rule in rules]
    return "\n".join(rows) + "\n"


def _options(rule: type[Rule], lang: Lang) -> Iterator[Option]:
    for field in dataclasses.fields(rule.Options):
        default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        limits = _limits(field.metadata.get("minimum"), field.metadata.get("maximum"), _WORDS[lang])
        yield Option(field.name, _yaml(default), f"{field.metadata.get(lang, '')}{limits}")


def _limits(minimum: float | None, maximum: float | None, words: Mapping[str, str]) -> str:
    if minimum is None and maximum is None:
        return ""
    kind = "least" if maximum is None else "most" if minimum is None else "range"
    bounds = [f"{bound:g}" for bound in (minimum, maximum) if bound is not None]
    return words["open"] + words[kind].format(*bounds) + words["close"]


def _yaml(value: Any) -> str:
    """A default as YAML on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}"
        case list() | tuple():
            return "[" + ", ".join(_yaml(item) for item in value) + "]"
        case None:
            return "null"
    text = str(value)
    return text if re.fullmatch(r"[A-Za-z][\w./-]*", text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _settings(rule: type[Rule], told: Documentation, lang: Lang) -> str:
    """What to write into postlint.yml about the rule, with every option at its default."""
    words = _WORDS[lang]
    other = Severity.WARNING if rule.severity is Severity.ERROR else Severity.ERROR
    rows = [f"    {option.name}: {option.default}" for option in told.options]
    rows.append(f"    severity: {other}  # {words['other severity']}")
    switch = f"ignore: [{rule.id}]  # {words['off']}"
    if rule.tier is Tier.ADVISORY:
        switch = f"select: [{Tier.INTEGRITY}, {rule.id}]  # {words['on']}"
    return "\n".join(["rules:", f"  {rule.id}:", *rows, switch])


def _page_section(heading: str, told: Documentation, lang: Lang) -> list[str]:
    _, bad, good, options, _ = HEADINGS[lang]
    text = told.sections.get(heading, "")
    blocks = [text] if text else []
    if heading in (bad, good) and text:
        blocks = [_fenced(text, "markdown")]
    if heading == options and told.options:
        words = _WORDS[lang]
        rows = [f"| {words['option']} | {words['default']} | {words['says']} |", "|---|---|---|"]
        rows += [f"| `{option.name}` | `{_cell(option.default)}` | {_cell(option.says)} |" for option in told.options]
        blocks.append("\n".join(rows))
    return [f"## {heading}", *blocks] if blocks else []


def _fenced(text: str, language: str) -> str:
    # Longer than any run of backticks inside, so that an example may hold a fence itself.
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _terminal(rule: type[Rule], style: Style) -> Iterator[Line]:
    lang, told = style.lang, documentation(rule, style.lang)
    facts = f"{_TIER[lang][rule.tier]} · {SEVERITIES[lang][rule.severity]}"
    yield [(visible(rule.id), "rule"), (f"  {facts}", "faint")]
    yield from _prose(told.summary, style, "")
    _, bad, good, options, _ = HEADINGS[lang]
    for heading in HEADINGS[lang]:
        text = told.sections.get(heading, "")
        if not text and not (heading == options and told.options):
            continue
        yield []
        yield [(heading, "strong")]
        if text:
            yield from _example(text, style) if heading in (bad, good) else _prose(text, style, "  ")
        if heading == options:
            yield from _option_lines(told.options, style)
    if measured := figures(rule.id, lang):
        yield []
        yield [(_WORDS[lang]["figures"], "strong")]
        yield from _prose(measured, style, "  ")
    yield []
    yield [(_WORDS[lang]["config"], "strong")]
    yield from ([("  " + visible(line), _PLAIN)] for line in _settings(rule, told, lang).splitlines())


def _option_lines(options: Iterable[Option], style: Style) -> Iterator[Line]:
    for option in options:
        yield [("  ", ""), (visible(option.name), "rule"), (f": {visible(option.default)}", "")]
        yield from _prose(option.says, style, "      ")


def _prose(text: str, style: Style, indent: str) -> Iterator[Line]:
    """The text's lines, each filled to the width."""
    room = min(max(style.width, 40), _WIDEST) - len(indent)
    for paragraph in text.split("\n"):
        yield from ([(indent + line if line else "", _PLAIN)] for line in wrap(visible(paragraph), room))


def _example(text: str, style: Style) -> Iterator[Line]:
    """The example as it is written, line by line, behind a bar; long lines go on in the next line."""
    for raw in text.splitlines():
        for line in wrap(visible(raw.expandtabs(4)), max(style.width, 40) - 4):
            yield [("  │ " if line else "  │", "faint"), (line, _PLAIN)]


def _table(rules: list[type[Rule]], style: Style) -> Iterator[Line]:
    words = _WORDS[style.lang]
    first = max(width(words["rule"]), *(width(visible(rule.id)) for rule in rules))
    second = max(width(words["tier"]), *(len(rule.tier) for rule in rules))
    room = max(style.width - first - second - 4, 20)
    yield [(f"{pad(words['rule'], first)}  {pad(words['tier'], second)}  {words['meaning']}", "faint")]
    for rule in rules:
        says = cut(visible(summary(rule, style.lang)), room)
        yield [(pad(visible(rule.id), first), "rule"), (f"  {pad(rule.tier, second)}  ", "faint"), (says, "")]


def _flowing(text: str) -> str:
    """The text with one line a paragraph or list item, however it was broken where it was written."""
    paragraphs = re.split(r"\n\s*\n", text)
    return "\n\n".join("\n".join(map(_joined, paragraph.replace("\n- ", "\n\n- ").split("\n\n"))) for paragraph in paragraphs)


def _joined(paragraph: str) -> str:
    """The lines of a paragraph as one; Japanese joins without a space, also where YAML has put one behind a full stop."""
    joined = ""
    for line in map(str.strip, paragraph.split("\n")):
        gap = " " if joined and line and not (width(joined[-1]) == 2 and width(line[0]) == 2) else ""
        joined += gap + line
    return re.sub("(?<=[、。！？」）]) ", "", joined)


def _dedented(lines: list[str]) -> str:
    """The lines without the indentation that all share, and without blank lines around them."""
    from textwrap import dedent

    return dedent("\n".join(lines)).strip("\n").rstrip()
