"""Where output goes: reports to standard output or a file, notes and mistakes to standard error. Nothing else in postlint prints."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from postlint.cli_style import in_actions
from postlint.cli_voice import Voice
from postlint.diagnostic import Texts
from postlint.engine.errors import call_error
from postlint.report import JSON_FORMATS
from postlint.report.visible import visible

ERROR: Texts = {"en": "error", "ja": "エラー"}
WARNING: Texts = {"en": "warning", "ja": "警告"}
UNWRITABLE: Texts = {"en": "{file} cannot be written: {error}.", "ja": "{file} に書き込めません（{error}）。"}


def speak_utf8() -> None:
    """Whatever the locale: it is UTF-8 that programs and terminals expect, and Japanese must not end in an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def write(file: str, text: str) -> None:
    """To a file, whole or not at all."""
    from postlint.engine.write import write_whole

    try:
        write_whole(file, text)
    except OSError as error:
        raise call_error(UNWRITABLE, file=file, error=error.strerror or str(error)) from error


def show(text: str, form: str = "text", stream: TextIO | None = None) -> None:
    """To standard output, or another stream."""
    show_pieces((text,), form, stream)


def show_pieces(texts: Iterable[str], form: str = "text", stream: TextIO | None = None) -> None:
    """The same in pieces, each of which begins on a line of its own."""
    out = stream or sys.stdout
    harmless = texts if form == "github" else (_harmless(text, json=form in JSON_FORMATS) for text in texts)
    _put(out, lambda: out.writelines(harmless))


def show_bytes(data: bytes) -> None:
    """To standard output, byte for byte: for other programs."""
    sys.stdout.flush()
    _put(sys.stdout, lambda: sys.stdout.buffer.write(data))


def _put(stream: TextIO, write_to_it: Callable[[], object]) -> None:
    """Write to a stream. That a reader such as `head` has gone is no mistake."""
    try:
        write_to_it()
        stream.flush()
    except BrokenPipeError:
        # Python would try again on exit, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:
        raise call_error(UNWRITABLE, file="stdout", error=error.strerror or str(error)) from error


def note(line: str) -> None:
    """Tell a person something beside the output, on standard error."""
    print(_harmless(visible(line)), file=sys.stderr)


def _harmless(text: str, *, json: bool = False) -> str:
    """The text so that GitHub Actions takes no part of it for a command."""
    if not in_actions():
        return text
    from postlint.report.github import harmless

    return harmless(text, json=json)


def complain(texts: Iterable[Texts], voice: Voice) -> int:
    """Tell mistakes on standard error, each in one line; the exit status."""
    for each in texts:
        note(f"postlint: {ERROR[voice.lang]}: {each[voice.lang]}")
    return 2


def warn(texts: Iterable[Texts], voice: Voice) -> None:
    """Tell what may be a mistake, and does no harm, in the same manner."""
    for each in texts:
        note(f"postlint: {WARNING[voice.lang]}: {each[voice.lang]}")
