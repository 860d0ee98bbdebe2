"""The package round a paper made by ``form_builder``: styles, numbering, theme, relations."""

from __future__ import annotations

import io
import zipfile

from nhipcau.engines.officialdoc.tests.form_builder import NS, Builder, twips
from nhipcau.engines.officialdoc.tests.form_paper import Paper


def styles_xml(builder: Builder) -> str:
    face = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    if builder.paper.setting == "styles":
        face = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    out = (
        f'<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>{face}<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/><w:basedOn w:val="Normal"/><w:rPr><w:rFonts w:ascii="{builder.paper.face}" w:hAnsi="{builder.paper.face}"/>'
        '<w:b/><w:sz w:val="40"/></w:rPr></w:style>'
    )
    for (
        size,
        bold,
        italic,
        align,
        before,
        after,
        line,
        exact,
        first,
        caps,
        tab,
        left,
        hanging,
    ), name in builder.styles.items():
        spacing = (
            f'w:line="{round(exact * 20)}" w:lineRule="exact"'
            if exact
            else f'w:line="{round(line * 240)}" w:lineRule="auto"'
        )
        out += (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Goc"/><w:pPr>'
            f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" {spacing}/><w:ind w:left="{twips(left)}" '
            + (f'w:hanging="{twips(hanging)}"' if hanging else f'w:firstLine="{0 if tab else twips(first)}"')
            + f'/><w:jc w:val="{align}"/></w:pPr><w:rPr><w:b w:val="{int(bold)}"/><w:i w:val="{int(italic)}"/><w:caps w:val="{int(caps)}"/>'
            f'<w:sz w:val="{round(size * 2)}"/></w:rPr></w:style>'
        )
    return out + "</w:styles>"


def build(paper: Paper) -> bytes:
    builder = Builder(paper)
    made = {
        "head": builder.head, "title": builder.title, "addressees": lambda: builder.lines(paper.addressees), "preamble": lambda: builder.lines(paper.preamble),
        "body": lambda: builder.lines(paper.body), "foot": builder.foot, "annexes": builder.annexes,
    }  # fmt: skip
    body = "".join(builder.par(line) for line in paper.before_head) + "".join(
        made[name]() for name in paper.order
    )
    kinds = {"header": "header", "footer": "footer"}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relations = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "theme", "theme/theme1.xml"),
        ("rId3", "numbering", "numbering.xml"),
        ("rId4", "settings", "settings.xml"),
    ]
    if not paper.styles_part:
        relations = relations[1:]
    relations += [(key, kinds[kind], target) for key, kind, target in builder.relations]
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
            f'<Override PartName="/word/{target}" ContentType="{main}.{kind}+xml"/>' if kind != "theme" else
            '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
            for _, kind, target in relations) + f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
            f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}"/>' for key, kind, target in relations) + "</Relationships>",
        "word/theme/theme1.xml": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="T"><a:themeElements><a:clrScheme name="C"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme><a:fontScheme name="F"><a:majorFont><a:latin typeface="{paper.face}"/></a:majorFont><a:minorFont><a:latin typeface="{paper.face}"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>',
        "word/numbering.xml": f"<w:numbering {NS}>" + "".join(
            f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="720" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
            for at, (form, text) in enumerate((("decimal", "%1."), ("lowerLetter", "%1)"), ("bullet", "-")))) + "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(3)) + "</w:numbering>",
        "word/settings.xml": f"<w:settings {NS}>{'<w:evenAndOddHeaders/>' if paper.even_odd else ''}</w:settings>",
        **builder.parts,
    }  # fmt: skip
    if paper.styles_part:
        parts["word/styles.xml"] = styles_xml(builder)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(
                name,
                text
                if name.startswith("[")
                else '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text,
            )
    return out.getvalue()
