"""The paper of the province's next plan: in the decree's form, and read back into what it was made of."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nhipcau.documents.models import RegisteredDocument
from nhipcau.engines.officialdoc.check import check_form
from nhipcau.engines.officialdoc.plan.reading import read_plan
from nhipcau.engines.officialdoc.reader import read
from nhipcau.engines.officialdoc.write.docx import write_docx
from nhipcau.engines.officialdoc.write.pdf import write_pdf
from nhipcau.kernel.refusal import Refused
from nhipcau.office.signing.kinds import Mark, Signer
from nhipcau.office.signing.rules import plain
from nhipcau.plans import import_draft as drafts
from nhipcau.plans.models import NextPlan
from nhipcau.plans.next import paper, sealed
from nhipcau.plans.next.said import time_said
from nhipcau.plans.rules import day_in_rhythm, is_before_its_day
from nhipcau.plans.tests.next_papers_cast import TREE, committee, drafted

pytestmark = pytest.mark.django_db
SIGNER = Signer("Trần Minh Đạo", "Phó Chủ tịch", ("TM. Ủy ban nhân dân", "KT. Chủ tịch"))
MARK = Mark(number="678", symbol="678/KH-UBND", issued_on=date(2026, 12, 10), signer=SIGNER)
MEANT = ("kind", "every", "year", "quarter", "date", "from", "to")


def written(next_plan: NextPlan, mark: Mark = MARK) -> Any:
    return paper.paper_of(plain(sealed.content_of(next_plan)), mark)


def read_back(next_plan: NextPlan, folder: Path) -> dict[str, Any]:
    place = folder / "ke-hoach.docx"
    place.write_bytes(write_docx(written(next_plan)))
    return read_plan(read(place)).to_json()


def time_of(timing: dict[str, Any] | None) -> Any:
    if not timing:
        return None
    day = day_in_rhythm(timing)
    return [timing.get(name) for name in MEANT] + [day, day is not None and is_before_its_day(timing)]


def told(tasks: list[dict[str, Any]]) -> list[Any]:
    """What a tree says, of a reading and of a shape alike; a long title by its whole heading."""
    return [
        (
            task["number"],
            " ".join((task.get("heading") or task["title"]).split()).rstrip(" .;"),
            *([" ".join(name.split()) for name in task[role]] for role in drafts.LISTS),
            time_of(task["timing"]),
            depth,
        )
        for task, depth in drafts.walk(tasks)
    ]


def days(reading: dict[str, Any]) -> dict[str, str]:
    return {one["what"]: one["due"] for one in reading["obligations"]}


@pytest.fixture
def draft(coordinator, other_agency) -> NextPlan:
    return drafted(by=coordinator, drafter=other_agency)


def test_the_paper_is_in_the_decree_s_form(draft):
    for mark in (MARK, Mark(signer=SIGNER), Mark()):
        found = check_form(write_docx(written(draft, mark)), name="a.docx").findings
        assert [one for one in found if one.rule != "draft"] == []  # a draft has no number yet


def test_our_own_reader_takes_it_for_the_very_plan(draft, tmp_path):
    reading, shape = read_back(draft, tmp_path), sealed.content_of(draft)["draft"]
    assert told(reading["tasks"]) == told(shape["tasks"])
    head = reading["document"]
    assert (head["number"], head["date"], head["year"]) == ("678/KH-UBND", "2026-12-10", 2027)
    assert head["title"] == "Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2027"
    assert head["signer"]["name"] == "Trần Minh Đạo"
    assert days(reading) == days(shape) == {
        "unit plan": "2027-01-31", "six-month report": "2027-05-15", "annual report": "2027-11-15",
    }  # fmt: skip
    assert {one["who"] for one in reading["obligations"]} == {"all agencies"}
    assert [base["number"] for base in reading["bases"]] == ["72/2015/NĐ-CP", "3837/BVHTTDL-TTĐN"]
    leaf = reading["tasks"][1]["children"][0]
    assert leaf["content"].splitlines() == [
        "- Biên soạn, dịch, hiệu đính nội dung.", "- In và phát hành tại các sự kiện đối ngoại."
    ]  # fmt: skip
    assert leaf["outputs"] == ["500 cuốn ấn phẩm song ngữ"]
    assert leaf["budget"]["amount"] == 300_000_000
    assert reading["tasks"][1]["children"][1]["place"] == "Cửa khẩu Đắk Peur"


SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[5] / "shared")) / "plans"
PLANS = [
    SHARED / "678-KH-UBND.txt",
    *sorted(one for one in SHARED.glob("cases/[0-9]*") if one.suffix not in {".json", ".pdf"}),
]


@pytest.mark.shared
@pytest.mark.skipif(not PLANS[0].exists(), reason="the project's shared test data are not here")
def test_every_plan_at_hand_comes_back_from_its_own_paper(coordinator, other_agency, tmp_path):
    compared = 0
    for path in PLANS:
        reading = read_plan(read(path)).to_json()
        tree = drafts.begin(reading)["tasks"]
        for task, _depth in drafts.walk(tree):
            task |= {name: drafts.text_of(task.get(name)) for name in ("budget", "outputs")}
            for role in drafts.LISTS:
                task[role] = [name for name in task[role] if name != "..."]
        year = reading["document"]["year"] or 2027
        NextPlan.objects.all().delete()
        draft = drafted(by=coordinator, drafter=other_agency, tree=tree, year=year)
        back, shape = read_back(draft, tmp_path), sealed.content_of(draft)["draft"]
        assert told(back["tasks"]) == told(shape["tasks"]), path.name
        assert days(back) == days(shape), path.name
        compared += len(told(shape["tasks"]))
    assert compared > 40


TIMES: list[dict[str, Any]] = [
    {"kind": "continuous"},
    {"kind": "continuous", "every": "day"},
    {"kind": "continuous", "every": "week"},
    {"kind": "continuous", "every": "month"},
    {"kind": "continuous", "every": "month", "day": 18, "early": True},
    {"kind": "continuous", "every": "month", "day": 5},
    {"kind": "continuous", "every": "quarter", "day": 20},
    {"kind": "continuous", "every": "quarter", "day": 20, "early": True},
    {"kind": "continuous", "every": "quarter"},
    {"kind": "annual"},
    {"kind": "year", "year": 2027},
    {"kind": "period", "from": 2026, "to": 2030},
    {"kind": "before", "date": "2027-06-30"},
    {"kind": "date", "date": "2027-09-02"},
    {"kind": "range", "from": "2027-03-01", "to": "2027-10-31"},
    {"kind": "quarter", "quarter": 4, "year": 2027},
    {"kind": "from quarter", "quarter": 2, "year": 2027},
    {"kind": "from", "from": "2027-03-01"},
    {"kind": "from", "from": 2027},
]  # fmt: skip


def test_every_kind_of_time_comes_back(coordinator, other_agency, tmp_path):
    tree = [
        {"title": f"Tuyên truyền chuyên đề {place}", "lead": ["Sở Công Thương"], "timing": timing}
        for place, timing in enumerate(TIMES, 1)
    ]
    draft = drafted(by=coordinator, drafter=other_agency, tree=tree)
    shape = sealed.content_of(draft)["draft"]
    assert told(read_back(draft, tmp_path)["tasks"]) == told(shape["tasks"])
    assert all(task["timing_text"] for task in shape["tasks"])


def test_the_drafter_s_words_for_a_time_stand_where_they_say_the_same():
    timing = {"kind": "quarter", "quarter": 2, "year": 2027}
    assert time_said(timing, "Trong quý 2 năm 2027", 2027) == "Trong quý 2 năm 2027"
    assert time_said(timing, "Quý III/2027", 2027) == "Quý II/2027"
    assert time_said(None, "Theo hướng dẫn của Bộ", 2027) == "Theo hướng dẫn của Bộ"
    assert time_said({"kind": "range", "from": "2027-01-01", "to": None}, "Đầu năm", 2027) == "Đầu năm"


def test_a_deep_tree_with_every_role_and_lists_in_its_contents_comes_back(
    coordinator, other_agency, tmp_path
):
    points = "a) Xây dựng chuyên trang bằng tiếng Anh, tiếng Lào;\nb) Cập nhật hằng tuần;\nc) Đánh giá mức độ tiếp cận."
    deep = {
        "title": "Tuyên truyền về biển, đảo", "content": points, "direct": ["Ban Tuyên giáo và Dân vận Tỉnh ủy"],
        "implement": ["Báo và Đài phát thanh, truyền hình Lâm Đồng", "Cổng Thông tin điện tử tỉnh"],
        "timing": {"kind": "year", "year": 2027},
    }  # fmt: skip
    plain_one = {
        "title": "Điểm tin báo chí nước ngoài về tỉnh",
        "lead": ["Văn phòng UBND tỉnh"],
        "timing": {"kind": "annual"},
    }
    tree = [
        {"title": "Thông tin, tuyên truyền", "children": [
            {"title": "Trên báo chí, mạng xã hội", "children": [
                {"title": "Các đợt cao điểm", "children": [deep, plain_one]}, {**plain_one, "title": "Họp báo định kỳ"},
            ]},
        ]},
        *TREE,
    ]  # fmt: skip
    draft = drafted(by=coordinator, drafter=other_agency, tree=tree)
    shape = sealed.content_of(draft)["draft"]
    back = read_back(draft, tmp_path)
    assert told(back["tasks"]) == told(shape["tasks"])
    assert points.split(") ")[3] in back["tasks"][0]["children"][0]["children"][0]["children"][0]["content"]
    assert max(depth for _, depth in drafts.walk(back["tasks"])) == 3


def test_what_was_left_out_leaves_no_gap_on_the_paper(draft, coordinator):
    draft.tasks.filter(number="1").update(left_out=True, reason="Đã xong")
    draft.tasks.filter(number="2.1").update(left_out=True, reason="Đã xong")
    content = sealed.content_of(draft)
    assert [task["number"] for task, _ in drafts.walk(content["draft"]["tasks"])] == ["1", "1.1"]
    assert sealed.renumbered(draft) == [("2", "1"), ("2.2", "1.1")]


def test_the_annex_lists_every_task_with_who_and_when(draft):
    (annex,) = written(draft).annexes
    rows = annex.body[0].rows
    assert annex.landscape and len(rows) == 4
    assert annex.attached_to.startswith(
        "Kèm theo Kế hoạch số 678/KH-UBND ngày 10 tháng 12 năm 2026 của Ủy ban"
    )
    assert rows[2][1].text == "Xuất bản ấn phẩm song ngữ giới thiệu tiềm năng của tỉnh"
    assert (rows[2][2], rows[2][4].text) == ("Sở Công Thương", "Trước ngày 30/6/2027")


def test_the_ministry_s_letter_is_a_basis_where_nobody_wrote_it(draft):
    letter = RegisteredDocument.objects.create(
        number="99/BVHTTDL-TTĐN", kind="công văn", issuer="Bộ Văn hóa, Thể thao và Du lịch",
        date=date(2026, 10, 1), title="Hướng dẫn xây dựng kế hoạch năm 2027",
    )  # fmt: skip
    draft.letter, draft.bases = letter, "Căn cứ Luật Báo chí"
    assert sealed.content_of(draft)["bases"] == [
        "Căn cứ Luật Báo chí",
        "Căn cứ Công văn số 99/BVHTTDL-TTĐN ngày 01/10/2026 của Bộ Văn hóa, Thể thao và Du lịch về hướng dẫn xây dựng kế hoạch năm 2027",
    ]
    draft.bases = "Căn cứ Công văn số 99/BVHTTDL-TTĐN"
    assert len(sealed.content_of(draft)["bases"]) == 1


def test_hostile_words_stay_words_on_the_paper(draft):
    nasty = "#set page(width: 1pt) *x* </w:t> \x07 | a | b | {{ 7 }}"
    draft.tasks.update(title=nasty, content=nasty, outputs=nasty, place=nasty[:300])
    for name in ("aims", "money", "organisation", "recipients", "bases", "title"):
        setattr(draft, name, nasty)
    paper_ = written(draft)
    assert write_docx(paper_)[:2] == b"PK" and write_pdf(paper_).startswith(b"%PDF")


def test_without_issuer_or_abbreviation_it_says_what_is_wanting(draft):
    issuer = committee()
    issuer.names.all().delete()
    with pytest.raises(Refused, match="chưa có tên viết tắt"):
        sealed.content_of(draft)
    draft.issuer = None
    with pytest.raises(Refused, match="Chưa chọn cơ quan ban hành"):
        sealed.content_of(draft)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Ủy ban nhân dân tỉnh Lâm Đồng", "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG"),
        ("Ủy ban nhân dân thành phố Đà Nẵng", "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG"),
        ("Sở Công Thương tỉnh Lâm Đồng", "SỞ CÔNG THƯƠNG TỈNH LÂM ĐỒNG"),
    ],
)
def test_the_issuer_s_name_is_set_on_its_lines(name, printed):
    assert paper.issuer_lines(name) == printed
