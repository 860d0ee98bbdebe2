"""How words and paragraphs of a Word file are really set: defaults, styles with their ancestors, themes, numbering,
direct setting (ISO/IEC 29500-1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from nhipcau.engines.vntext.letters import whole_number
from nhipcau.engines.vntext.records import record

from ..formats.docx_reader import W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 20  # styles built on one another
_FACES = ("ascii", "hAnsi")
_THEMED = {"text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1"}
_DARKEST = 0x20  # of each colour: what no eye tells from black

Props = Mapping[str, object]


@record(frozen=True, slots=True)
class Look:
    """How a run is set.  faces: for plain letters and for those with marks.  size: points.  colour: "" for black."""

    faces: tuple[str, str] = ("Times New Roman", "Times New Roman")
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    caps: bool = False
    hidden: bool = False
    colour: str = ""
    link: bool = False


@record(frozen=True, slots=True)
class Setting:
    """How a paragraph is set.  Lengths in points.  line: times a single line, 0 where ``exact`` (points) counts.

    first: of the first line, added to left; negative where it hangs.
    """

    style: str = ""
    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    least: bool = False  # ``exact`` is the least height
    contextual: bool = False  # no space between paragraphs of one style
    top: bool = False  # bordered
    bottom: bool = False
    sides: bool = False
    framed: str = ""  # where a frame stands across the page
    tabs: tuple[tuple[str, float], ...] = ()  # stops: kind, place


def value(node: etree._Element | None, name: str) -> str | None:
    found = node.find(W + name) if node is not None else None
    return found.get(W + "val") if found is not None else None


def _points(text: str | None) -> float | None:
    """Twentieths of a point → points; "12pt" and the like, as newer files write, too."""
    if text is None:
        return None
    for unit, times in (("pt", 1.0), ("mm", 72 / 25.4), ("cm", 720 / 25.4), ("in", 72.0)):
        if text.endswith(unit):
            try:
                return min(max(float(text[:-2]), -3000.0), 3000.0) * times
            except ValueError:
                return None
    try:
        return min(max(float(text), -60000.0), 60000.0) / 20
    except ValueError:
        return None


def _switch(node: etree._Element) -> bool:
    return node.get(W + "val", "1") not in ("0", "false", "none", "off")


_SWITCHES = {"b": "bold", "i": "italic", "caps": "caps", "vanish": "hidden"}


def run_props(node: etree._Element | None) -> dict[str, object]:
    """The direct properties of an rPr."""
    out: dict[str, object] = {}
    if node is None:
        return out
    for child in node:
        if not isinstance(child.tag, str) or not child.tag.startswith(W):
            continue
        name = child.tag[len(W) :]
        if name in _SWITCHES:
            out[_SWITCHES[name]] = _switch(child)
        elif name == "u":
            out["underlined"] = child.get(W + "val", "single") not in ("none", "words0")
        elif name == "sz":
            if half := whole_number(child.get(W + "val"), 0):
                out["size"] = half / 2
        elif name == "color":
            out["colour"] = (
                child.get(W + "themeColor") or "",
                child.get(W + "themeTint") or "",
                child.get(W + "val") or "auto",
            )
        elif name == "rFonts":
            for face in _FACES:
                if child.get(f"{W}{face}Theme"):
                    out[face] = "theme:" + child.get(f"{W}{face}Theme", "")
                elif child.get(W + face):
                    out[face] = child.get(W + face)
    return out


def par_props(node: etree._Element | None) -> dict[str, object]:
    """The direct properties of a pPr, numbering left out."""
    out: dict[str, object] = {}
    if node is None:
        return out
    if jc := value(node, "jc"):
        out["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(jc, jc)
    _indents(node.find(W + "ind"), out)
    _spacing(node.find(W + "spacing"), out)
    if (found := node.find(W + "contextualSpacing")) is not None:
        out["contextual"] = _switch(found)
    if (borders := node.find(W + "pBdr")) is not None:
        drawn = {
            child.tag[len(W) :] for child in borders if child.get(W + "val") not in (None, "nil", "none")
        }
        out["top"], out["bottom"], out["sides"] = (
            "top" in drawn,
            "bottom" in drawn,
            bool(drawn & {"left", "right"}),
        )
    if (frame := node.find(W + "framePr")) is not None:
        out["framed"] = frame.get(W + "xAlign") or "left"
    if (stops := node.find(W + "tabs")) is not None:
        out["tabs"] = tuple(
            (stop.get(W + "val", "left"), _points(stop.get(W + "pos")) or 0.0)
            for stop in stops
            if stop.get(W + "val") != "clear"
        )
    return out


def _indents(node: etree._Element | None, out: dict[str, object]) -> None:
    if node is None:
        return
    for name, others in (("left", ("left", "start")), ("right", ("right", "end"))):
        for other in others:
            if (length := _points(node.get(W + other))) is not None:
                out[name] = length
    if (length := _points(node.get(W + "firstLine"))) is not None:
        out["first"] = length
    if (length := _points(node.get(W + "hanging"))) is not None:
        out["first"] = -length


def _spacing(node: etree._Element | None, out: dict[str, object]) -> None:
    if node is None:
        return
    for name in ("before", "after"):
        if node.get(f"{W}{name}Autospacing") in ("1", "true", "on"):
            out[name] = 14.0
        elif (length := _points(node.get(W + name))) is not None:
            out[name] = length
    line = _points(node.get(W + "line"))
    if line is None:
        return
    how = node.get(W + "lineRule", "auto")
    if how == "auto":
        out["line"], out["exact"], out["least"] = line / 12, 0.0, False
    else:
        out["line"], out["exact"], out["least"] = 0.0, abs(line), how == "atLeast"


@dataclass
class Styles:
    """The styles of one file.  ``look`` and ``setting`` answer for what stands in it."""

    root: etree._Element | None
    theme: etree._Element | None
    numbering: etree._Element | None
    _raw: dict[str, tuple[str, dict[str, object], dict[str, object], etree._Element | None]] = field(
        default_factory=dict
    )
    _runs: dict[str, dict[str, object]] = field(default_factory=dict)
    _pars: dict[str, dict[str, object]] = field(default_factory=dict)
    _fonts: dict[str, str] = field(default_factory=dict)
    _colours: dict[str, str] = field(default_factory=dict)
    _levels: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    _base_run: dict[str, object] = field(default_factory=dict)
    _base_par: dict[str, object] = field(default_factory=dict)
    default: str = ""

    def __post_init__(self) -> None:
        self._read_theme()
        self._read_levels()
        if self.root is None:
            return
        defaults = self.root.find(W + "docDefaults")
        if defaults is not None:
            self._base_run = run_props(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self._base_par = par_props(defaults.find(f"{W}pPrDefault/{W}pPr"))
        for style in self.root.iter(W + "style"):
            key = style.get(W + "styleId", "")
            pars = style.find(W + "pPr")
            self._raw[key] = (
                value(style, "basedOn") or "",
                run_props(style.find(W + "rPr")),
                par_props(pars),
                pars.find(W + "numPr") if pars is not None else None,
            )
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self.default = key

    def _read_theme(self) -> None:
        if self.theme is None:
            return
        for word in ("major", "minor"):
            node = self.theme.find(f".//{_A}{word}Font/{_A}latin")
            if node is not None:
                self._fonts[word] = node.get("typeface", "")
        for child in (
            self.theme.find(f".//{_A}clrScheme") if self.theme.find(f".//{_A}clrScheme") is not None else ()
        ):
            for colour in child:
                self._colours[etree.QName(child).localname] = colour.get("lastClr") or colour.get("val") or ""

    def _read_levels(self) -> None:
        if self.numbering is None:
            return
        abstracts = {
            node.get(W + "abstractNumId", ""): {
                level.get(W + "ilvl", "0"): par_props(level.find(W + "pPr"))
                for level in node.findall(W + "lvl")
            }
            for node in self.numbering.iter(W + "abstractNum")
        }
        for node in self.numbering.iter(W + "num"):
            for level, props in abstracts.get(value(node, "abstractNumId") or "", {}).items():
                self._levels[node.get(W + "numId", ""), level] = props

    def _chain(self, key: str) -> list[str]:
        """A style and those it is built on, the oldest first."""
        out: list[str] = []
        while key in self._raw and key not in out and len(out) < _DEEPEST:
            out.append(key)
            key = self._raw[key][0]
        return out[::-1]

    def _run_of(self, key: str) -> dict[str, object]:
        if key not in self._runs:
            made: dict[str, object] = {}
            for name in self._chain(key):
                made |= self._raw[name][1]
            self._runs[key] = made
        return self._runs[key]

    def numbered(self, key: str) -> etree._Element | None:
        """The numbering that a paragraph style brings."""
        for name in reversed(self._chain(key or self.default)):
            if (found := self._raw[name][3]) is not None:
                return found
        return None

    def look(self, pars: str, table: str, runs: etree._Element | None, *, link: bool = False) -> Look:
        """How a run is set.  pars, table: ids of the styles of its paragraph and its table."""
        direct = run_props(runs)
        styles = [
            self._run_of(table),
            self._run_of(pars or self.default),
            self._run_of(value(runs, "rStyle") or ""),
        ]
        made = dict(self._base_run)
        for style in styles:
            made |= style
        for name in _SWITCHES.values():  # a style that is bold upon one that is bold is not
            if len(said := [bool(style[name]) for style in styles if name in style]) > 1:
                made[name] = sum(said) % 2 == 1
        made |= direct
        faces = tuple(self._face(made.get(name)) for name in _FACES)
        return Look(
            faces=(faces[0], faces[1]),
            size=float(str(made.get("size", 10.0))),
            bold=bool(made.get("bold")),
            italic=bool(made.get("italic")),
            underlined=bool(made.get("underlined")),
            caps=bool(made.get("caps")),
            hidden=bool(made.get("hidden")),
            colour=self._colour(made.get("colour")),
            link=link,
        )

    def _face(self, name: object) -> str:
        given = str(name or "Times New Roman")
        if given.startswith("theme:"):
            return self._fonts.get("major" if "major" in given else "minor", "") or "Times New Roman"
        return given.partition(";")[0].strip()

    def _colour(self, given: object) -> str:
        """ "" for black, else six hexadecimal digits or the theme's word."""
        if not isinstance(given, tuple):
            return ""
        theme, tint, shown = given
        if theme:
            name = _THEMED.get(str(theme), str(theme))
            shown = self._colours.get(name, "000000" if name == "dk1" else str(shown))
            if tint and whole_number(str(int(tint, 16)) if _is_hex(tint) else "255", 255) < 0xD0:
                return shown or theme
        if shown in ("auto", "windowText", ""):
            return ""
        if (
            len(shown) == 6
            and _is_hex(shown)
            and all(int(shown[at : at + 2], 16) <= _DARKEST for at in (0, 2, 4))
        ):
            return ""
        return shown.upper()

    def setting(self, properties: etree._Element | None, table: str = "") -> Setting:
        """How a paragraph with these properties is set."""
        key = value(properties, "pStyle") or self.default
        if key not in self._raw:
            key = self.default
        if key not in self._pars:
            made: dict[str, object] = {}
            for name in self._chain(key):
                if (own := self._raw[name][3]) is not None:
                    made |= self._level(own)
                made |= self._raw[name][2]
            self._pars[key] = made
        said = dict(self._base_par)
        for name in self._chain(table):
            said |= self._raw[name][2]
        said |= self._pars[key]
        stops = said.get("tabs", ())
        number = properties.find(W + "numPr") if properties is not None else None
        if number is not None:
            said |= self._level(number)
        said |= par_props(properties)
        if stops and said["tabs"] is not stops:
            said["tabs"] = (*stops, *said["tabs"])  # type: ignore[misc]
        return replace(Setting(style=key), **said)  # type: ignore[arg-type]

    def _level(self, number: etree._Element) -> dict[str, object]:
        place = (value(number, "numId") or "0", value(number, "ilvl") or "0")
        return self._levels.get(place, {})


def _is_hex(text: str) -> bool:
    return bool(text) and all(sign in "0123456789abcdefABCDEF" for sign in text)
