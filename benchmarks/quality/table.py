"""What was measured → the page in docs/, in both languages, and the figures that `postlint explain` prints."""

# ruff: noqa: E501 (a table's head stands on a line of its own)

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from postlint.diagnostic import Lang, Tier
from quality.draft import Kind
from quality.inject import KINDS
from quality.interval import interval
from quality.labelled import Count, Labelled
from quality.measure import Alarms, KindResult, registry

_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "other": "# What postlint finds, and what it flags wrongly\n\n[日本語](quality.ja.md)\n\n"
        "Written by `benchmarks/quality/harness.py`; [its guide](../benchmarks/quality/README.md) says how to run it on posts of your own.",
        "run": "Measured on {date} with seed {seed}, on {posts} well-formed posts ({folders}) and {labelled} labelled posts. "
        "Intervals are exact binomial 95% intervals (Clopper–Pearson).",
        "checks": "## By rule\n\n"
        "*Injected*: defects of a known kind put into well-formed posts chosen at random, and how many the rule (or one that may stand for it, see below) found. "
        "*False alarms*: findings on the well-formed posts as they are, less those that were read and found to be real ({real} of them); "
        "and, for 1,000 posts, how many have one. *Right*: of the findings on labelled posts, those that stand on a label. "
        "Advisory rules are marked with *.",
        "check head": "| Rule | Injected | Found | 95% interval | False alarms | Posts with one | Per 1,000 posts (95% interval) | Right |\n|---|--:|--:|--:|--:|--:|--:|--:|",
        "kinds": "## By kind of injected defect\n\n"
        "At least {n} defects a kind. Where fewer posts are suitable, some got several, at different places; the number of different posts says so. "
        "A post is suitable if it has what the defect needs (a paragraph to cut, a title …) and the rule says nothing of it beforehand.",
        "kind head": "| Kind | What is done | Rules that may tell it | Posts | Japanese | English | Found | 95% interval |\n|---|---|---|--:|--:|--:|--:|--:|",
        "labels": "## By kind of labelled defect\n\nDefects in real posts, marked by reading them in full. “Other” defects (facts, wording) are not asked for.",
        "label head": "| Label | Found | 95% interval |\n|---|--:|--:|",
        "unmeasured": "not measured",
        "none": "–",
        "all": "all",
        "of": "{0} of {1}",
        "posts": "{0}: {1}",
        "comma": ", ",
    },
    "ja": {
        "other": "# 検出率と誤検出\n\n[English](quality.md)\n\n"
        "`benchmarks/quality/harness.py` が書き出した表です。手元の記事で測る方法は[説明](../benchmarks/quality/README.md)（英語）をご覧ください。",
        "run": "測定日は{date}、乱数の種は{seed}です。問題のない記事{posts}本（{folders}）と、不備に印を付けた記事{labelled}本を使いました。"
        "信頼区間は、二項分布の正確な95%信頼区間（Clopper–Pearson）です。",
        "checks": "## ルール別\n\n"
        "「埋め込み」は、無作為に選んだ問題のない記事にわざと入れた不備の数、「検出」はそのうちルール（または下の表で代わりに認めるルール）が見つけた割合です。"
        "「誤検出」は、問題のない記事への指摘の数です。読んで確かめ、実際に不備だったもの（{real}件）は除きました。"
        "「1,000本あたり」は、誤検出のある記事の数です。「正解」は、印を付けた記事への指摘のうち、印のある箇所を指したものの数です。"
        "* は advisory のルールです。",
        "check head": "| ルール | 埋め込み | 検出 | 95%信頼区間 | 誤検出 | 誤検出のある記事 | 1,000本あたり（95%信頼区間） | 正解 |\n|---|--:|--:|--:|--:|--:|--:|--:|",
        "kinds": "## 埋め込んだ不備の種類別\n\n"
        "1種類につき{n}件以上です。条件に合う記事が足りない場合は、同じ記事の別の箇所にも入れました（「記事」の列が実際の本数です）。"
        "条件に合うのは、不備を入れられる箇所（切る段落、タイトルなど）があり、入れる前にはルールが何も指摘しない記事です。",
        "kind head": "| 種類 | 内容 | 検出と認めるルール | 記事 | 日本語 | 英語 | 検出 | 95%信頼区間 |\n|---|---|---|--:|--:|--:|--:|--:|",
        "labels": "## 印を付けた不備の種類別\n\n実際の記事を全文読んで印を付けた不備です。事実や表現の誤り（other）は対象外です。",
        "label head": "| 印 | 検出 | 95%信頼区間 |\n|---|--:|--:|",
        "unmeasured": "未測定",
        "none": "–",
        "all": "合計",
        "of": "{1}件中{0}件",
        "posts": "{0} {1}本",
        "comma": "、",
    },
}


@dataclass(frozen=True)
class Measured:
    """All that one run of the harness measured. `folders` maps the name of each folder of well-formed posts to their number."""

    kinds: Sequence[KindResult]
    alarms: Alarms
    labelled: Labelled
    folders: Mapping[str, int]
    day: date
    seed: int
    per_kind: int


def injected(measured: Measured, rule: str) -> Count | None:
    """(found, injected) over all kinds that are counted for a rule; None where nothing was injected."""
    mine = {kind.name for kind in KINDS if kind.rule == rule}
    results = [result for result in measured.kinds if result.kind in mine]
    n = sum(len(result.outcomes) for result in results)
    return (sum(result.found for result in results), n) if n else None


def as_json(measured: Measured) -> str:
    """The figures by rule, and what they were measured on."""
    rules: dict[str, Any] = {}
    for rule in registry().ids:
        count = injected(measured, rule)
        findings, posts = measured.alarms.false.get(rule, (0, 0))
        rules[rule] = {
            "injected": None if count is None else {"n": count[1], "found": count[0], "interval": _rounded(count)},
            "alarms": {"findings": findings, "posts": posts, "interval": _rounded((posts, measured.alarms.posts))},
            "labelled": dict(zip(("right", "told"), measured.labelled.precision[rule], strict=True))
            if rule in measured.labelled.precision
            else None,
        }
    told = {
        "version": 1,
        "date": measured.day.isoformat(),
        "seed": measured.seed,
        "clean": {"posts": measured.alarms.posts, "folders": dict(measured.folders)},
        "labelled": {"posts": measured.labelled.posts, "recall": {name: list(count) for name, count in measured.labelled.recall.items()}},
        "kinds": {r.kind: {"n": len(r.outcomes), "found": r.found, "posts": r.posts} for r in measured.kinds if r.outcomes},
        "rules": rules,
    }
    return json.dumps(told, indent=1) + "\n"


def _rounded(count: Count) -> list[float]:
    return [round(share, 5) for share in interval(*count)]


def markdown(measured: Measured, lang: Lang) -> str:
    """The page."""
    words = _WORDS[lang]
    folders = words["comma"].join(words["posts"].format(name, n) for name, n in measured.folders.items())
    run = words["run"].format(
        date=measured.day, seed=measured.seed, posts=measured.alarms.posts, folders=folders, labelled=measured.labelled.posts
    )
    blocks = [words["other"], run, words["checks"].format(real=sum(measured.alarms.real.values()))]
    blocks.append("\n".join([words["check head"], *_check_rows(measured, lang)]))
    blocks.append(words["kinds"].format(n=measured.per_kind))
    blocks.append("\n".join([words["kind head"], *_kind_rows(measured, lang)]))
    if measured.labelled.recall:
        blocks.append(words["labels"])
        blocks.append("\n".join([words["label head"], *_label_rows(measured, lang)]))
    return "\n\n".join(blocks) + "\n"


def _check_rows(measured: Measured, lang: Lang) -> Iterator[str]:
    words, end = _WORDS[lang], ".ja.md" if lang == "ja" else ".md"
    n = measured.alarms.posts
    for rule_id, rule in registry().rules.items():
        star = "*" if rule.tier is Tier.ADVISORY else ""
        count = injected(measured, rule_id)
        found = [str(count[1]), *_share(count)] if count else [words["unmeasured"], words["none"], words["none"]]
        findings, posts = measured.alarms.false.get(rule_id, (0, 0))
        low, high = interval(posts, n)
        rate = f"{_per_thousand(posts / n if n else 0)} ({_per_thousand(low)}–{_per_thousand(high)})"
        good = measured.labelled.precision.get(rule_id)
        right = words["of"].format(*good) if good else words["none"]
        yield _row(f"[{rule_id}](checks/{rule_id}{end}){star}", *found, str(findings), str(posts), rate, right)


def _kind_rows(measured: Measured, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    kinds: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
    for result in measured.kinds:
        kind = kinds[result.kind]
        rules = words["comma"].join(f"`{rule}`" for rule in kind.rules)
        says = kind.ja if lang == "ja" else kind.en
        if not result.outcomes:
            yield _row(kind.name, says, rules, *[words["unmeasured"], *[words["none"]] * 4])
            continue
        by_lang = [_of(result, spoken, words) for spoken in ("ja", "en")]
        yield _row(kind.name, says, rules, str(result.posts), *by_lang, *_share((result.found, len(result.outcomes))))


def _of(result: KindResult, spoken: str, words: Mapping[str, str]) -> str:
    outcomes = [outcome for outcome in result.outcomes if outcome.lang == spoken]
    return f"{sum(outcome.found for outcome in outcomes)} / {len(outcomes)}" if outcomes else words["none"]


def _label_rows(measured: Measured, lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    recall = measured.labelled.recall
    total = sum(good for good, _ in recall.values()), sum(n for _, n in recall.values())
    for name, count in [*recall.items(), (words["all"], total)]:
        yield _row(name, words["of"].format(*count), _share(count)[1])


def _share(count: Count) -> tuple[str, str]:
    """The share found and its interval, in per cent; 100% only where all was found."""
    good, n = count
    low, high = interval(good, n)
    share = f"{100 * good / n:.0f}%" if good in (0, n) else f"{min(max(100 * good / n, 0.1), 99.9):.1f}%"
    return share, f"{100 * low:.1f}–{100 * high:.1f}%"


def _per_thousand(share: float) -> str:
    return f"{1000 * share:.1f}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
