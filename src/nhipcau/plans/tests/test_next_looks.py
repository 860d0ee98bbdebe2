"""What an officer sees on the paper of the next plan and in its forms: dates in one piece, one count, names, times in order."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest

from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.office.signing import heads
from nhipcau.office.signing.kinds import Mark
from nhipcau.office.signing.rules import plain
from nhipcau.plans.forms import DraftTaskForm
from nhipcau.plans.models import NextPlan, NextTask
from nhipcau.plans.next import kind, paper, rules, sealed
from nhipcau.plans.next.rules import WrittenNext, WrittenTask
from nhipcau.plans.tests.next_papers_cast import committee, drafted

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 12, 31)


@pytest.fixture
def draft(coordinator, other_agency) -> NextPlan:
    return drafted(by=coordinator, drafter=other_agency)


def written(next_plan: NextPlan, mark: Mark) -> Any:
    return paper.paper_of(plain(sealed.content_of(next_plan)), mark)


def pages(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize(
    "timing",
    [
        {"kind": "before", "date": LAST_DAY.isoformat()},
        {"kind": "range", "from": "2027-11-11", "to": LAST_DAY.isoformat()},
        {"kind": "from", "from": LAST_DAY.isoformat()},
    ],
)
def test_a_day_stands_in_one_piece_in_the_table_of_tasks(draft, timing):
    NextTask.objects.filter(next_plan=draft, is_group=False).update(timing=timing, timing_text="")
    shown = pages(write_pdf(written(draft, Mark())))
    table = "\n".join(shown[next(at for at, page in enumerate(shown) if "TỔNG HỢP NHIỆM VỤ" in page) :])
    assert "31/12/2027" in table
    assert table.count("31/12/2027") == table.count("31/12/")  # never broken within the year


def test_the_time_s_column_of_the_word_file_has_room_for_a_whole_day(draft):
    """“ngày 31/12/2027” in Times at 12 points is 81 points wide; a cell keeps 0.19 cm on either side (Word's own)."""
    with ZipFile(BytesIO(write_docx(written(draft, Mark())))) as file:
        text = file.read("word/document.xml").decode()
    widths = [int(twips) for twips in re.findall(r'<w:gridCol w:w="(\d+)"', text)][-6:]
    assert widths[4] / 20 >= 81 + 2 * 0.19 / 2.54 * 72, widths  # a twip is the twentieth of a point


def test_days_of_the_plan_go_on_with_the_count_of_their_part(draft):
    draft.organisation = "1. Sở A theo dõi.\n2. Sở B phối hợp."
    content = plain(sealed.content_of(draft))
    said = [block.text for block in paper._organised(content) if hasattr(block, "text")]
    assert [words[:3] for words in said[-2:]] == ["3. ", "4. "]
    draft.organisation = "Sở A theo dõi."
    said = [block.text for block in paper._organised(plain(sealed.content_of(draft)))]
    assert not any(words[:1].isdigit() for words in said)


def test_a_paper_for_signature_bears_the_name_of_its_committee_before_anybody_is_chosen(draft):
    signer = heads.expected_signer(None, committee())
    assert signer.authority == ("TM. Ủy ban nhân dân",)
    assert written(draft, Mark(signer=signer)).signature.authority == ("TM. ỦY BAN NHÂN DÂN",)
    assert (
        heads.expected_signer(None, draft.drafter).authority == ()
    )  # a department signs in no collective's name


def test_what_is_presented_and_sent_is_no_draft_by_name(draft):
    assert kind.named(draft) == "Kế hoạch công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2027"
    draft.title = "Kế hoạch TTĐN năm 2027"
    assert kind.named(draft) == "Kế hoạch TTĐN năm 2027"


def test_a_task_without_a_number_is_named_where_the_paper_numbers_it(draft):
    first = draft.tasks.filter(is_group=False).first()
    draft.tasks.filter(pk=first.pk).update(number="")
    ours = [ours for ours, _theirs in sealed.renumbered(draft)]
    assert f"“{rules.short(first.title)}”" in ours and "" not in ours


@pytest.mark.parametrize(
    ("kind_", "first", "last", "is_right"),
    [
        ("range", "01/09/2027", "01/03/2027", False),
        ("range", "01/03/2027", "01/03/2027", True),
        ("range", "01/03/2027", "01/09/2027", True),
        ("period", "2028", "2027", False),
        ("period", "2027", "2027", True),
        ("period", "01/03/2027", "2027", True),
        ("period", "01/03/2028", "2027", False),
        ("period", "2027", "30/06/2027", True),
    ],
)
def test_a_time_does_not_end_before_it_begins(kind_, first, last, is_right):
    typed = {"title": "Hội thảo", "timing_kind": kind_, "timing_from": first, "timing_to": last}
    form = DraftTaskForm(typed)
    assert form.is_valid() is is_right
    assert is_right or list(form.errors) == ["timing_to"]


def test_a_day_that_is_none_is_said_once():
    form = DraftTaskForm({"title": "Hội thảo", "timing_kind": "before", "timing_date": "31/02/2027"})
    assert not form.is_valid() and len(form.errors["timing_date"]) == 1
    form = DraftTaskForm({"title": "Hội thảo", "timing_kind": "before", "timing_date": ""})
    assert not form.is_valid() and len(form.errors["timing_date"]) == 1


def test_a_number_that_stands_twice_is_said_unless_one_of_them_is_left_out():
    first, second = WrittenTask(1, "A", "7.1", leads=True), WrittenTask(2, "B", "7.1", leads=True)
    said = "Số 7.1 có ở nhiều nhiệm vụ. Hãy đánh số lại."
    assert said in [str(one.said) for one in rules.findings(WrittenNext(2027, "K", tasks=(first, second)))]
    left = WrittenTask(2, "B", "7.1", left_out=True, reason="Xong")
    found = rules.findings(WrittenNext(2027, "K", tasks=(first, left)))
    assert said not in [str(one.said) for one in found]
