"""Writing files whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path


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
    handle, name = tempfile.mkstemp(prefix=".postlint-", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        draft.chmod(stat.S_IMODE(mode))
        draft.replace(target)
    except BaseException:
        draft.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
