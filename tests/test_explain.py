"""A rule's documentation in the terminal, as a page and in tables."""

from dataclasses import dataclass
from typing import ClassVar

from postlint.checks.base import Check, Rule
from postlint.diagnostic import Lang, Messages, Severity, Tier
from postlint.explain import documentation, markdown_table, page, table, terminal
from postlint.plugin import option
from postlint.report import Style
from postlint.report.cells import width


class Brew(Check):
    """Coffee that was brewed too hot.

    Water that boils
    makes coffee bitter.

    Why
        Nobody likes it,
        and it is easily mended:

        - wait a minute
        - or pour it over once

    Bad
        ```
        100 degrees \x1b[31m
        ```

    Good
        93 degrees

    Source: a barista
        Nothing else | but taste.
    """

    id = "brew"
    tier = Tier.ADVISORY
    severity = Severity.WARNING
    messages: ClassVar[Messages] = {}
    doc_ja = """湯が熱すぎます。

    理由
        苦くなります。
        少し待ちましょう。 Enjoy

    悪い例
        100度

    良い例
        93度

    オプション
        湯温の上限です。

    出典
        経験
    """

    @dataclass(frozen=True)
    class Options:
        degrees: int = option(93, en="hottest | water", ja="湯温の上限", minimum=80, maximum=100)
        names: list[str] = option(["a b", "drip"], en="ways", ja="淹れ方")  # noqa: RUF009
        wait: float = option(0.5, en="minutes", ja="分", minimum=0)
        cups: float = option(2, en="cups", ja="杯数", maximum=9)
        iced: bool = option(False, en="iced", ja="アイス")
        note: str | None = option(None, en="a note", ja="メモ")
        quote: str = option('a"b', en="quoted", ja="引用")


class Plain(Check):
    """A rule that has no options."""

    id = "plain"
    messages: ClassVar[Messages] = {}
    doc_ja = "オプションのないルールです。"


RULES: dict[str, type[Rule]] = {rule.id: rule for rule in (Brew, Plain)}


def _style(lang: Lang, columns: int = 60) -> Style:
    return Style(RULES, lang, width=columns)


def test_a_docstring_is_taken_apart_at_its_headings() -> None:
    told = documentation(Brew, "en")
    assert told.summary == "Coffee that was brewed too hot.\n\nWater that boils makes coffee bitter."
    assert list(told.sections) == ["Why", "Bad", "Good"]
    assert told.sections["Bad"].startswith("```\n100 degrees")


def test_options_are_told_with_default_and_range() -> None:
    told = {each.name: (each.default, each.says) for each in documentation(Brew, "en").options}
    assert told == {
        "degrees": ("93", "hottest | water (80 to 100)"),
        "names": ('["a b", drip]', "ways"),
        "wait": ("0.5", "minutes (at least 0)"),
        "cups": ("2", "cups (at most 9)"),
        "iced": ("false", "iced"),
        "note": ("null", "a note"),
        "quote": ('"a\\"b"', "quoted"),
    }


def test_the_terminal_shows_everything_and_nothing_that_acts() -> None:
    shown = terminal(Brew, _style("en"))
    assert shown.startswith(
        "brew  advisory (on with --strict) · warning\nCoffee that was brewed too hot.\n\nWater that boils makes coffee bitter.\n"
    )
    assert "\nWhy\n  Nobody likes it, and it is easily mended:\n\n  - wait a minute\n  - or pour it over once\n" in shown
    assert "\nBad\n  │ ```\n  │ 100 degrees \\x1b[31m\n  │ ```\n" in shown
    assert "\nOptions\n  degrees: 93\n      hottest | water (80 to 100)\n" in shown
    assert "\x1b" not in shown


def test_japanese_lines_are_joined_without_a_space() -> None:
    shown = terminal(Brew, _style("ja"))
    assert "\n理由\n  苦くなります。少し待ちましょう。Enjoy\n" in shown
    assert "\nオプション\n  湯温の上限です。\n  degrees: 93\n      湯温の上限（80〜100）\n" in shown


def test_colour_is_used_only_where_it_is_wanted() -> None:
    assert "\x1b[" in terminal(Brew, Style(RULES, "en", color=True))


def test_a_page_has_a_heading_a_section_each_and_the_settings() -> None:
    text = page(Brew, "en")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["# brew", "## Why", "## Bad", "## Good", "## Options", "## In postlint.yml"]
    assert "````markdown\n```\n100 degrees" in text
    assert "| `degrees` | `93` | hottest \\| water (80 to 100) |" in text
    assert "rules:\n  brew:\n    degrees: 93\n" in text
    assert "    severity: error  # another severity\nselect: [integrity, brew]  # to switch it on\n" in text
    assert text.endswith("```\n")


def test_a_page_of_a_rule_without_options_has_no_such_section() -> None:
    assert "## オプション" not in page(Plain, "ja")
    assert "rules:\n  plain:\n    severity: warning  # 重大度を変える場合\nignore: [plain]  # このルールを使わない場合\n" in page(
        Plain, "ja"
    )


def test_the_settings_of_a_page_are_valid_yaml() -> None:
    import yaml

    block = page(Brew, "en").rpartition("```yaml\n")[2].partition("```")[0]
    assert yaml.safe_load(block)["rules"]["brew"]["names"] == ["a b", "drip"]


def test_the_table_of_rules_fits_the_terminal() -> None:
    shown = table(RULES.values(), _style("ja", 40))
    assert shown.splitlines()[1].split() == ["brew", "advisory", "湯が熱すぎます。"]
    assert all(width(line) <= 40 for line in shown.splitlines())


def test_the_markdown_table_links_every_rule_to_its_page() -> None:
    assert (
        markdown_table(RULES.values(), "ja", "docs/checks/").splitlines()[2]
        == "| [brew](docs/checks/brew.ja.md) | advisory | 湯が熱すぎます。 |"
    )
    assert "[plain](plain.md)" in markdown_table(RULES.values(), "en")
