"""A chart as SVG: for a page on a screen, for the PDF, and (as a picture) for Word.

Series are told apart by colour and by pattern or dash, so a paper that was printed in black keeps its meaning.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from nhipcau.engines.officialdoc.write.chart import KEY, Chart, Drawing, laid_out
from nhipcau.engines.officialdoc.write.model import printable

COLOURS = ("#0b5d57", "#b07a1e", "#23578c", "#a8261f", "#6b4a8a", "#5d6b73")
DASHES = ("", "5 2", "1.5 2", "7 2 1.5 2", "3 3", "9 3")
FACES = "Tinos, 'Times New Roman', 'Libertinus Serif', serif"
_HATCHES = (
    "",
    '<path d="M0,6 L6,0" stroke="#fff" stroke-width="1.4"/>',
    '<path d="M0,3 H6" stroke="#fff" stroke-width="1.4"/>',
    '<path d="M0,0 L6,6" stroke="#fff" stroke-width="1.4"/>',
    '<circle cx="3" cy="3" r="1.2" fill="#fff"/>',
    '<path d="M3,0 V6" stroke="#fff" stroke-width="1.4"/>',
)
"""What a bar of each series is laid with, in white."""


def svg(
    chart: Chart,
    *,
    words: str,
    width: float = 453.0,
    height: float = 200.0,
    mark: str = "",
    larger: float = 1.0,
) -> str:
    """The drawing.  words: what it shows, for whoever does not see it.  width, height: points (453 is the width of a
    paper's text).  mark: letters that tell its patterns from those of other drawings on one page.  larger: how much
    larger all of it is shown than it is laid out."""
    drawing = laid_out(chart, width=width, height=height)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {drawing.width:.2f} {drawing.height:.2f}"'
            f' width="{drawing.width * larger:.2f}pt" height="{drawing.height * larger:.2f}pt"'
            f" aria-label={quoteattr(printable(words))} font-family={quoteattr(FACES)}>",
            f"<title>{escape(printable(words))}</title>",
            _patterns(len(chart.series), mark),
            *_rules(drawing, goal=False),
            *_bars(drawing, mark),
            *_paths(drawing),
            *_rules(drawing, goal=True),
            *_keys(drawing, mark),
            *_plates(drawing),
            *_words(drawing),
            "</svg>",
        ]
    )


def _patterns(count: int, mark: str) -> str:
    made = "".join(
        f'<pattern id="{mark}s{index}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{COLOURS[index]}"/>{_HATCHES[index]}</pattern>'
        for index in range(count)
    )
    return f"<defs>{made}</defs>"


def _fill(series: int, mark: str) -> str:
    return f"url(#{mark}s{series})" if _HATCHES[series] else COLOURS[series]


def _rules(drawing: Drawing, *, goal: bool) -> list[str]:
    look = (
        'stroke="#a8261f" stroke-width="1.2" stroke-dasharray="4 3"'
        if goal
        else 'stroke="#c9cfd1" stroke-width=".5"'
    )
    return [
        f'<line x1="{one.x1:.2f}" y1="{one.y1:.2f}" x2="{one.x2:.2f}" y2="{one.y2:.2f}" {look}/>'
        for one in drawing.rules
        if one.goal == goal
    ]


def _bars(drawing: Drawing, mark: str) -> list[str]:
    return [
        f'<rect x="{one.left:.2f}" y="{one.top:.2f}" width="{one.width:.2f}" height="{one.height:.2f}"'
        f' fill="{_fill(one.series, mark)}" stroke="#fff" stroke-width=".4"/>'
        for one in drawing.bars
    ]


def _paths(drawing: Drawing) -> list[str]:
    out = []
    for one in drawing.paths:
        colour = COLOURS[one.series]
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in one.points)
        out.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"'
            f' stroke-dasharray="{DASHES[one.series] or "none"}"/>'
        )
        out += [f'<circle cx="{x:.2f}" cy="{y:.2f}" r="2.2" fill="{colour}"/>' for x, y in one.points]
    return out


def _keys(drawing: Drawing, mark: str) -> list[str]:
    if drawing.paths:
        return [
            f'<line x1="{x:.2f}" y1="{y + KEY / 2:.2f}" x2="{x + KEY:.2f}" y2="{y + KEY / 2:.2f}"'
            f' stroke="{COLOURS[series]}" stroke-width="2" stroke-dasharray="{DASHES[series] or "none"}"/>'
            for series, x, y in drawing.keys
        ]
    return [
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{KEY}" height="{KEY}" fill="{_fill(series, mark)}"/>'
        for series, x, y in drawing.keys
    ]


def _plates(drawing: Drawing) -> list[str]:
    """White under a number on a pattern, in black and white as in colour."""
    out = []
    for one in drawing.words:
        if one.on_plate:
            left, top, right, bottom = one.box
            out.append(
                f'<rect x="{left - 2:.2f}" y="{top - 1:.2f}" width="{right - left + 4:.2f}" height="{bottom - top + 2:.2f}"'
                ' rx="2" fill="#fff"/>'
            )
    return out


def _words(drawing: Drawing) -> list[str]:
    """A white rim keeps them apart from rules and bars that they touch."""
    return [
        f'<text x="{one.x:.2f}" y="{one.y:.2f}" font-size="{one.size:g}" text-anchor="{one.anchor}"'
        f' font-weight="{"bold" if one.bold else "normal"}" fill="#111" stroke="#fff" stroke-width="1.6"'
        f' paint-order="stroke" stroke-linejoin="round">{escape(printable(one.text))}</text>'
        for one in drawing.words
    ]
