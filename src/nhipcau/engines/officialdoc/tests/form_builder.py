"""Word files made by hand for trying the checker of forms: plain XML, none of the product's own writer."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from nhipcau.engines.officialdoc.tests.form_paper import Page, Paper, Rule, T

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def emu(points: float) -> int:
    return round(points * 12700)


class Builder:
    """Puts one paper together."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.styles: dict[tuple, str] = {}
        self.parts: dict[str, str] = {}
        self.relations: list[tuple[str, str, str]] = []
        self.shape = 0

    # ---- runs and paragraphs ----------------------------------------------------------------------------------

    def faces(self, line: T) -> str:
        out = ""
        face = line.font or (self.paper.face if self.paper.setting == "direct" else "")
        if face:
            out += f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:cs="{face}"/>'
        out += (
            ("<w:b/>" if line.bold else "")
            + ("<w:i/>" if line.italic else "")
            + ("<w:caps/>" if line.caps else "")
        )
        if line.colour:
            out += f'<w:color w:val="{line.colour}"/>'
        return out + f'<w:sz w:val="{round(line.size * 2)}"/>'

    def run(self, line: T, text: str | None = None, *, underlined: bool = False, tab: bool = False) -> str:
        text = line.text if text is None else text
        properties = (
            self.faces(line)
            if self.paper.setting != "styles"
            else (self.faces(line) if line.font or line.colour else "")
        )
        if self.paper.setting == "styles":
            properties = (f'<w:rFonts w:ascii="{line.font}" w:hAnsi="{line.font}"/>' if line.font else "") + (
                f'<w:color w:val="{line.colour}"/>' if line.colour else ""
            )
        if underlined:
            properties += '<w:u w:val="single"/>'
        words = "".join(
            "<w:br/>"
            if piece == "\n"
            else "<w:tab/>"
            if piece == "\t"
            else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
            for piece in _pieces(text)
        )
        return f"<w:r><w:rPr>{properties}</w:rPr>{'<w:tab/>' if tab else ''}{words}</w:r>"

    def led(self, line: T) -> str:
        return (
            self.run(replace(line, bold=True), line.lead).replace(
                "<w:rPr>", "<w:rPr><w:b/>" if self.paper.setting == "styles" else "<w:rPr>"
            )
            if line.lead
            else ""
        )

    def setting(
        self, line: T, *, borders: str = "", indents: tuple[float, float] | None = None, tabs: str = ""
    ) -> str:
        left, right = indents or (0.0, 0.0)
        ind = f'<w:ind w:left="{twips(line.left) + round(left * 20)}" w:right="{round(right * 20)}"'
        if line.hanging:
            ind += f' w:hanging="{twips(line.hanging)}"'
        else:
            ind += f' w:firstLine="{0 if line.tab else twips(line.first)}"'
        spacing = f'<w:spacing w:before="{round(line.before * 20)}" w:after="{round(line.after * 20)}"'
        if line.exact:
            spacing += f' w:line="{round(line.exact * 20)}" w:lineRule="exact"/>'
        else:
            spacing += f' w:line="{round(line.line * 240)}" w:lineRule="auto"/>'
        number = (
            f'<w:numPr><w:ilvl w:val="{line.number[1]}"/><w:numId w:val="{line.number[0]}"/></w:numPr>'
            if line.number
            else ""
        )
        if self.paper.setting == "styles":
            key = (
                line.size,
                line.bold,
                line.italic,
                line.align,
                line.before,
                line.after,
                line.line,
                line.exact,
                line.first,
                line.caps,
                line.tab,
                line.left,
                line.hanging,
            )
            name = self.styles.setdefault(key, f"Kieu{len(self.styles) + 1}")
            own = ind + "/>" if indents else ""
            return f'<w:pPr><w:pStyle w:val="{name}"/>{number}{borders}{tabs}{own}</w:pPr>'
        return f'<w:pPr>{number}{borders}{tabs}{spacing}{ind}/><w:jc w:val="{line.align}"/></w:pPr>'

    def par(self, line: T, *, inside: str | None = None, **how) -> str:
        return f"<w:p>{self.setting(line, **how)}{self.led(line) + self.run(line, tab=line.tab) if inside is None else inside}</w:p>"

    # ---- lines ------------------------------------------------------------------------------------------------

    def ruled(self, line: T, rule: Rule, column: float) -> str:
        """The paragraph of a line and the rule under it; column: width in points."""
        indent = max((column - rule.length) / 2, 0)
        edge = '<w:pBdr><w:{0} w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        match rule.how:
            case "":
                return self.par(line)
            case "border":
                low = replace(line, text="", bold=False, size=4, before=0, after=0, align="center")
                return self.par(line) + self.par(
                    low, inside="", borders=edge.format("top"), indents=(indent, indent)
                )
            case "bottom":
                return self.par(line, borders=edge.format("bottom"), indents=(indent, indent))
            case "underline":
                return self.par(line, inside=self.run(line, underlined=True))
            case "part-underline":
                words = line.text
                start, end = round(len(words) * 0.3), round(len(words) * 0.7)
                inside = (
                    self.run(line, words[:start])
                    + self.run(line, words[start:end], underlined=True)
                    + self.run(line, words[end:])
                )
                return self.par(line, inside=inside)
            case "dashes":
                low = replace(
                    line,
                    text="_" * max(round(rule.length / (0.5 * 10)), 3),
                    bold=False,
                    size=10,
                    before=0,
                    after=0,
                )
                return self.par(line) + self.par(low)
            case "vml":
                drawn = (
                    f'<w:r><w:pict><v:line id="duong{self.next()}" style="position:absolute;z-index:1" '
                    f'from="{indent:.1f}pt,17pt" to="{indent + rule.length:.1f}pt,17pt"/></w:pict></w:r>'
                )
                return self.par(line, inside=self.run(line) + drawn)
            case "drawing":
                return self.par(line, inside=self.run(line) + self.drawn(indent, rule.length))
            case "drawing-alone":
                low = replace(line, text="", size=6)
                return self.par(line) + self.par(low, inside=self.drawn(indent, rule.length))
        raise ValueError(rule.how)

    def drawn(self, offset: float, length: float) -> str:
        number = self.next()
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"'
            ' simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(offset)}</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>215900</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{emu(length)}" cy="0"/><wp:wrapNone/><wp:docPr id="{number}" name="Đường {number}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(length)}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
            f'</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line id="d{number}" from="{offset}pt,17pt" to="{offset + length}pt,17pt"/>'
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def box(self, content: str, width: float, offset: float) -> str:
        number = self.next()
        return (
            '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0"'
            ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{emu(offset)}</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{emu(width)}" cy="{emu(70)}"/><wp:wrapNone/><wp:docPr id="{number}" name="Khung {number}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(width)}" cy="{emu(70)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
            f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )

    def next(self) -> int:
        self.shape += 1
        return self.shape

    # ---- parts of the paper -----------------------------------------------------------------------------------

    @property
    def text_width(self) -> float:
        page = self.paper.page
        return (page.width - page.left - page.right) / 25.4 * 72

    def left_lines(self, column: float) -> str:
        paper = self.paper
        out = "".join(self.par(line) for line in (*paper.parent, *paper.issuer[:-1]))
        return out + (self.ruled(paper.issuer[-1], paper.issuer_rule, column) if paper.issuer else "")

    def right_lines(self, column: float) -> str:
        paper = self.paper
        out = self.par(paper.nation) if paper.nation else ""
        return out + (self.ruled(paper.motto, paper.motto_rule, column) if paper.motto else "")

    def number_lines(self) -> str:
        paper = self.paper
        out = "" if paper.number is None or paper.number_after_kind else self.par(paper.number)
        out += "".join(
            self.par(replace(line, before=6 if not at else 0)) for at, line in enumerate(paper.letter_summary)
        )
        return out + (self.par(paper.stamp) if paper.stamp else "")

    def head(self) -> str:
        paper = self.paper
        left, right = self.text_width * 0.37, self.text_width * 0.63
        day = self.par(paper.date) if paper.date else ""
        match paper.layout:
            case "table":
                first, second = [self.left_lines(left), self.right_lines(right)], [self.number_lines(), day]
                widths = (left, right)
                if paper.swapped:
                    first.reverse()
                    widths = (right, left)
                if paper.rows == 1:
                    return self.table([[first[0] + second[0], first[1] + day]], widths)
                return self.table([first, second], widths)
            case "tabs":
                return self.tabbed()
            case "boxes":
                content = self.box(self.left_lines(left) + self.number_lines(), left, 0) + self.box(
                    self.right_lines(right) + day, right, left
                )
                return f"<w:p>{content}</w:p>" + "<w:p/>" * 5
            case "flow":
                return (
                    self.right_lines(self.text_width)
                    + self.left_lines(self.text_width)
                    + self.number_lines()
                    + day
                )
        raise ValueError(paper.layout)

    def tabbed(self) -> str:
        paper = self.paper
        tabs = f'<w:tabs><w:tab w:val="center" w:pos="{round(self.text_width * 0.2 * 20)}"/><w:tab w:val="center" w:pos="{round(self.text_width * 0.7 * 20)}"/></w:tabs>'
        left = [*paper.parent, *paper.issuer]
        right = [line for line in (paper.nation, paper.motto) if line]
        out = ""
        for at in range(max(len(left), len(right))):
            inside = ""
            for column in (left, right):
                if at < len(column):
                    line = column[at]
                    inside += "<w:r><w:tab/></w:r>"
                    inside += self.run(
                        line, underlined=line is paper.motto and paper.motto_rule.how == "underline"
                    )
                else:
                    inside += "<w:r><w:tab/></w:r>"
            out += self.par(replace(left[0], align="left"), inside=inside, tabs=tabs)
        drawn = ""
        if paper.issuer_rule.how == "drawing":
            drawn += self.drawn(
                self.text_width * 0.2 - paper.issuer_rule.length / 2, paper.issuer_rule.length
            )
        if paper.motto_rule.how == "drawing":
            drawn += self.drawn(self.text_width * 0.7 - paper.motto_rule.length / 2, paper.motto_rule.length)
        if drawn:
            out += self.par(T("", 8, align="left"), inside=drawn)
        inside = (self.run(paper.number, tab=True) if paper.number else "") + (
            self.run(paper.date, tab=True) if paper.date else ""
        )
        return (
            out
            + self.par(T("", 13, align="left"), inside=inside, tabs=tabs)
            + "".join(self.par(line) for line in paper.letter_summary)
        )

    def table(self, rows: list[list[str]], widths: tuple[float, ...], *, ruled: bool = False) -> str:
        grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        out = f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{f"<w:tblBorders>{edges}</w:tblBorders>" if ruled else ""}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        for row in rows:
            out += (
                "<w:tr>"
                + "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/></w:tcPr>{cell or "<w:p/>"}</w:tc>'
                    for cell, width in zip(row, widths, strict=True)
                )
                + "</w:tr>"
            )
        return out + "</w:tbl>"

    def title(self) -> str:
        paper = self.paper
        if paper.kind is None:
            return ""
        out = "" if paper.summary else self.ruled(paper.kind, paper.title_rule, self.text_width)
        if paper.summary:
            out = self.par(paper.kind) + (
                self.par(paper.number) if paper.number_after_kind and paper.number else ""
            )
            out += "".join(self.par(line) for line in paper.summary[:-1])
            out += self.ruled(paper.summary[-1], paper.title_rule, self.text_width)
        return out + self.par(T("", 8))

    def lines(self, lines: tuple) -> str:
        out = ""
        for line in lines:
            if isinstance(line, T):
                out += self.par(line)
            else:  # a table of texts
                widths = tuple(self.text_width / len(line[0]) for _ in line[0])
                rows = [
                    [self.par(T(text, 12, bold=not at, align="left")) for text in row]
                    for at, row in enumerate(line)
                ]
                out += self.table(rows, widths, ruled=True) + self.par(T("", 6))
        return out

    def foot(self) -> str:
        paper = self.paper
        receivers = "".join(self.par(line) for line in paper.receivers)
        columns = ["".join(self.par(line) for line in column) for column in paper.sign]
        if paper.sign_layout == "flow":
            return "".join(columns) + receivers
        if paper.sign_layout == "flow-after":
            return receivers + "".join(columns)
        if not receivers and not columns:
            return ""
        cells = ([receivers] if receivers else []) + columns
        widths = tuple(self.text_width / len(cells) for _ in cells)
        if paper.sign_layout == "swapped":
            cells.reverse()
        return self.table([cells], widths)

    # ---- sections and package ---------------------------------------------------------------------------------

    def field_of(self, page: Page) -> str:
        line = T("", page.size, italic=page.italic, font=self.paper.extra.get("page-face", self.paper.face))
        face = f"<w:rPr>{self.faces(line)}</w:rPr>"
        words = f'<w:r>{face}<w:t xml:space="preserve">{escape(page.words)}</w:t></w:r>' if page.words else ""
        if page.number == "complex":
            inside = "".join(
                f"<w:r>{face}{part}</w:r>"
                for part in (
                    '<w:fldChar w:fldCharType="begin"/>',
                    '<w:instrText xml:space="preserve"> PAGE   \\* MERGEFORMAT </w:instrText>',
                    '<w:fldChar w:fldCharType="separate"/>',
                    "<w:t>2</w:t>",
                    '<w:fldChar w:fldCharType="end"/>',
                )
            )
        else:
            inside = f'<w:fldSimple w:instr=" PAGE "><w:r>{face}<w:t>2</w:t></w:r></w:fldSimple>'
        if page.number == "frame":
            return f'<w:p><w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="{page.align}" w:y="1"/></w:pPr>{words}{inside}</w:p><w:p/>'
        if page.number == "tab":
            return f'<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="{round(self.text_width * 10)}"/></w:tabs></w:pPr><w:r><w:tab/></w:r>{words}{inside}</w:p>'
        return f'<w:p><w:pPr><w:jc w:val="{page.align}"/></w:pPr>{words}{inside}</w:p>'

    def section(self, page: Page, *, last: bool) -> str:
        references = ""
        if page.number:
            name = f"{page.where}{len(self.relations) + 1}"
            tag = "hdr" if page.where == "header" else "ftr"
            self.parts[f"word/{name}.xml"] = f"<w:{tag} {NS}>{self.field_of(page)}</w:{tag}>"
            self.relations.append((f"rId{len(self.relations) + 10}", page.where, f"{name}.xml"))
            references = f'<w:{page.where}Reference w:type="default" r:id="{self.relations[-1][0]}"/>'
        orient = ' w:orient="landscape"' if page.width > page.height else ""
        numbers = ""
        if page.form or page.start is not None:
            form = f' w:fmt="{page.form}"' if page.form else ""
            start = f' w:start="{page.start}"' if page.start is not None else ""
            numbers = f"<w:pgNumType{form}{start}/>"
        kind = "" if last else '<w:type w:val="nextPage"/>'
        return (
            f"<w:sectPr>{references}{kind}"
            f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{orient}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}"'
            f' w:header="567" w:footer="567" w:gutter="0"/>{numbers}{"<w:titlePg/>" if page.title_page else ""}</w:sectPr>'
        )

    def annexes(self) -> str:
        paper, out = self.paper, ""
        pages = [paper.page, *(annex.page for annex in paper.annexes)]
        for at, annex in enumerate(paper.annexes):
            out += f"<w:p><w:pPr>{self.section(pages[at], last=False)}</w:pPr></w:p>"
            out += "".join(self.par(line) for line in (annex.label, annex.title, annex.note) if line)
            out += self.lines(annex.body)
        return out + self.section(pages[-1], last=True)


def _pieces(text: str) -> list[str]:
    out = [""]
    for letter in text:
        if letter in "\n\t":
            out += [letter, ""]
        else:
            out[-1] += letter
    return [piece for piece in out if piece]
