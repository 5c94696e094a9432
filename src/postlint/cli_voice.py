"""In which language a call is answered."""

import os
from collections.abc import Sequence

from postlint.diagnostic import Lang


class Voice:
    """In which language a call is answered; a configuration may still change it."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang


def spoken(args: Sequence[str]) -> Lang:
    """The language that `--lang` names, or else the locale."""
    for index, arg in enumerate(args):
        value = (
            arg.removeprefix("--lang=") if arg.startswith("--lang=") else args[index + 1] if arg == "--lang" and args[index + 1 :] else ""
        )
        if value in ("en", "ja"):
            return "ja" if value == "ja" else "en"
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ja" if locale.startswith("ja") else "en"
