"""What the text of an option means; a mistake in it is told with the nearest valid value."""

import os
from collections.abc import Sequence

from postlint.diagnostic import Texts
from postlint.engine.discover import SUFFIXES
from postlint.engine.errors import call_error, unknown
from postlint.report import FORMATS

MOST_JOBS = 256
NO_CHOICE: Texts = {
    "en": "{option} cannot be “{{name}}”; it is one of {valid}.",
    "ja": "{option} に「{{name}}」は指定できません（使える値: {valid}）。",
}
NO_NUMBER: Texts = {
    "en": "{option} cannot be “{value}”; it is a number from 1 to {most}.",
    "ja": "{option} に「{value}」は指定できません（1〜{most}の数値）。",
}
NO_SHARE: Texts = {
    "en": "{option} cannot be “{value}”; it is a number from 0.5 to 1.",
    "ja": "{option} に「{value}」は指定できません（0.5〜1の数値）。",
}
OVER_A_POST: Texts = {
    "en": "--output would write the report over the post {file}. Name another file, or say markdown={file} if that is an earlier report.",
    "ja": "--output に指定された {file} は記事のため、レポートで上書きできません。別のファイル名を指定してください。"
    "以前のレポートを更新する場合は markdown={file} と指定してください。",
}


def names(given: Sequence[str] | None) -> list[str]:
    """The names in a repeatable, comma-separated option."""
    return [name.strip() for part in given or () for name in part.split(",") if name.strip()]


def one_of(option: str, value: str, valid: Sequence[str]) -> str:
    """The value, if it is valid for the option; raises CallError with the nearest one that is."""
    if value not in valid:
        texts = {lang: text.format(option=option, valid=", ".join(valid)) for lang, text in NO_CHOICE.items()}
        raise unknown(texts, value, valid)
    return value


def processes(jobs: str | None) -> int | None:
    """How many processes `--jobs` asks for; raises CallError for what is no such number."""
    if jobs is None:
        return None
    if not (jobs.isascii() and jobs.isdigit() and 0 < int(jobs[:6]) <= MOST_JOBS):
        raise call_error(NO_NUMBER, option="--jobs", value=jobs, most=str(MOST_JOBS))
    return int(jobs)


def share(option: str, value: str) -> float:
    """A share from a half to all; raises CallError for what is none."""
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0.5 <= number <= 1:
        raise call_error(NO_SHARE, option=option, value=value)
    return number


def output_file(spec: str, default: str) -> tuple[str, str]:
    """Format and file of an `--output`. What stands before = is a format unless it is plainly part of a path.

    Only a report in Markdown may take the place of a file that is named as posts are: whoever leaves the report's name out names a post.
    """
    name, equals, file = spec.partition("=")
    if not equals or "/" in name or os.sep in name or "." in name:
        form, file = default, spec
    else:
        form = one_of("--output", name, FORMATS)
    if form != "markdown" and file.lower().endswith(SUFFIXES) and os.path.exists(file):  # noqa: PTH110 (paths stay text)
        raise call_error(OVER_A_POST, file=file)
    return form, file
