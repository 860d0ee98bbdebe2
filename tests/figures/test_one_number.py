"""One figure, one number: every page and paper of the demonstration that shows an indicator's figure of the closed half year shows
the same, and so do the pages of the running year."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import lxml.html
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from nhipcau.agencies.models import Officer
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.indicators import queries
from nhipcau.office.signing import printing
from nhipcau.office.signing.models import Version
from nhipcau.reports.models import Report, ReportRound

HALF = "2026-H1"
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def numbers(text: object) -> list[str]:
    """The numbers of a cell, in their order: "1 / 63 (1,6%)" has three."""
    return NUMBER.findall(str(text))


def words(node: lxml.html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def flat(text: object) -> str:
    """Without blanks of any kind, which a paper may set anew."""
    return re.sub(r"\s+", "", str(text))


class House:
    """The pages as a leader reads them."""

    def __init__(self) -> None:
        queries.forget()
        self.client = Client()
        self.client.force_login(Officer.objects.get(username="lanhdao"))

    def bytes(self, address: str) -> bytes:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return answer.getvalue()

    def page(self, address: str) -> lxml.html.HtmlElement:
        return lxml.html.fromstring(self.bytes(address).decode())

    def rows(self, address: str) -> list[lxml.html.HtmlElement]:
        return self.page(address).xpath("//main//tbody/tr")

    def sheet(self, address: str) -> list[tuple[object, ...]]:
        return list(load_workbook(BytesIO(self.bytes(address))).active.iter_rows(values_only=True))

    def figures(self, query: str) -> dict[str, list[tuple[str, str]]]:
        """The page of all figures: name and number of each row, by code."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows(reverse("indicators:figures") + f"?{query}"):
            (link,) = row.xpath("./th/a")
            code = link.get("href").split("?")[0].strip("/").rpartition("/")[2]
            found.setdefault(code, []).append(
                (words(link), words(row.xpath("./td[contains(@class,'num')]/b")[0]))
            )
        return found


def flattened(figures: dict[str, list[tuple[str, str]]]) -> list[str]:
    return [one for rows in figures.values() for _name, value in rows for one in numbers(value)]


def signed(report: Report) -> Version:
    return Version.objects.filter(kind="report", subject_id=report.pk).order_by("-pk")[0]


def pdf_text(content: bytes) -> str:
    return flat("".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)))


@pytest.fixture
def house(demonstration) -> House:
    return House()


@pytest.fixture
def closed(house) -> dict[str, list[tuple[str, str]]]:
    found = house.figures(f"ky={HALF}")
    assert (
        len(found) >= 12 and {"TASKS_DONE", "TASKS_LATE", "FOCAL_NAMED", "INTL_DELEGATIONS"} <= found.keys()
    )
    return found


@pytest.mark.timeout(600)
def test_every_page_and_paper_of_the_closed_half_year_has_the_same_numbers(house, closed):
    round_ = ReportRound.objects.get(period=HALF)
    pages_of_figures(house, closed)
    province_report(house, closed, round_.reports.get(agency=None))
    agency_reports(house, round_)
    overview(house, closed)
    by_agency(house)
    running_year(house)


def pages_of_figures(house, closed):
    for code, rows in closed.items():
        opened = house.page(reverse("indicators:indicator", args=[code]) + f"?ky={HALF}").xpath(
            "//main//table"
        )[0]
        told = [one for cell in opened.xpath(".//tbody/tr/td[1]/b") for one in numbers(words(cell))]
        assert told == [one for _name, value in rows for one in numbers(value)], code
    sheet = house.sheet(reverse("indicators:workbook") + f"?ky={HALF}")
    column = next(row for row in sheet if row[0] == "STT").index("Kỳ này")
    values = [row[column] for row in sheet if isinstance(row[column], (int, float))]
    assert [numbers(f"{value:g}".replace(".", ","))[0] for value in values] == flattened(closed)


def province_report(house, closed, report):
    by_name = {name: value for rows in closed.values() for name, value in rows}
    content = signed(report).content
    sealed = {
        row[0]: " ".join(row[2].split())
        for section in content["annexes"]["figures"]
        for row in section["rows"]
    }
    assert sealed == by_name
    assert all(
        flat(by_name[one["name"]]) == flat(one["value"])
        for part in content["parts"]
        for one in part["figures"]
    )
    on_the_page(house, report, content)
    in_the_papers(report)


def on_the_page(house, report, content):
    shown = [
        words(one)
        for one in house.page(reverse("reports:report", args=[report.pk])).xpath(
            "//ul[@class='rp-figures']/li"
        )
    ]
    told = [one for part in content["parts"] for one in part["figures"]]
    assert told and len(shown) == len(told)
    for line, one in zip(shown, told, strict=True):
        assert flat(line).startswith(flat(f"{one['name']}{one['value']}{one['unit']}")), line


def in_the_papers(report):
    version = signed(report)
    draft = printing.draft_of(version, printing.mark_of(version))
    rows = [row for section in version.content["annexes"]["figures"] for row in section["rows"]]
    paper = docx.Document(BytesIO(write_docx(draft)))
    cells = [[flat(cell.text) for cell in row.cells] for table in paper.tables for row in table.rows]
    text = pdf_text(printing.plain_pdf(draft))
    assert rows
    for row in rows:
        line = [flat(each) for each in row[:3]]  # name, unit, number
        assert any(found[1:4] == line for found in cells), row
        assert "".join(line) in text, row


def agency_reports(house, round_):
    own = Version.objects.filter(kind="report").exclude(subject_id=round_.reports.get(agency=None).pk)
    report = Report.objects.get(pk=own[0].subject_id)
    on_the_page(house, report, own[0].content)
    in_the_papers(report)
    writing = ReportRound.objects.exclude(pk=round_.pk).get().reports.of_agencies().filter(state="writing")[0]
    told = house.figures(f"ky={writing.round.period}&co-quan={writing.agency.code}")
    by_name = {name: value for rows in told.values() for name, value in rows}
    lines = house.page(reverse("reports:report", args=[writing.pk])).xpath("//ul[@class='rp-figures']/li")
    assert lines
    for line in lines:
        assert words(line.xpath("./b")[0]) == by_name[words(line.xpath("./span")[0])]


def overview(house, closed):
    codes = "&".join(f"chi-tieu={code}" for code in ("TASKS_DONE", "TASKS_LATE", "INTL_DELEGATIONS"))
    query = f"?ky={HALF}&{codes}"
    page = house.page(reverse("reports:overview") + query)
    goals = {words(row[0]): numbers(words(row[2]))[0] for row in page.xpath("//*[@id='muc-tieu']//tbody/tr")}
    by_name = {name: value for rows in closed.values() for name, value in rows}
    assert goals and goals == {name: by_name[name] for name in goals}
    newest = [
        [words(cell) for cell in table.xpath("./tbody/tr[last()]/td")]
        for table in page.xpath("//*[@id='xu-huong']//table")
    ]
    for code, values in zip(("TASKS_DONE", "TASKS_LATE", "INTL_DELEGATIONS"), newest, strict=True):
        assert values == [one for _name, value in closed[code] for one in numbers(value)], code
    foot = page.xpath("//*[@id='nop-bao-cao']//tr[@class='ro-foot']/td[1]")
    due = ReportRound.objects.get(period=HALF).due_on
    day = house.figures(f"ky={due}..{due}")["REPORTS_ON_TIME"]
    in_time, owed = numbers(day[1][1])
    assert [words(cell) for cell in (foot[0], foot[2])] == [in_time, owed]
    sheet = house.sheet(reverse("reports:overview_table", args=["muc-tieu"]) + query)
    assert {row[0]: str(row[2]) for row in sheet if row[0] in goals} == goals
    text = pdf_text(house.bytes(reverse("reports:overview_paper") + query))
    assert all(
        flat(f"{name}{unit}{value}") in text
        for name, unit, value in ((name, _unit(page, name), value) for name, value in goals.items())
    )


def _unit(page, name):
    return next(words(row[1]) for row in page.xpath("//*[@id='muc-tieu']//tbody/tr") if words(row[0]) == name)


def by_agency(house):
    page = house.page(reverse("reports:overview") + f"?ky={HALF}")
    rows = {
        words(row[0]): [words(cell) for cell in row[1:]] for row in page.xpath("//*[@id='tre-han']//tbody/tr")
    }
    where = reverse("indicators:indicator", args=["TASKS_DONE"]) + f"?ky={HALF}&theo=co-quan"
    table = house.page(where).xpath("//*[@id='theo-co-quan']/following::table[1]")[0]
    told = {words(row[0]): numbers(words(row[1])) for row in table.xpath("./tbody/tr")}
    assert told and {name: [rows[name][1], rows[name][0]] for name in told} == told
    name = max(rows, key=lambda one: int(rows[one][3]))
    code = page.xpath(f"//*[@id='tre-han']//tbody/tr/th/a[normalize-space()='{name}']/@href")[0].partition(
        "co-quan="
    )[2]
    late = house.figures(f"ky={HALF}&co-quan={code.partition('&')[0]}")["TASKS_LATE"]
    assert [value for _name, value in late] == rows[name][2:]


def running_year(house):
    told = house.figures("ky=2026")
    (row,) = house.rows(reverse("reports:leaders"))
    done, late, overdue = (words(cell) for cell in row.xpath("./td[contains(@class,'num')]"))
    assert numbers(done)[:2] == numbers(told["TASKS_DONE"][0][1])
    assert [late, overdue] == [value for _name, value in told["TASKS_LATE"]]
    tile = house.page("/").xpath("//a[contains(@class,'nc-figure')][contains(.,'đầu việc quá hạn')]/b")[0]
    assert words(tile) == overdue
