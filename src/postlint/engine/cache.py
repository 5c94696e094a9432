"""The cache: what earlier runs have found, in one SQLite file, by what decides it.

It is never needed: whatever is wrong with it costs time, not findings. One file may serve several processes at once; one of them may be
killed at any moment. Every row carries a checksum, and a row that does not match it was never there.
"""

# Paths stay text, as in discovery.
# ruff: noqa: PTH103, PTH107, PTH110, PTH118, PTH123

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import TracebackType
from typing import Literal, NamedTuple, TypeVar

T = TypeVar("T")
FOLDER = ".postlint_cache"
FILE = "cache.db"
#: the layout of the file; another one is thrown away
LAYOUT = 3
#: seconds to wait for another process that writes
PATIENCE = 2.0
#: days after which what no run has asked for is forgotten
DAYS = 14
#: rows a transaction: a killed run loses what it has not written yet
BATCH = 256
#: bytes a page; larger ones stay half empty
PAGE = 4_096
#: pages in the log after which they are moved into the file; earlier than at the end only in very large runs
CHECKPOINT = 40_000
#: keys a question; SQLite takes at most 999 in old versions
KEYS = 900

_TABLES = """
CREATE TABLE IF NOT EXISTS {table} (key BLOB PRIMARY KEY, used INTEGER NOT NULL, sum INTEGER NOT NULL, value BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS {table}_used ON {table} (used);
"""
_README = """\
# postlint keeps here what it has found, so that the next run is faster. It may be deleted at any time.
*
"""

Table = Literal["posts", "findings", "parts", "summaries", "comparisons", "programs"]
TABLES: tuple[Table, ...] = ("posts", "findings", "parts", "summaries", "comparisons", "programs")
#: what has become of a cache: it was broken and begun anew, or it cannot be written
Trouble = Literal["rebuilt", "unwritable"]


class Place(NamedTuple):
    """Where a cache lies."""

    folder: str

    @property
    def file(self) -> str:
        """The database."""
        return os.path.join(self.folder, FILE)


def place(root: str) -> Place:
    """The cache of the site in a folder."""
    return Place(os.path.join(root, FOLDER))


def clean(where: Place) -> bool:
    """Delete a cache. Whether there was one. Raises OSError; whatever else lies in its folder stays."""
    found = False
    for name in (FILE, FILE + "-wal", FILE + "-shm", FILE + "-journal", ".gitignore"):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.remove(os.path.join(where.folder, name))
            found = True
    if found:
        with contextlib.suppress(OSError):  # something that is not ours is in it
            os.rmdir(where.folder)  # noqa: PTH106
    return found


class Cache:
    """A cache that is open. No method raises: a cache that fails holds nothing and takes nothing. To be used in one process and thread."""

    def __init__(self, where: Place, today: int | None = None) -> None:
        self._where = where
        self._today = int(time.time() // 86_400) if today is None else today
        self._writable = True
        self.trouble: Trouble | None = None
        self._base = self._opened()

    def __enter__(self) -> "Cache":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    @property
    def keeps(self) -> bool:
        """Whether what is put is kept, as far as that is known."""
        return self._base is not None and self._writable

    def get(self, table: Table, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one."""
        found: dict[bytes, bytes] = {}
        for some in batches(keys, KEYS):
            try:
                rows = self._rows(table, some)
            except sqlite3.Error as error:
                self._failed(error)
                return {}
            found.update((key, value) for key, used, total, value in rows if _sum(key, value) == total)
            self._used(table, [key for key, used, *_ in rows if used != self._today])
        return found

    def put(self, table: Table, values: Mapping[bytes, bytes]) -> None:
        """Keep values."""
        rows = [(key, self._today, _sum(key, value), value) for key, value in values.items()]
        self._write(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?)", rows)

    def _rows(self, table: Table, keys: Sequence[bytes]) -> list[tuple[bytes, int, int, bytes]]:
        if self._base is None:
            return []
        marks = ",".join("?" * len(keys))
        rows: list[tuple[bytes, int, int, bytes]] = self._base.execute(
            f"SELECT key, used, sum, CAST(value AS BLOB) FROM {table} WHERE key IN ({marks})",
            keys,
        ).fetchall()
        return rows

    def _used(self, table: Table, keys: Sequence[bytes]) -> None:
        """Note that somebody has asked for these, once a day."""
        self._write(f"UPDATE {table} SET used = ? WHERE key = ?", [(self._today, key) for key in keys])

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._base is None or not self._writable or not rows:
            return
        try:
            for some in batches(rows, BATCH):
                self._base.execute("BEGIN IMMEDIATE")
                self._base.executemany(statement, some)
                self._base.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            self._failed(error)

    def _failed(self, error: sqlite3.Error) -> None:
        """A broken file is begun anew. A full disk, or another process that does not stop writing, costs what was to be written."""
        if _is_broken(error):
            self._rebuild()
        elif not _is_busy(error):
            self._writable = False
            self.trouble = self.trouble or "unwritable"

    def _opened(self) -> sqlite3.Connection | None:
        try:
            return self._connected()
        except sqlite3.Error as error:
            if _is_broken(error):
                return self._anew()
            return self._read_only()
        except OSError:
            return self._read_only()

    def _connected(self) -> sqlite3.Connection:
        """The file, made where there is none."""
        folder = self._where.folder
        if not os.path.isdir(folder):  # noqa: PTH112
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, ".gitignore"), "w", encoding="utf-8") as stream:
                stream.write(_README)
        base = sqlite3.connect(self._where.file, timeout=PATIENCE, isolation_level=None)
        try:
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            if layout != LAYOUT:
                self._laid_out(base)
            base.execute("PRAGMA synchronous = OFF")  # a power failure may break the file, and that is seen by the sums
            base.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
        except BaseException:
            base.close()
            raise
        return base

    def _laid_out(self, base: sqlite3.Connection) -> None:
        """Write-ahead logging lets others read while one writes, and a killed writer leaves nothing half done."""
        base.execute(f"PRAGMA page_size = {PAGE}")
        base.execute("PRAGMA auto_vacuum = INCREMENTAL")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("BEGIN IMMEDIATE")
        (layout,) = base.execute("PRAGMA user_version").fetchone()
        for table in TABLES if layout != LAYOUT else ():  # another process may have been faster
            base.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _TABLES.format(table=table).strip().split(";\n"):
                base.execute(statement.rstrip(";"))
        base.execute(f"PRAGMA user_version = {LAYOUT}")
        base.execute("COMMIT")

    def _read_only(self) -> sqlite3.Connection | None:
        """The file as it is, where it cannot be written: in a folder of another user, or on a full or read-only disk."""
        self._writable, self.trouble = False, "unwritable"
        file = os.path.abspath(self._where.file)  # noqa: PTH100
        if not os.path.isfile(file) or os.path.exists(file + "-wal"):  # noqa: PTH113 (a log that is not merged holds part of it)
            return None
        from urllib.parse import quote

        try:
            base = sqlite3.connect(f"file:{quote(file)}?mode=ro&immutable=1", uri=True, isolation_level=None)
            (layout,) = base.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error:
            return None
        return base if layout == LAYOUT else None

    def _rebuild(self) -> None:
        self.close()
        self._base = self._anew() if self._writable else None

    def _anew(self) -> sqlite3.Connection | None:
        """A new file in the place of a broken one. Only one attempt is made in a run."""
        if self.trouble is not None:
            return None
        self.trouble = "rebuilt"
        try:
            clean(self._where)
            return self._connected()
        except (sqlite3.Error, OSError):
            self._writable = False
            return None

    def prune(self) -> None:
        """Forget what no run has asked for in DAYS days, once a day."""
        if self._base is None or not self._writable:
            return
        try:
            (last,) = self._base.execute("PRAGMA application_id").fetchone()
            if last == self._today:
                return
            self._base.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                self._base.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - DAYS,))
            self._base.execute(f"PRAGMA application_id = {self._today}")
            self._base.execute("COMMIT")
            self._base.execute("PRAGMA incremental_vacuum").fetchall()
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            self._failed(error)


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same in lists of a size, of which the last may be shorter."""
    each = iter(rows)
    while some := list(islice(each, size)):
        yield some


def _sum(key: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key))


def _is_broken(error: sqlite3.Error) -> bool:
    """Whether the file is no database, or a damaged one, or has other tables than ours."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _is_busy(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
