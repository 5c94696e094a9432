"""Which posts a worker died of, perhaps: known from what the dead had in hand, so that no post kills one worker after another.

Each worker writes down the post that it begins with, in a file of its own on its machine. Where the process of such a file is gone, the
post may be to blame, or something else: it is tried again, but in a process of its own.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct


class Hands(Struct, frozen=True):
    """What the workers of a run have in hand on this machine; `run` names the run. Posts go by ids that are fit for names of files."""

    run: str

    @property
    def folder(self) -> Path:
        """Where they write it down."""
        return Path(tempfile.gettempdir()) / f"postlint-{self.run}"

    def of_the_dead(self) -> frozenset[str]:
        """The posts that processes had in hand which are no more."""
        try:
            files = [file.name.split(".") for file in self.folder.iterdir()]
        except FileNotFoundError:
            return frozenset()
        return frozenset(post for process, post in files if not _lives(int(process)))

    @contextmanager
    def holding(self, post: str) -> Iterator[None]:
        """While a post is worked on."""
        file = self.folder / f"{os.getpid()}.{post}"
        while not file.exists():
            self.folder.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):  # another worker has just cleared the folder away
                file.touch()
        try:
            yield
        finally:
            file.unlink(missing_ok=True)
            with suppress(OSError):
                self.folder.rmdir()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
