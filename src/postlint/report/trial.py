"""The trial of the packs' examples, for a person at a terminal."""

from collections.abc import Iterator, Mapping

from postlint.diagnostic import Lang
from postlint.engine.examples import Hit, Result, Trial
from postlint.report.cells import wrap
from postlint.report.excerpt import window
from postlint.report.paint import Ink, Line, paint
from postlint.report.style import Style
from postlint.report.visible import visible

_BAR = "    │ "
_NARROWEST = 40
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "missed": "Nothing was found in this bad example.",
        "alarm": "This good example was found.",
        "found": "This bad example was found.",
        "clean": "Nothing was found in this good example.",
        "unseen": "Only {keys} in the front matter is looked into, and the example has none. Begin it with ---.",
        "by": "{entry}",
        "replace": "{entry} → {replace}",
        "delete": "{entry} → (deleted)",
        "or": " or ",
        "none": "There are no examples in {packs}.",
        "passed": "{examples} in {packs}: all are as they should be.",
        "failed": "{examples} in {packs}: {failed} not as they should be.",
    },
    "ja": {
        "missed": "悪い例なのに、何も見つかりませんでした。",
        "alarm": "良い例なのに、問題として見つかりました。",
        "found": "悪い例の問題が見つかりました。",
        "clean": "良い例には何も見つかりませんでした。",
        "unseen": "フロントマターの {keys} だけを調べるルールですが、例に書かれていません。例を --- で始めてください。",
        "by": "{entry}",
        "replace": "{entry} → {replace}",
        "delete": "{entry} →（削除）",
        "or": "・",
        "none": "{packs}には例がありません。",
        "passed": "{packs}の例{examples}を試しました。すべて期待どおりです。",
        "failed": "{packs}の例{examples}を試しました。期待と違うものが{failed}あります。",
    },
}


def render_trial(trial: Trial, style: Style) -> str:
    """The examples that are not as they should be (all of them where `style.verbose`), and a summary."""
    return paint(_trial(trial, style), style.color)


def _trial(trial: Trial, style: Style) -> Iterator[Line]:
    for result in trial.results:
        if not style.quiet and (style.verbose or not result.passed):
            yield from _result(result, style)
            yield []
    yield from _prose(_summary(trial, style.lang), "strong" if trial.failed else "good", style)


def _result(result: Result, style: Style) -> Iterator[Line]:
    words, example = _WORDS[style.lang], result.example
    entry = f" › {visible(example.entry)}" if example.entry is not None else ""
    yield [(f"{visible(result.file)}:{example.line}", "path"), ("  ", ""), (visible(result.pack) + entry, "rule")]
    said = ("found" if result.passed else "missed") if example.bad else ("clean" if result.passed else "alarm")
    yield from _prose(words[said], "" if result.passed else "error", style, "  ")
    if result.unseen and not result.passed:
        yield from _prose(words["unseen"].format(keys=words["or"].join(result.unseen)), "", style, "  ")
    if result.hits:
        for hit in result.hits:
            yield from _hit(hit, style)
        return
    for line in example.text.splitlines():
        for piece in wrap(visible(line.expandtabs(4)), _width(style) - len(_BAR)):
            yield [((_BAR + piece).rstrip(), "faint")]


def _hit(hit: Hit, style: Style) -> Iterator[Line]:
    """The line with carets under what was found, and by which entry it was."""
    several = hit.end.line > hit.start.line
    end = hit.excerpt.column + len(hit.excerpt.text) if several else hit.end.column
    view = window(hit.excerpt, hit.start.column, end, _width(style) - len(_BAR))
    yield [(_BAR, "faint"), (view.text, "")]
    yield [(_BAR + " " * view.indent, "faint"), ("^" * view.length, "error")]
    told = "by" if hit.replace is None else "replace" if hit.replace else "delete"
    yield from _prose(_WORDS[style.lang][told].format(entry=visible(hit.entry), replace=visible(hit.replace or "")), "", style, _BAR)


def _summary(trial: Trial, lang: Lang) -> str:
    failed, examples = len(trial.failed), len(trial.results)
    key = "none" if not examples else "failed" if failed else "passed"
    counted = {"packs": _packs(trial.packs, lang), "examples": _examples(examples, lang)}
    return _WORDS[lang][key].format(**counted, failed=f"{failed}件" if lang == "ja" else f"{failed} {'is' if failed == 1 else 'are'}")


def _packs(number: int, lang: Lang) -> str:
    return f"{number}個のパック" if lang == "ja" else f"{number} pack{'' if number == 1 else 's'}"


def _examples(number: int, lang: Lang) -> str:
    return f"{number}件" if lang == "ja" else f"{number} example{'' if number == 1 else 's'}"


def _width(style: Style) -> int:
    return max(style.width, _NARROWEST)


def _prose(text: str, ink: Ink, style: Style, indent: str = "") -> Iterator[Line]:
    for line in wrap(text, min(_width(style), 110) - len(indent)):
        yield [(indent, "faint"), (line, ink)]
