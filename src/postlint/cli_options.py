"""The options and arguments of the commands, each declared once, with their help in both languages."""

from typing import Annotated

import typer

from postlint.cli_completion import rule_ids, selectable, values
from postlint.cli_help import both
from postlint.diagnostic import Severity
from postlint.report import FORMATS

PATHS = both(
    "Files, folders or globs to check; - is standard input [default: .]",
    "調べるファイル、フォルダ、グロブ。- は標準入力（省略時は今のフォルダ）",
)

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help=PATHS, show_default=False)]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE",
        autocompletion=selectable,
        help=both("Only these rules or tiers (repeatable, comma-separated)", "使うルールや区分だけを指定（カンマ区切り、繰り返し可）"),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULE",
        autocompletion=selectable,
        help=both("Not these rules or tiers (repeatable, comma-separated)", "使わないルールや区分（カンマ区切り、繰り返し可）"),
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=both("The advisory tier, too", "advisory のルールも使う"))]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=values(*FORMATS),
        help=both(
            f"How to report: {', '.join(FORMATS)} [default: text, or github in GitHub Actions]",
            f"結果の形式（{'、'.join(FORMATS)}。省略時は text、GitHub Actions の中では github）",
        ),
    ),
]
RulesFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="text|json",
        autocompletion=values("text", "json"),
        help=both("How to list them [default: text]", "一覧の形式（省略時は text）"),
    ),
]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        metavar="[FORMAT=]FILE",
        help=both("Write a report to a file, too (repeatable)", "結果をファイルにも書き出す（繰り返し可）"),
    ),
]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="en|ja", autocompletion=values("en", "ja"), help=both("Language of the output", "表示する言語")),
]
Jobs = Annotated[
    str | None,
    typer.Option(
        "--jobs",
        metavar="N",
        help=both("How many processes [default: one a processor]", "並列に使うプロセス数（省略時は CPU の数）"),
    ),
]
StdinFilename = Annotated[
    str | None,
    typer.Option(
        "--stdin-filename", metavar="PATH", help=both("The name of what standard input holds", "標準入力から読む記事のファイル名")
    ),
]
ConfigFile = Annotated[str | None, typer.Option("--config", metavar="FILE", help=both("Use this configuration file", "使う設定ファイル"))]
Isolated = Annotated[bool, typer.Option("--isolated", help=both("Use no configuration file", "設定ファイルを使わない"))]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help=both("Exit with 0 even if there are findings", "問題があっても終了コードを 0 にする"))
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="error|warning",
        autocompletion=values(*Severity),
        help=both("Exit with 1 only from this severity on [default: warning]", "終了コードを 1 にする重大度（省略時は warning）"),
    ),
]
AllowEmpty = Annotated[bool, typer.Option("--allow-empty", help=both("No post is fine, too", "記事が一つもなくてもエラーにしない"))]
Statistics = Annotated[
    bool,
    typer.Option("--statistics", help=both("Only how often each rule has found something", "問題の一覧の代わりに、ルールごとの件数を表示")),
]
ShowFiles = Annotated[
    bool, typer.Option("--show-files", help=both("List the posts that would be checked, and stop", "調べる記事の一覧だけを表示して終わる"))
]
Color = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        autocompletion=values("auto", "always", "never"),
        help=both("Colour the output", "色を付けるかどうか"),
    ),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=both("Only the summary", "集計だけを表示"))]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=both("Say more", "詳しく表示"))]
Watch = Annotated[
    bool,
    typer.Option("--watch", help=both("Check again whatever changes, until Ctrl-C", "変更された記事を調べ直し続ける（Ctrl-C で終了）")),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help=both("Use no cache", "キャッシュを使わない"))]
RuleId = Annotated[
    str,
    typer.Argument(metavar="RULE", autocompletion=rule_ids, help=both("The id of a rule", "ルールの ID"), show_default=False),
]
UseBaseline = Annotated[
    bool,
    typer.Option("--baseline", help=both("Report only what the baseline does not know", "ベースラインに記録のない問題だけを報告する")),
]
BaselineFile = Annotated[
    str | None,
    typer.Option(
        "--baseline-file",
        metavar="FILE",
        help=both(
            "The baseline [default: .postlint-baseline.json beside the configuration]",
            "ベースラインのファイル（省略時は設定ファイルと同じ場所の .postlint-baseline.json）",
        ),
    ),
]
OnlyShrinks = Annotated[
    bool,
    typer.Option(
        "--baseline-only-shrinks",
        help=both("Write nothing and exit with 1 if the baseline would grow", "記録が増える場合は書き込まず、終了コードを 1 にする"),
    ),
]
Packs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PACK]...",
        help=both("Pack files, or ids of packs [default: all of them]", "パックのファイルか ID（省略時はすべて）"),
        show_default=False,
    ),
]
SourcePaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help=both("Files, folders or globs to learn from [default: .]", "もとにするファイル、フォルダ、グロブ（省略時は今のフォルダ）"),
        show_default=False,
    ),
]
Threshold = Annotated[
    str,
    typer.Option(
        "--threshold",
        metavar="SHARE",
        help=both(
            "What so large a share of the posts agree on is demanded, from 0.5 to 1 [default: 0.95]",
            "この割合以上の記事に共通する書き方を条件にする（0.5〜1。省略時は 0.95）",
        ),
    ),
]
SchemaFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help=both("Write the schema to a file [default: standard output]", "スキーマを書き出すファイル（省略時は標準出力）"),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=both("Overwrite the file if it exists", "同じ名前のファイルがあれば上書きする"))]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        help=both("Fix what can be fixed without loss, and report what is left", "安全に修正できる問題を直し、残りを報告する"),
    ),
]
UnsafeFixes = Annotated[
    bool,
    typer.Option(
        "--unsafe-fixes",
        help=both("With --fix or --diff: also fixes that a person should look through", "確認が必要な修正も行う（--fix か --diff と併用）"),
    ),
]
Diff = Annotated[
    bool, typer.Option("--diff", help=both("Show what --fix would change; write nothing", "--fix による変更を表示するだけで、書き込まない"))
]
AddSuppressions = Annotated[
    bool,
    typer.Option(
        "--add-suppressions",
        help=both("Suppress each finding by a directive in its post (needs --reason)", "指摘を記事の中で抑制する（--reason が必要）"),
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help=both("Why --add-suppressions suppresses them", "--add-suppressions で抑制する理由")),
]
