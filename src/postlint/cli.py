"""The command line begins here: a call goes to `check`, or to typer, which knows all commands; what fails is told in one line.

What a call may do without, such as typer, is imported where it is used.
"""

import gc
import sys
from collections.abc import Sequence

from postlint import __version__
from postlint.cli_given import given_in
from postlint.cli_print import complain, show, speak_utf8
from postlint.cli_voice import Voice, spoken
from postlint.diagnostic import Texts
from postlint.engine.errors import call_error
from postlint.mistake import PostlintError

BUG: Texts = {
    "en": "postlint itself failed ({error}). Please report this; -v shows where it happened.",
    "ja": "postlint 自体の不具合で止まりました（{error}）。お手数ですがご報告ください。-v を付けると発生箇所を表示します。",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status and never raises."""
    # A run makes many small objects and hardly any cycles (400 objects over 300 posts): looking for those less often saves a tenth of the
    # time. To look through 50,000 objects takes 15 ms; 200,000 that wait in cycles take 10 to 30 MB.
    gc.set_threshold(200_000, 20, 50)
    if argv is not None:
        return _run(list(argv))
    status = _run(sys.argv[1:])
    # The process is about to end: nobody needs Python to look through everything once more for cycles, which takes 20 ms.
    gc.freeze()
    return status


def _run(args: list[str]) -> int:
    speak_utf8()
    voice = Voice(spoken(args))
    try:
        return _answer(args, voice)
    except PostlintError as error:
        return complain((each.told for each in error.all), voice)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if {"-v", "--verbose"} & set(args):
            import traceback

            traceback.print_exc()
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return complain((call_error(BUG, error=told[:300]).texts,), voice)


def _answer(args: list[str], voice: Voice) -> int:
    if args == ["--version"]:
        show(f"postlint {__version__}\n")
        return 0
    given = given_in(args)
    if given is not None:
        from postlint.cli_check import check_posts

        return check_posts(given, voice)
    from postlint.cli_commands import carry_out

    return carry_out(args, voice)
