"""The report for GitLab's merge requests, in its Code Quality format.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab tells by the fingerprints which findings a branch
adds and which it resolves, so these must be unique in a report and stay the same while lines move.
"""

from hashlib import blake2b
from typing import Any

from postlint.diagnostic import Diagnostic, Report, Severity
from postlint.engine.fingerprint import numbered
from postlint.report.json import dump
from postlint.report.message import last_line, message, relative
from postlint.report.style import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render_gitlab(report: Report, style: Style) -> str:
    """A JSON list with a finding a line."""
    rows = ",\n".join(dump(_issue(found, number, style)) for found, number in numbered(report.diagnostics))
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def _issue(found: Diagnostic, number: int, style: Style) -> dict[str, Any]:
    return {
        "description": message(found, style),
        "check_name": found.rule,
        "fingerprint": _unique(found, number),
        "severity": _SEVERITIES[found.severity],
        "location": {"path": relative(found.path), "lines": {"begin": found.start.line, "end": last_line(found)}},
    }


def _unique(found: Diagnostic, number: int) -> str:
    parts = (relative(found.path), found.rule, found.fingerprint, str(number))
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
