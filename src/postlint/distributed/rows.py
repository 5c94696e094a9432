"""The rows of the datasets: posts while they are worked on, and diagnostics as they come out."""

import json
import pickle
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from postlint.diagnostic import Diagnostic
from postlint.report.json import dump, post_rows
from postlint.report.style import Style

_POSITION = pa.struct([("offset", pa.int64()), ("line", pa.int64()), ("column", pa.int64())])
_RELATED = pa.struct([("path", pa.string()), ("start", _POSITION), ("end", _POSITION), ("message", pa.string())])
_EDIT = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())])
_FIX = pa.struct([("title", pa.string()), ("safe", pa.bool_()), ("edits", pa.list_(_EDIT))])

#: a diagnostic, as in the JSON report; `data`, whose keys differ from rule to rule, is JSON in a text
DIAGNOSTIC = pa.schema(
    [
        ("path", pa.string()),
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("tier", pa.string()),
        ("message", pa.string()),
        ("messageId", pa.string()),
        ("data", pa.string()),
        ("start", _POSITION),
        ("end", _POSITION),
        ("related", pa.list_(_RELATED)),
        ("fix", _FIX),
    ]
)

#: what is known of a post or a group: the part that it is worked on in, the path or the key, a rule ("" for the post itself),
#: and what was found, pickled; `content` where it will be needed again
STEP = pa.schema(
    [("part", pa.int64()), ("path", pa.string()), ("rule", pa.string()), ("found", pa.large_binary()), ("content", pa.large_binary())]
)


def steps(rows: Iterable[tuple[int, str, str, Any, bytes | None]]) -> pa.Table:
    """Rows of STEP; what was found need not be pickled yet."""
    packed = [(part, path, rule, pickle.dumps(found), content) for part, path, rule, found, content in rows]
    columns = zip(*packed, strict=True) if packed else [()] * len(STEP)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, STEP, strict=True)], schema=STEP)


def told(diagnostics: Iterable[Diagnostic], style: Style) -> pa.Table:
    """Rows of DIAGNOSTIC, with what UTF-8 cannot hold replaced as in the JSON report."""
    rows = [json.loads(row) for row in post_rows("", tuple(diagnostics), style).split("\n")[:-1]]
    return pa.Table.from_pylist([{**row, "data": dump(row["data"])} for row in rows], schema=DIAGNOSTIC)
