"""A bar on standard error while a person waits. It appears after a second and leaves nothing behind.

It is drawn by hand, without rich's thread: workers may still be forked while it is there.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from postlint.diagnostic import Lang, Texts

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Tell = Callable[[int, int], None]

#: seconds of silence before the bar is worth its place, and between two looks of it
PATIENCE, PAUSE = 1.0, 0.1
CHECKING: Texts = {"en": "Checking posts", "ja": "記事を調べています"}


@contextmanager
def progress_bar(lang: Lang, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Iterator[Tell]:
    """What is to be told how many posts of how many are done. The bar is gone when the context is left, however it is left."""
    bar = _Bar(lang, stream, clock)
    try:
        yield bar.tell
    finally:
        bar.close()


class _Bar:
    def __init__(self, lang: Lang, stream: TextIO, clock: Callable[[], float]) -> None:
        self._lang, self._stream, self._clock = lang, stream, clock
        self._next = clock() + PATIENCE
        self._shown: tuple[Progress, TaskID] | None = None

    def tell(self, done: int, total: int) -> None:
        """Show how far the run has come, if there is something new to see."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + PAUSE
        if self._shown is None:
            self._shown = self._start(total)
        progress, task = self._shown
        progress.update(task, completed=done, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown[0].stop()

    def _start(self, total: int) -> "tuple[Progress, TaskID]":
        # Imported here: most runs are over before they need it.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=self._stream, force_terminal=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        progress.start()
        return progress, progress.add_task(CHECKING[self._lang], total=total)
