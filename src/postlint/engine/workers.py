"""Posts over several processes. A process that dies costs its own post a diagnostic, not the run."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import Any, Generic, Literal, TypeVar

from postlint.engine.discover import Source
from postlint.engine.lint import PostResult, failure, lint_file
from postlint.engine.registry import Plan
from postlint.post.post import Post

Method = Literal["fork", "spawn"]
Chunk = tuple[Source, ...]
T = TypeVar("T")
#: what is done with a post; goes to the processes, so it and what it returns must be picklable
Work = Callable[[Source], T]

#: posts a task: with fewer the processes wait for each other, with more the last one works alone
CHUNK = 8
METHOD: Method = "fork" if sys.platform == "linux" else "spawn"
#: tasks a process that are under way at a time: enough for this process to be late, and no more, since their results fill the memory
AHEAD = 4
#: what a dead process may have held or handed over unread, in tasks
IN_FLIGHT = 2


def in_parallel(
    sources: Sequence[Source], work: Work[T], lost: Callable[[PostResult], T], jobs: int, method: Method = METHOD
) -> Iterator[T]:
    """What the work makes of each source, in no particular order; `lost` makes it of the diagnostic about a process that died.

    After a process has died, the posts that may be to blame are tried again one at a time; the others go back to the pool.
    Where no process can be started, this one does the work.
    Must be called before this process has started a thread: a forked copy of a lock that a thread holds is never released.
    """
    start: Callable[[int], _Pool[T]] = partial(_Pool, work, method)
    pending: Sequence[Chunk] = [tuple(sources[index : index + CHUNK]) for index in range(0, len(sources), CHUNK)]
    while pending:
        left: list[int] = []
        with start(min(jobs, len(pending))) as pool:
            for number, task in pool.finished(pending, AHEAD * jobs):
                try:
                    yield from task.result()
                except Exception:
                    left.append(number)
        # tasks are handed out in order, so those that were being worked on stand in front
        undone = [pending[number] for number in sorted(left)]
        if undone and not _can_start(start):
            yield from (work(source) for chunk in undone for source in chunk)
            return
        suspects, pending = undone[: IN_FLIGHT * jobs], undone[IN_FLIGHT * jobs :]
        yield from _one_by_one([source for chunk in suspects for source in chunk], start, lost)


def _one_by_one(sources: Sequence[Source], start: "Callable[[int], _Pool[T]]", lost: Callable[[PostResult], T]) -> Iterator[T]:
    left = list(reversed(sources))
    while left:
        with start(1) as pool:
            broken = False
            while left and not broken:
                source = left.pop()
                try:
                    yield from pool.submit((source,)).result()
                except Exception as error:
                    broken = isinstance(error, BrokenProcessPool)
                    told = "killed, or crashed in a library" if broken else error
                    yield lost(PostResult(source.path, (failure(Post(source.path, ""), "worker", "", told),), {}))


def _can_start(start: "Callable[[int], _Pool[Any]]") -> bool:
    """Whether processes can be had at all: spawning fails where a program that uses the Python API has no main guard."""
    with start(1) as pool:
        return pool.submit(()).exception() is None


class _Pool(Generic[T]):
    """A process pool that drops its queued work when it is left early."""

    def __init__(self, work: Work[T], method: Method, jobs: int) -> None:
        context = multiprocessing.get_context(method)
        self._executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(work,))

    def __enter__(self) -> "_Pool[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    def finished(self, chunks: Sequence[Chunk], ahead: int) -> "Iterator[tuple[int, Future[list[T]]]]":
        """Tasks that have ended, as they end, each with the number of its chunk; so many are under way at a time."""
        coming = iter(enumerate(chunks))
        numbers: dict[Future[list[T]], int] = {}
        ended: SimpleQueue[Future[list[T]]] = SimpleQueue()

        def begin(count: int) -> None:
            for number, chunk in islice(coming, count):
                task = self.submit(chunk)
                numbers[task] = number
                task.add_done_callback(ended.put)

        begin(ahead)
        while numbers:
            task = ended.get()
            begin(1)
            yield numbers.pop(task), task
            del task  # what came of it has been handed on, and must not wait for the next

    def submit(self, chunk: Chunk) -> "Future[list[T]]":
        try:
            return self._executor.submit(_do_chunk, chunk)
        except BrokenProcessPool as error:
            refused: Future[list[T]] = Future()
            refused.set_exception(error)
            return refused


#: the work of a worker process; a task carries only names, since a plan is large
_work: Work[Any] = partial(lint_file, plan=Plan(()))


def _start_worker(work: Work[Any]) -> None:
    global _work  # noqa: PLW0603 (the only way from a pool's initializer to its tasks)
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run; a worker would print a traceback
    threading.Thread(target=_die_with_parent, daemon=True).start()
    gc.freeze()  # rules, patterns and configuration stay: they need not be looked through again for what can go


def _do_chunk(chunk: Chunk) -> list[Any]:
    return [_work(source) for source in chunk]


def _die_with_parent() -> None:
    """A forked worker holds its own end of the task queue open, so it would wait for ever once the parent is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
