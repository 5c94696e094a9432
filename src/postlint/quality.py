"""How well each shipped rule does, as benchmarks/quality/harness.py measured it: one line a rule."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from postlint.diagnostic import Lang

_FILE = Path(__file__).with_name("quality.json")
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "none": "No false alarm",
        "one": "1 false alarm",
        "more": "{n} false alarms",
        "alarms": "{count} in {posts} well-formed posts (95% interval: {low} to {high} posts in 1,000)",
        "unmeasured": ".",
        "recall": "; finds {share} of injected defects (n={n}).",
    },
    "ja": {
        "none": "誤検出は0件",
        "one": "誤検出は1件",
        "more": "誤検出は{n}件",
        "alarms": "問題のない記事{posts}本に対する{count}（95%信頼区間は1,000本あたり{low}〜{high}本）。",
        "unmeasured": "",
        "recall": "わざと入れた不備{n}件のうち{share}を検出。",
    },
}


def figures(rule_id: str, lang: Lang, file: Path = _FILE) -> str | None:
    """What was measured of a rule, in a sentence; None where nothing was, as for rules that do not ship."""
    measured = _measured(file)
    row = measured.get("rules", {}).get(rule_id)
    if row is None:
        return None
    words, alarms, injected = _WORDS[lang], row["alarms"], row["injected"]
    n = alarms["findings"]
    count = words["none" if n == 0 else "one" if n == 1 else "more"].format(n=n)
    low, high = (_per_thousand(share) for share in alarms["interval"])
    told = words["alarms"].format(count=count, posts=measured["clean"]["posts"], low=low, high=high)
    if injected is None:
        return told + words["unmeasured"]
    return told + words["recall"].format(share=_share(injected["found"], injected["n"]), n=injected["n"])


@lru_cache(maxsize=1)
def _measured(file: Path) -> Mapping[str, Any]:
    try:
        measured: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return measured


def _per_thousand(share: float) -> str:
    """A share in 1,000, rounded to what can be had: whole posts, except below one."""
    rate = 1000 * share
    return f"{rate:.0f}" if rate >= 1 or rate == 0 else f"{rate:.1f}"


def _share(found: int, n: int) -> str:
    """Per cent, rounded down, so that 100% says that all were found."""
    return f"{100 * found // n}%"
