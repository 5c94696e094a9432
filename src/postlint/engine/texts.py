"""The texts of a run's posts, for reports that show them: read again when asked for, so that no run keeps what no report needs."""

from collections.abc import Callable, Iterable

from postlint.engine.discover import Source
from postlint.engine.read import read_post
from postlint.post.decode import decode

#: the text of the post that the run calls `path`; None where it cannot be had
TextOf = Callable[[str], str | None]


def texts_of_files(sources: Iterable[Source]) -> TextOf:
    """The texts of files as they are now, which need not be as they were when they were checked."""
    files = {source.path: source.file for source in sources}

    def text_of(path: str) -> str | None:
        data = read_post(files[path]) if path in files else None
        return decode(data)[0] if isinstance(data, bytes) else None

    return text_of


def text_of_input(data: bytes, path: str) -> TextOf:
    """The text of one post that is no file, such as standard input."""
    text = decode(data)[0]
    return lambda asked: text if asked == path else None
