"""What Word calls a file damaged for, looked for in every form of the gallery (ISO/IEC 29500-1, transitional schema)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter

import pytest
from lxml import etree

from nhipcau.engines.officialdoc.write.docx import write_docx
from tests.gallery.papers import PAPERS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku"
        " wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing"
        " mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color"
        " spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd"
        " tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign"
        " noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "pBdr": "top left bottom right between bar",
    "tblCellMar": "top left start bottom right end",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p tbl",
}  # fmt: skip
FREE = {"tc": {"p", "tbl"}, "sectPr": {"headerReference", "footerReference"}}
"""Children that may follow one another in any order."""


def package(name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_docx(PAPERS[name])))


def roots(opened: zipfile.ZipFile):
    """(name, root) of every part that is XML."""
    for part in opened.namelist():
        if part.endswith((".xml", ".rels")):
            yield part, etree.fromstring(opened.read(part))


@pytest.mark.parametrize("name", PAPERS)
def test_children_stand_in_the_order_of_the_schema_and_once(name):
    seen = 0
    for part, root in roots(package(name)):
        for parent, words in ORDER.items():
            order, free = words.split(), FREE.get(parent, set())
            for node in root.iter(W + parent):
                names = [etree.QName(child).localname for child in node]
                assert set(names) <= set(order), (part, parent, names)
                places = [order.index(one) for one in names if one not in free]
                assert places == sorted(places), (part, parent, names)
                if parent in ("pPr", "rPr", "tblPr", "tcPr"):
                    assert max(Counter(names).values(), default=1) == 1, (part, parent, names)
                seen += 1
    assert seen > 50  # of the paper's own: no style that it does not use is in the file


@pytest.mark.parametrize("name", PAPERS)
def test_each_part_has_a_type_and_each_relation_a_target(name):
    opened = package(name)
    names = opened.namelist()
    assert len(names) == len(set(names))
    types = etree.fromstring(opened.read("[Content_Types].xml"))
    endings = {node.get("Extension", "").lower() for node in types.iter(TYPES + "Default")}
    overridden = [node.get("PartName", "").lstrip("/") for node in types.iter(TYPES + "Override")]
    assert len(overridden) == len(set(overridden))
    assert set(overridden) <= set(names)
    for part in names:
        assert (
            part == "[Content_Types].xml" or part in overridden or part.rpartition(".")[2].lower() in endings
        )
    for part in (one for one in names if one.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(part))
        found = list(etree.fromstring(opened.read(part)).iter(RELS + "Relationship"))
        keys = [node.get("Id") for node in found]
        assert len(keys) == len(set(keys))
        for node in found:
            if node.get("TargetMode") == "External":
                continue
            target = node.get("Target", "")
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            assert path in names


@pytest.mark.parametrize("name", PAPERS)
def test_what_the_text_names_is_there(name):
    """Relations, styles; ids of bookmarks and drawings stand once."""
    opened = package(name)
    rels = etree.fromstring(opened.read("word/_rels/document.xml.rels"))
    keys = {node.get("Id") for node in rels.iter(RELS + "Relationship")}
    styles = {
        node.get(W + "styleId") for node in etree.fromstring(opened.read("word/styles.xml")).iter(W + "style")
    }
    root = etree.fromstring(opened.read("word/document.xml"))
    used = {
        value for node in root.iter() for key, value in node.attrib.items() if key in (R + "id", R + "embed")
    }
    assert used and used <= keys
    for part, own in roots(opened):
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "link", "next"):
            assert {node.get(W + "val") for node in own.iter(W + kind)} <= styles, part
        assert not list(own.iter(W + "numId")), part
    for nodes in (root.iter(W + "bookmarkStart"), root.iter(WP + "docPr")):
        marks = [node.get("id") or node.get(W + "id") for node in nodes]
        assert len(marks) == len(set(marks))


@pytest.mark.parametrize("name", PAPERS)
def test_drawings_are_whole(name):
    """Each in its own run, of a size, with a picture that is there and of the kind that its part says."""
    opened = package(name)
    root = etree.fromstring(opened.read("word/document.xml"))
    rels = etree.fromstring(opened.read("word/_rels/document.xml.rels"))
    targets = {node.get("Id"): node.get("Target") for node in rels.iter(RELS + "Relationship")}
    for node in root.iter(W + "drawing"):
        assert [etree.QName(child).localname for child in node] in (["inline"], ["anchor"])
        held = node[0]
        names = [etree.QName(child).localname for child in held]
        order = [
            "simplePos",
            "positionH",
            "positionV",
            "extent",
            "effectExtent",
            "wrapNone",
            "wrapTopAndBottom",
            "docPr",
            "cNvGraphicFramePr",
            "graphic",
        ]
        places = [order.index(one) for one in names]
        assert places == sorted(set(places)) and {"extent", "docPr", "graphic"} <= set(names)
        extent = held.find(WP + "extent")
        assert int(extent.get("cx")) > 0 and int(extent.get("cy")) > 0
        assert int(held.find(WP + "docPr").get("id")) > 0
        for picture in held.iter(PIC + "pic"):
            assert [etree.QName(child).localname for child in picture] == ["nvPicPr", "blipFill", "spPr"]
            (blip,) = picture.iter(A + "blip")
            content = opened.read(posixpath.normpath(posixpath.join("word", targets[blip.get(R + "embed")])))
            assert content.startswith(b"\x89PNG")
            assert held.find(WP + "docPr").get("descr")


@pytest.mark.parametrize("name", PAPERS)
def test_each_note_is_named_once_in_the_order_of_the_text(name):
    """ISO/IEC 29500-1, 17.11: ids of notes and of their places are the same; the two rules are declared in the settings."""
    opened = package(name)
    named = [
        node.get(W + "id")
        for node in etree.fromstring(opened.read("word/document.xml")).iter(W + "footnoteReference")
    ]
    if name != "bao-cao-so-lieu":
        assert not named and "word/footnotes.xml" not in opened.namelist()
        return
    notes = etree.fromstring(opened.read("word/footnotes.xml"))
    kept = {node.get(W + "id"): node.get(W + "type") for node in notes}
    assert len(named) == 29 and named == [key for key, kind in kept.items() if kind is None]
    assert {key: kind for key, kind in kept.items() if kind} == {
        "-1": "separator",
        "0": "continuationSeparator",
    }
    for node in notes:
        assert len(node.findall(f"{W}p")) == 1 and (
            node.get(W + "type") or len(list(node.iter(W + "footnoteRef"))) == 1
        )
    settings = etree.fromstring(opened.read("word/settings.xml"))
    assert [node.get(W + "id") for node in settings.find(W + "footnotePr")] == ["-1", "0"]
    following = [etree.QName(node).localname for node in settings.find(W + "footnotePr").itersiblings()]
    assert set(following) & {"compat", "rsids"} and "zoom" not in following


@pytest.mark.parametrize("name", PAPERS)
def test_tables_are_whole(name):
    """Each cell ends with a paragraph, each row fills the grid, a merge downwards has a beginning."""
    root = etree.fromstring(package(name).read("word/document.xml"))
    for table in root.iter(W + "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        begun: set[int] = set()
        for row in table.findall(W + "tr"):
            place = 0
            for cell in row.findall(W + "tc"):
                assert cell[-1].tag == W + "p"
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(W + "val", "continue") == "continue":
                    assert place in begun
                elif merge is not None:
                    begun.add(place)
                else:
                    begun.discard(place)
                place += int(span.get(W + "val")) if span is not None else 1
            assert place == columns
    fields = [node.get(W + "fldCharType") for node in root.iter(W + "fldChar")]
    assert fields.count("begin") == fields.count("end")
    assert root.find(W + "body")[-1].tag == W + "sectPr"


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_carries_nothing_that_it_does_not_use(name):
    opened = package(name)
    assert not {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"} & set(opened.namelist())
    assert opened.getinfo("word/styles.xml").file_size < 25_000
