"""Writing files whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class ChangedError(OSError):
    """The file no longer holds what was read from it, so it was left alone."""


def write_whole(file: str, text: str) -> None:
    """Put UTF-8 text into a file so that no reader ever sees half of it. Raises OSError.

    The target of a link is written, not the link; a pipe or a device is written to as it is.
    """
    target = Path(os.path.realpath(file))
    data = text.encode("utf-8", "backslashreplace")
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG | (0o666 & ~_umask())
    if not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    _replace(target, data, lambda draft: draft.chmod(stat.S_IMODE(mode)))


def rewrite(file: str, data: bytes, is_unchanged: Callable[[bytes], bool]) -> None:
    """Replace the content of a file that exists, so that it holds the old one or the new one whatever happens.

    The target of a link is written, not the link; permissions, attributes and, where that is allowed, the owner stay. Of a file
    with several names (hard links) this name alone gets the new content. `is_unchanged` is asked about what the file holds
    right before it is replaced; ChangedError where it says no. Raises OSError for everything else that does not work.
    """
    target = Path(os.path.realpath(file))
    status = target.stat()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13))  # replacing would get round the permissions of the file

    def finish(draft: Path) -> None:
        _take_over(draft, target, status)
        if not is_unchanged(target.read_bytes()):
            raise ChangedError

    _replace(target, data, finish)


def _replace(target: Path, data: bytes, finish: Callable[[Path], None]) -> None:
    """Write a draft beside the target, finish it, and put it in the target's place. Nothing is left of it if that fails."""
    handle, name = tempfile.mkstemp(prefix=".postlint-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # or a power failure may leave an empty file under the old name
        finish(draft)
        draft.replace(target)
    except BaseException:
        draft.unlink()
        raise


def _take_over(draft: Path, target: Path, status: os.stat_result) -> None:
    """Give the draft what the target has: owner, attributes, permissions."""
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away; the group is tried on its own
            os.chown(draft, -1, status.st_gid)
            os.chown(draft, status.st_uid, -1)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for attribute in os.listxattr(target):
                os.setxattr(draft, attribute, os.getxattr(target, attribute))
    draft.chmod(stat.S_IMODE(status.st_mode))  # last, since a change of owner may take bits away


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
