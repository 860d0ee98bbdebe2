"""Twelve papers that amend a plan, written before the reader was looked at: every point told, or left to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhipcau.engines.officialdoc.amend.model import UNREAD
from tests.corpus.amending import EXPECTED, changes_of, held_against, running, tally


@pytest.mark.parametrize("paper", EXPECTED)
def test_a_paper_is_told_point_by_point(paper: str, tmp_path: Path):
    found = tally(paper, tmp_path)

    assert not found.wrong + found.doubted + found.waits
    assert len(found.right) == len(EXPECTED[paper]["points"])


def test_every_paper_is_expected(tmp_path: Path):
    there = {path.stem for path in (Path(__file__).with_name("amending")).iterdir()} - {"expected"}

    assert there == {name.partition(".")[0] for name in EXPECTED} | {"plan-a", "plan-b"}


def of(words: str, tmp_path: Path, *, plan: str = "plan-a"):
    """What a decision with these words in its body does to a plan: (deed, number of the task, its change)."""
    tree = running(plan, tmp_path)
    numbers = {task["key"]: task["number"] for group in tree for task in (group.get("children") or [group])}
    return [(one["do"], numbers.get(one["task"]), one) for one in held_against(words, tree, tmp_path)]


HEADS = (
    "@table 1 6 3 4 3 3 2|TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian thực hiện|Sản phẩm|Ghi chú\n"
)
AS_ANNEX = "Điều 1. Điều chỉnh, bổ sung một số nhiệm vụ của Kế hoạch số 87/KH-UBND (Phụ lục kèm theo).\n"


def annexed(rows: str, article: str = AS_ANNEX, title: str = "Danh mục nhiệm vụ", heads: str = HEADS) -> str:
    return f"{article}@annex {title}\n{heads}{rows}"


def test_a_note_that_adds_an_agency_adds_no_task(tmp_path: Path):
    row = "17|Theo dõi, tổng hợp thông tin báo chí nước ngoài viết về tỉnh|Sở Ngoại vụ|Công an tỉnh; Sở Tư pháp|Hằng tháng|12 bản tổng hợp|Bổ sung cơ quan phối hợp\n"

    ((deed, number, change),) = of(annexed(row), tmp_path)

    assert (deed, number, change["fields"]) == ("change", "17", ["coordinate"])


def test_a_row_that_nothing_says_changes_its_task_or_is_new(tmp_path: Path):
    rows = (
        "17|Theo dõi, tổng hợp thông tin báo chí nước ngoài viết về tỉnh|Công an tỉnh|Sở Ngoại vụ|Hằng tháng|12 bản tổng hợp|\n"
        "21|Thi ảnh đẹp Hòa Giang|Hội Nhà báo tỉnh||Quý IV/2026|01 cuộc thi|\n"
        "20|Tổng kết công tác thông tin đối ngoại năm 2026|Sở Văn hóa, Thể thao và Du lịch|Các sở, ban, ngành|Trước ngày 15/12/2026|Báo cáo tổng kết|\n"
    )

    found = of(annexed(rows), tmp_path)

    assert [(deed, number) for deed, number, _change in found] == [("change", "17"), ("add", None)]
    assert found[0][2]["new"]["lead"] == ["Công an tỉnh"]


def test_a_row_of_a_taken_number_and_other_words_waits_for_a_person(tmp_path: Path):
    ((deed, number, change),) = of(annexed("7|Thi ảnh đẹp|Hội Nhà báo tỉnh||Quý IV/2026||\n"), tmp_path)

    assert (deed, number, change["task"]) == ("change", None, None)
    assert change["doubts"][0]["key"] == "amend.row-unclear"


def test_an_article_that_promises_more_rows_than_stand_there_waits(tmp_path: Path):
    article = "Điều 1. Sửa đổi các nhiệm vụ số 6, 8 tại Kế hoạch số 87/KH-UBND như Phụ lục kèm theo Quyết định này.\n"
    row = "6|Duy trì chuyên trang tiếng Anh trên Cổng thông tin điện tử tỉnh|Sở Ngoại vụ||Thường xuyên||\n"

    found = of(annexed(row, article), tmp_path)

    assert {number for _deed, number, change in found if {d["key"] for d in change["doubts"]} & UNREAD} >= {
        "8"
    }


def test_a_new_annex_of_few_tasks_ends_no_others(tmp_path: Path):
    article = (
        "Điều 1. Thay thế Phụ lục II kèm theo Kế hoạch số 87/KH-UBND bằng Phụ lục kèm theo Quyết định này.\n"
    )
    row = "1|Thi ảnh đẹp|Hội Nhà báo tỉnh||Quý IV/2026||\n"

    found = of(annexed(row, article), tmp_path)

    assert found and all(deed != "end" for deed, _number, _change in found)
    assert any(change["task"] is None and change["do"] != "add" for _deed, _number, change in found)


def test_a_table_of_another_form_waits_for_a_person(tmp_path: Path):
    table = annexed("1|20|30\n", heads="@table 1 2 3|TT|Chỉ tiêu cũ hơn|Số\n")

    ((deed, _number, change),) = of(table, tmp_path)

    assert (deed, change["task"]) == ("change", None)
    assert "Chỉ tiêu" in change["words"]


def test_old_words_beside_new_that_are_not_the_plans_are_told(tmp_path: Path):
    table = "Điều 1. Điều chỉnh Kế hoạch số 87/KH-UBND như sau:\n@table 1 4 4 4|TT|Nhiệm vụ|Nội dung cũ|Nội dung mới\n"
    rows = "1|Nhiệm vụ số 4|Thời gian thực hiện: Quý I/2026|Thời gian thực hiện: Quý IV/2026\n2|Nhiệm vụ số 12||Bãi bỏ\n"

    first, second = of(table + rows, tmp_path)

    assert first[:2] == ("change", "4")
    assert [doubt["key"] for doubt in first[2]["doubts"]] == ["amend.was-otherwise"]
    assert second[:2] == ("end", "12")


@pytest.mark.parametrize(
    "sentence",
    [
        "Kéo dài thời gian thực hiện nhiệm vụ số 8 đến ngày 31/12/2026 và giảm số bản in",
        "Chuyển cơ quan chủ trì nhiệm vụ số 8 từ Sở Văn hóa, Thể thao và Du lịch sang Sở Công Thương; Sở Xây dựng",
        "Bãi bỏ nhiệm vụ số 8, giao Sở Công Thương thực hiện việc khác",
    ],
)
def test_a_sentence_that_says_more_than_was_read_waits(sentence: str, tmp_path: Path):
    article = f"Điều 1. Sửa đổi Kế hoạch số 87/KH-UBND như sau:\n1. {sentence}.\n"

    found = of(article, tmp_path)

    assert any({doubt["key"] for doubt in change["doubts"]} & UNREAD for _deed, _number, change in found)


def test_words_that_go_leave_no_task_ended(tmp_path: Path):
    article = "Điều 1. Sửa đổi Kế hoạch số 14/KH-UBND như sau:\n1. Bỏ cụm từ “, khẩu hiệu” tại điểm a khoản 1 Mục II.\n"

    ((deed, number, change),) = of(article, tmp_path, plan="plan-b")

    assert (deed, number) == ("change", "1")
    assert change["new"]["content"].startswith("Thiết kế biểu trưng; lấy ý kiến")


def test_a_place_in_another_part_is_no_task(tmp_path: Path):
    article = (
        "Điều 1. Sửa đổi Kế hoạch số 14/KH-UBND như sau:\n1. Bãi bỏ khoản 1 Mục II.\n2. Bãi bỏ khoản 3 Mục II.\n"
        "3. Bãi bỏ khoản 2 Mục IV.\n"
    )

    found = of(article, tmp_path, plan="plan-b")

    assert [(deed, number) for deed, number, _change in found] == [("end", "1"), ("end", "3"), ("end", None)]


@pytest.mark.parametrize("paper", EXPECTED)
def test_no_paper_by_article_ends_what_it_does_not_name(paper: str, tmp_path: Path):
    tree = running(EXPECTED[paper]["plan"], tmp_path)
    wanted = sum(point["do"] == "end" for point in EXPECTED[paper]["points"])

    assert sum(one["do"] == "end" for one in changes_of(paper, tree, tmp_path)) == wanted
