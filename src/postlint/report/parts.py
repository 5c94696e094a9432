"""The parts of a report that belong to one post each, rendered where its findings are: in a worker, or in an earlier run.

Only formats in which a post's findings stand together, whatever the others say, have such parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from postlint.diagnostic import Diagnostic, Report
from postlint.report.style import Style, Told
from postlint.shelf import Part, shelves_of

#: the formats, and what besides the language makes their parts look different
_FORMS: Mapping[str, tuple[str, ...]] = {"text": ("color", "width"), "concise": ("color",), "jsonl": (), "github": ("prefix",)}
#: a post's findings in one format, as text
Render = Callable[[str, Sequence[Diagnostic], Style], str]


class Renderer(Struct, frozen=True):
    """Renders the parts of a report. The style's catalogue is left behind: where the findings are, the rules are, too."""

    form: str
    style: Style

    @property
    def key(self) -> str:
        """What tells parts that look different apart."""
        style = self.style
        return f"{self.form} {style.lang} {style.width} {int(style.color)} {style.prefix}"

    def __call__(self, path: str, diagnostics: Sequence[Diagnostic], catalogue: Mapping[str, Told]) -> Part:
        """The part of one post."""
        return Part(self.key, _render_of(self.form)(path, diagnostics, self.style._replace(catalogue=catalogue)))


def renderer(form: str, style: Style) -> Renderer | None:
    """What renders the parts of a report in a format; None for one that has none, or shows no findings."""
    if form == "json":
        form = "jsonl"  # a diagnostic looks the same in both
    if form not in _FORMS or ((style.quiet or style.statistics) and form != "jsonl"):
        return None
    look = {name: getattr(style, name) for name in _FORMS[form]}
    return Renderer(form, Style({}, style.lang, **look))


def parts(report: Report, form: str, style: Style, render: Render) -> Iterator[str]:
    """The parts of a report; those that are there already are taken as they are."""
    wanted = renderer(form, style)
    for shelf in shelves_of(report.diagnostics):
        there = shelf.part.text if wanted is not None and shelf.part is not None and shelf.part.key == wanted.key else None
        yield render(shelf.path, shelf.diagnostics, style) if there is None else there


def _render_of(form: str) -> Render:
    match form:
        case "text":
            from postlint.report.text import post_text

            return post_text
        case "concise":
            from postlint.report.concise import post_lines

            return post_lines
        case "github":
            from postlint.report.github import post_commands

            return post_commands
    from postlint.report.json import post_rows

    return post_rows
