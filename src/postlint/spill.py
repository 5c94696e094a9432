"""What a run sets aside until it is wanted: in memory while it is little, then in a temporary file, so that a large site need not fit.

The file has no name where the system allows that, and else is deleted when it is closed: nothing is left of a run that is killed.
"""

import os
import weakref
from array import array
from contextlib import suppress
from typing import IO, Any

#: bytes that wait in memory before they go to the file
ROOM = 2**21
#: the weight of what stays as it is, a finding or a summary weighing 1: for a few posts it is not worth to pack anything
FEW = 2_000


class Spill:
    """Byte strings by number, in the order in which they were put. Where no file can be had or the disk is full, memory holds them."""

    def __init__(self, room: int = ROOM, few: int = FEW) -> None:
        self.few = few
        self._room = room
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        self._written = 0
        self._file: IO[bytes] | None = None
        self._refused = False

    def put(self, data: bytes) -> int:
        """Set a byte string aside; its number, from 0 on."""
        self._waiting += data
        self._ends.append(self._ends[-1] + len(data))
        if len(self._waiting) > self._room and not self._refused:
            self._write()
        return len(self._ends) - 2

    def get(self, number: int) -> bytes:
        """The byte string of a number. Raises OSError where the disk has lost it."""
        start, end = self._ends[number], self._ends[number + 1]
        if self._file is None or start >= self._written:
            with memoryview(self._waiting) as waiting:
                return bytes(waiting[start - self._written : end - self._written])
        data = _read(self._file, start, end - start)
        if len(data) < end - start:
            raise OSError("a temporary file has become shorter")
        return data

    def _write(self) -> None:
        """Move what waits to the file. What the disk refuses stays where it is, and so does all that follows."""
        try:
            if self._file is None:
                self._file = _file_of(self)
            self._file.seek(self._written)
            with memoryview(self._waiting) as left:
                done = 0
                while done < len(left):
                    done += os.write(self._file.fileno(), left[done:])
        except OSError:
            self._refused = True
            return
        self._written += done
        self._waiting = bytearray()


class Stash:
    """Things by number. Without a spill all stay as they are; with one the first few do, and those that cannot be packed."""

    def __init__(self, spill: Spill | None = None) -> None:
        self._spill = spill
        self._left = spill.few if spill else 0
        self._kept: list[Any] = []

    def put(self, thing: Any, weight: int = 1) -> int:
        """Set a thing aside; its number, which is below 0 for one that stays as it is."""
        if self._spill is not None and self._left < weight:
            from pickle import dumps  # a run over one post does without

            with suppress(Exception):  # what a plugin makes of a post in this process may be anything
                return self._spill.put(dumps(thing, -1))
        self._left -= weight
        self._kept.append(thing)
        return -len(self._kept)

    def get(self, number: int) -> Any:
        """The thing of a number, or one that is equal."""
        if number < 0 or self._spill is None:
            return self._kept[-1 - number]
        from pickle import loads

        return loads(self._spill.get(number))


def _file_of(owner: Spill) -> IO[bytes]:
    """A new file, closed with its owner. Raises OSError."""
    from tempfile import TemporaryFile  # most runs do without

    file: IO[bytes] = TemporaryFile(prefix="postlint-", buffering=0)  # noqa: SIM115 (it stays open)
    weakref.finalize(owner, file.close)
    return file


def _read(file: IO[bytes], start: int, size: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, start)
    file.seek(start)
    return os.read(file.fileno(), size)
