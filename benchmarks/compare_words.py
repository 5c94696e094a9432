"""What compare.py writes around its figures, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pages import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """`subjects` and `caches` by the keys of a Case; texts in braces are filled in."""

    head: Sequence[str]
    subjects: Mapping[str, str]
    caches: Mapping[str, str]
    about: str
    comma: str
    failed: str
    missing: str


WORDS: Mapping[Lang, Words] = {
    "en": Words(
        ("On", "Linter", "Cache", "Median, s", "Min, s", "Max, s", "Times `wc -m`", "Largest process, MiB", "All processes, MiB"),
        {"posts": "{count} posts", "sample": "{count} of them", "post": "1 post", "start": "`--version`"},
        {"off": "without", "empty": "empty", "full": "nothing changed", "changed": "1 post changed", "": ""},
        "Posts: `{name}`, {count} posts, {size} bytes; the one post: {median} bytes, the median; the sample for slow linters, drawn at "
        "random: {sample} posts, {sample_size} bytes. Date: {date}. Cores: {cores}. Runs of each: {runs}, of the sample {slow_runs}, "
        "after one to warm up. Versions: {versions}.",
        ", ",
        "Left out: {name}, which fails on these posts.",
        "Left out: {name}, which was not installed.",
    ),
    "ja": Words(
        (
            "対象",
            "ツール",
            "キャッシュ",
            "中央値（秒）",
            "最短（秒）",
            "最長（秒）",
            "`wc -m` 比（倍）",
            "最大のプロセス（MiB）",
            "全プロセス（MiB）",
        ),
        {"posts": "記事 {count} 本", "sample": "うち {count} 本", "post": "記事 1 本", "start": "`--version`"},
        {"off": "なし", "empty": "空", "full": "変更なし", "changed": "1 本だけ変更", "": ""},
        "記事は `{name}` の {count} 本、{size} バイト。「記事 1 本」は大きさが中央値の記事（{median} バイト）。遅いツール用の抽出は"
        "無作為に選んだ {sample} 本、{sample_size} バイト。測定日は {date}、{cores} コア。準備の 1 回のあと、それぞれ {runs} 回"
        "（抽出分は {slow_runs} 回）実行しました。バージョンは {versions}。",
        "、",
        "{name} は、これらの記事でエラーになったため除きました。",
        "{name} は、インストールできなかったため除きました。",
    ),
}
