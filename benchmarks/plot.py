"""The picture of the guide on speed: time and memory against the number of posts, as SVG. Pure functions, no library."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

#: a panel's drawing area and the margins around it, in CSS pixels
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, GAP = 620, 260, 64, 40, 46, 24
#: room for the names of the lines, behind their last points, and how far these names must be apart
RIGHT, LABEL = 150, 15
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .head { font-size: 14px; font-weight: 600 }
.grid { stroke: #ddd } .line { fill: none; stroke-width: 2 }
.c0 { stroke: #b4460f; fill: #b4460f } .c1 { stroke: #1f6feb; fill: #1f6feb }
.c2 { stroke: #23812f; fill: #23812f } .c3 { stroke: #777; fill: #777 }
.guide { stroke: #999; stroke-dasharray: 3 4 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } }
"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name and its points, by rising x."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Panel:
    """A diagram: x is drawn to a scale of logarithms; so is y, and a line in proportion to x with it, or y counts from zero."""

    heading: str
    below: str
    series: Sequence[Series]
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """How figures become pixels: from the lowest to the highest figure, over a length that starts at a pixel."""

    low: float
    high: float
    start: float
    length: float
    logarithmic: bool

    def at(self, figure: float) -> float:
        """The pixel of a figure; raises ValueError for a figure that is not positive, on a scale of logarithms."""
        low, high, value = (
            (math.log10(each) for each in (self.low, self.high, figure)) if self.logarithmic else (self.low, self.high, figure)
        )
        return self.start + self.length * (value - low) / (high - low)


def picture(panels: Sequence[Panel], title: str) -> str:
    """Panels below each other."""
    height = len(panels) * (TOP + HEIGHT + BOTTOM) + (len(panels) - 1) * GAP
    width = LEFT + WIDTH + RIGHT
    drawn = "".join(_panel(panel, at * (TOP + HEIGHT + BOTTOM + GAP)) for at, panel in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>\n{drawn}</svg>\n"
    )


def _panel(panel: Panel, above: float) -> str:
    points = [point for series in panel.series for point in series.points]
    figures = [y for _, y in points]
    xs = sorted({x for x, _ in points})
    across = Axis(xs[0], xs[-1] if xs[-1] > xs[0] else 2 * xs[0], LEFT, WIDTH, True)
    steps = decades(min(figures), max(figures)) if panel.logarithmic else rounds(max(figures))
    up = Axis(steps[0], steps[-1], above + TOP + HEIGHT, -HEIGHT, panel.logarithmic)
    parts = [
        f'<text class="head" x="{LEFT}" y="{above + 20:.0f}">{escape(panel.heading)}</text>\n',
        *(_level(step, up) for step in steps),
        *(_upright(x, across, up) for x in xs),
        f'<text x="{LEFT + WIDTH / 2:.0f}" y="{above + TOP + HEIGHT + 38:.0f}" text-anchor="middle">{escape(panel.below)}</text>\n',
        _proportional(panel.series[0].points, across, up) if panel.logarithmic else "",
        *(_line(series, number, across, up) for number, series in enumerate(panel.series)),
        *_names(panel.series, up),
    ]
    return "".join(parts)


def decades(low: float, high: float) -> list[float]:
    """Powers of ten that hold two positive figures between them."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


def rounds(high: float) -> list[float]:
    """Round figures from zero to a positive figure or beyond, four to eight of them."""
    unit = 10.0 ** math.floor(math.log10(high))
    step = next(part * unit for part in (0.2, 0.25, 0.5, 1, 2) if part * unit * 5 >= high)
    return [step * number for number in range(math.ceil(high / step - 1e-9) + 1)]


def _level(figure: float, up: Axis) -> str:
    y = up.at(figure)
    return (
        f'<line class="grid" x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{figure:,.10g}</text>\n'
    )


def _upright(figure: float, across: Axis, up: Axis) -> str:
    x = across.at(figure)
    return (
        f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{up.start:.1f}" y2="{up.start + up.length:.1f}"/>'
        f'<text x="{x:.1f}" y="{up.start + 18:.1f}" text-anchor="middle">{figure:,.10g}</text>\n'
    )


def _proportional(points: Sequence[Point], across: Axis, up: Axis) -> str:
    """Where the first line would run if all were like its last point: the figure in proportion to x."""
    x, y = points[-1]
    low = max(across.low, x * up.low / y)
    return f'<line class="guide" x1="{across.at(low):.1f}" y1="{up.at(y * low / x):.1f}" x2="{across.at(x):.1f}" y2="{up.at(y):.1f}"/>\n'


def _line(series: Series, number: int, across: Axis, up: Axis) -> str:
    places = [(across.at(x), up.at(y)) for x, y in series.points]
    dots = "".join(f'<circle class="c{number}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
    return f'<polyline class="line c{number}" style="fill:none" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>{dots}\n'


def _names(series: Sequence[Series], up: Axis) -> Iterable[str]:
    """The lines' names beside their last points, moved up where they would cover each other."""
    lowest = math.inf
    for number, each in sorted(enumerate(series), key=lambda pair: pair[1].points[-1][1]):
        lowest = min(up.at(each.points[-1][1]) + 4, lowest - LABEL)
        yield f'<text class="c{number}" style="stroke:none" x="{LEFT + WIDTH + 10}" y="{lowest:.1f}">{escape(each.name)}</text>\n'
