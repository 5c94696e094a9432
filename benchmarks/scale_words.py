"""What scale.py writes around its figures, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pages import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """`lines` by the keys of the cases; `file` is the picture's; texts in braces are filled in."""

    head: Sequence[str]
    lines: Mapping[str, str]
    about: str
    title: str
    seconds: str
    memory: str
    posts: str
    file: str


WORDS: Mapping[Lang, Words] = {
    "en": Words(
        (
            "Posts",
            "MB",
            "Cold, s",
            "Warm, s",
            "1 post changed, s",
            "`wc -m`, s",
            "Cold, ms a post",
            "Cold, times `wc -m`",
            "Warm, times `wc -m`",
            "Memory cold, MiB",
            "Memory warm, MiB",
            "Largest process cold, MiB",
            "Findings a post",
            "Findings across posts",
            "Most alike pair",
        ),
        {"empty": "cold", "full": "warm", "changed": "1 post changed", "wc": "wc -m"},
        "Posts: made from the {originals} of `{source}` with seed {seed}. Medians of {runs} runs, after one to warm up; memory is that of "
        "all processes. Date: {date}. Cores: {cores}. Versions: postlint {postlint}, Python {python}.",
        "Time and memory against the number of posts",
        "Seconds (dots: in proportion to the posts)",
        "Memory of all processes, MiB",
        "Posts",
        "speed.svg",
    ),
    "ja": Words(
        (
            "記事数",
            "MB",
            "初回（秒）",
            "2 回目（秒）",
            "1 本だけ変更（秒）",
            "`wc -m`（秒）",
            "初回、1 本あたり（ミリ秒）",
            "初回、`wc -m` 比（倍）",
            "2 回目、`wc -m` 比（倍）",
            "初回のメモリー（MiB）",
            "2 回目のメモリー（MiB）",
            "初回の最大のプロセス（MiB）",
            "1 本あたりの指摘",
            "記事をまたぐ指摘",
            "最も似た 2 本の類似度",
        ),
        {"empty": "初回", "full": "2 回目", "changed": "1 本だけ変更", "wc": "wc -m"},
        "記事は `{source}` の {originals} 本から、乱数の種 {seed} で作りました。準備の 1 回のあと {runs} 回実行した"
        "中央値です。メモリーは全プロセスの合計です。測定日は {date}、{cores} コア。バージョンは postlint {postlint}、Python {python}。",
        "記事数に対する時間とメモリー",
        "時間（秒、点線は記事数に比例する場合）",
        "全プロセスのメモリー（MiB）",
        "記事数",
        "speed.ja.svg",
    ),
}
