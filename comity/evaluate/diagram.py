"""Bins of forecasts in; a reliability diagram as SVG 1.1 that can also be read aloud, out.

Murphy and Winkler, "Reliability of subjective probability forecasts", 1977: what was forecast
against the share that came true; on the diagonal, a forecast is as good as its word. Bars are
95 % intervals of a share (Wilson, JASA 1927), and each point says of how many it is.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.evaluate.documents import Bin, Reliability

_SIDE, _LEFT, _TOP, _BELOW, _APART = 300, 56, 112, 56, 24
_Z = 1.959964  # 95 %
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: currentColor; }
.head { font-weight: 600; font-size: 14px; }
.grid { stroke: currentColor; stroke-opacity: .15; }
.ideal { stroke: currentColor; stroke-opacity: .5; stroke-dasharray: 4 4; }
.range { stroke: #0e7490; stroke-width: 2; }
.point { fill: #0e7490; }
.count { font-size: 10px; }
svg { color: #1f2937; background: #ffffff; }
@media (prefers-color-scheme: dark) {
  svg { color: #e5e7eb; background: #111827; }
  .range { stroke: #22d3ee; } .point { fill: #22d3ee; }
}
"""


def reliability(forecasts: Sequence[Reliability]) -> str:
    """Return one picture with a square a forecast."""
    width = _LEFT + len(forecasts) * (_SIDE + _LEFT + _APART) - _APART
    height = _TOP + _SIDE + _BELOW
    squares = "".join(
        _square(one, left=_LEFT + number * (_SIDE + _LEFT + _APART))
        for number, one in enumerate(forecasts)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="title desc">\n'
        '<title id="title">What was forecast, and what came true</title>\n'
        f'<desc id="desc">{escape(described(forecasts))}</desc>\n'
        f"<style>{_STYLE}</style>\n{squares}</svg>\n"
    )


def described(forecasts: Sequence[Reliability]) -> str:
    """Return all that the picture shows, in words."""
    return " ".join(_in_words(one) for one in forecasts)


def wilson(came_true: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; 0 to 1 when nothing was counted.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if n == 0:
        return 0.0, 1.0
    share, spread = came_true / n, _Z * _Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _in_words(told: Reliability) -> str:
    filled = [one for one in told.bins if one.n]
    bins = "; ".join(
        f"of {one.n} at {(one.mean_forecast or 0) * 100:.0f} %, {one.came_true} came true"
        for one in filled
    )
    return f"{_head(told)}: {bins or 'nothing to check yet'}."


def _head(told: Reliability) -> str:
    what = "In touch" if told.target == "p_active_90d" else "Written to"
    return f"{what} within {told.horizon_days} days"


def _square(told: Reliability, *, left: int) -> str:
    """Return one forecast's square: the grid, the diagonal, a point a bin."""
    bottom, right, middle = _TOP + _SIDE, left + _SIDE, left + _SIDE // 2
    upright = f"translate({left - 38} {_TOP + _SIDE // 2}) rotate(-90)"
    parts = [f'<text class="head" x="{left}" y="24">{escape(_head(told))}</text>']
    for percent in range(0, 101, 25):
        x, y = left + _SIDE * percent / 100, bottom - _SIDE * percent / 100
        parts += [
            f'<path class="grid" d="M{x:g} {_TOP}V{bottom}M{left} {y:g}H{right}"/>',
            f'<text x="{x:g}" y="{bottom + 18}" text-anchor="middle">{percent}</text>',
            f'<text x="{left - 8}" y="{y + 4:g}" text-anchor="end">{percent}</text>',
        ]
    parts += [
        f'<path class="ideal" d="M{left} {bottom}L{right} {_TOP}"/>',
        f'<text x="{middle}" y="{bottom + 40}" text-anchor="middle">forecast, %</text>',
        f'<text transform="{upright}" text-anchor="middle">came true, %</text>',
        *(_point(one, left=left, bottom=bottom) for one in told.bins if one.n),
    ]
    return "\n".join(parts) + "\n"


def _point(one: Bin, *, left: int, bottom: int) -> str:
    x = left + _SIDE * (one.mean_forecast or 0)
    y = bottom - _SIDE * one.came_true / one.n
    low, high = (bottom - _SIDE * bound for bound in wilson(one.came_true, one.n))
    radius = min(3 + sqrt(one.n) / 4, 9)
    return (
        f'<path class="range" d="M{x:.1f} {low:.1f}V{high:.1f}"/>'
        f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
        f'<text class="count" transform="translate({x + 4:.1f} {bottom - _SIDE - 8}) rotate(-90)">'
        f"{one.came_true} of {one.n}</text>"
    )
