"""postlint finds what a generation pipeline, a blind find-and-replace or a hasty edit left broken in a blog post.

The names below are the Python API, described in docs/api.md. `import postlint` alone imports none of what stands behind them.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from postlint.api import lint_paths, lint_text
    from postlint.diagnostic import Edit, Severity, Tier
    from postlint.mistake import PostlintError
    from postlint.post.text import Position, Span
    from postlint.results import Diagnostic, Fix, Related, Report

__version__ = "0.1.0"
__all__ = [
    "Diagnostic",
    "Edit",
    "Fix",
    "Position",
    "PostlintError",
    "Related",
    "Report",
    "Severity",
    "Span",
    "Tier",
    "__version__",
    "lint_paths",
    "lint_text",
]

_ROOMS = {
    "postlint.api": ("lint_paths", "lint_text"),
    "postlint.diagnostic": ("Edit", "Severity", "Tier"),
    "postlint.mistake": ("PostlintError",),
    "postlint.post.text": ("Position", "Span"),
    "postlint.results": ("Diagnostic", "Fix", "Related", "Report"),
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for."""
    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(room), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
