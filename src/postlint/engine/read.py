"""Reading files that may be anything: pipes, devices, link loops, giants."""

import errno
import os
import stat

from postlint.post.decode import Damage
from postlint.post.text import Span

#: the largest file that is read; a post of five million characters has about 15 MB
LARGEST = 64 * 2**20

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_KINDS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ELOOP: "links",
    errno.EISDIR: "not-regular",
    errno.ENXIO: "not-regular",
}


def read_regular(file: str, limit: int = LARGEST) -> bytes:
    """The content of a regular file of up to `limit` bytes. Raises OSError; never waits for the other end of a pipe."""
    handle = os.open(file, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR, "not a regular file")
        if status.st_size > limit:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        with open(handle, "rb", buffering=0, closefd=False) as stream:
            return stream.read()
    finally:
        os.close(handle)


def read_post(file: str) -> bytes | Damage:
    """The content of a post, or why it cannot be had.

    The damage's data has a `kind` (missing, permission, links, not-regular, other) and the system's wording as `error`.
    """
    try:
        return read_regular(file)
    except OSError as error:
        kind = _KINDS.get(error.errno or 0, "other")
        return Damage("unopenable", Span(0, 0), {"kind": kind, "error": error.strerror or str(error)})
