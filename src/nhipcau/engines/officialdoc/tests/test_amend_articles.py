"""Papers that say their changes by article: read and held against plans, told by examples that were written first."""

from __future__ import annotations

import pytest

from nhipcau.engines.officialdoc.amend.applying import apply
from nhipcau.engines.officialdoc.amend.model import Deed, walk
from nhipcau.engines.officialdoc.amend.operations import operations
from nhipcau.engines.officialdoc.amend.recognising import amended
from nhipcau.engines.officialdoc.errors import TooLarge
from nhipcau.engines.officialdoc.reader import read
from nhipcau.engines.officialdoc.tests.amend_cases import (
    ASIDE_ARTICLES,
    BY_ARTICLE,
    HEAD,
    LABELLED,
    TAIL,
    Articles,
)
from nhipcau.engines.officialdoc.tests.test_amend_whole import running


def document_of(text: str, folder):
    path = folder / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    return read(path)


def changes_of(case: Articles, folder):
    tree = running(case.plan, folder)
    document = document_of(case.paper, folder)
    return tree, apply([one.to_json() for one in operations(document)], tree, 2026)


def matches(case: Articles, folder) -> bool:
    tree, changes = changes_of(case, folder)
    numbers = {task["key"]: task["number"] for task, _above in walk(tree)}
    keys = {number: key for key, number in numbers.items()}
    left = [one for one in changes if one.task is not None or one.deed is Deed.ADD]
    for deed, number, fields in case.want:
        hit = next(
            (
                one
                for one in left
                if one.deed.value == deed
                and (numbers.get(one.task) if one.task else None) == number
                and all(has(one, name, value, keys) for name, value in fields.items())
            ),
            None,
        )
        if hit is None:
            return False
        left.remove(hit)
    return not left


def has(change, name, value, keys) -> bool:
    if name == "parent":
        return change.parent == keys[value]
    kept = change.new.get(name)
    if isinstance(value, dict):
        return all((kept or {}).get(key) == each for key, each in value.items())
    return kept == value


@pytest.mark.parametrize("case", [*BY_ARTICLE, *ASIDE_ARTICLES], ids=lambda case: case.name)
def test_a_papers_articles_are_told_as_changes(case, tmp_path):
    assert matches(case, tmp_path), [
        (one.deed.value, one.task, one.fields, one.new.get("title"), [each.code for each in one.unsure])
        for one in changes_of(case, tmp_path)[1]
    ]


@pytest.mark.parametrize("case", BY_ARTICLE, ids=lambda case: case.name)
def test_each_paper_names_its_plan_and_its_words_stand_where_it_says(case, tmp_path):
    document = document_of(case.paper, tmp_path)
    assert [one.number for one in amended(document)] == ["15/KH-UBND"]
    for one in operations(document):
        assert one.source
        stands = " ".join(document.text[one.source["start"] : one.source["end"]].split())
        assert " ".join(one.words.split())[:30] in stands


def test_a_place_that_is_not_there_waits_for_a_person(tmp_path):
    case = next(one for one in ASIDE_ARTICLES if one.name == "a place that is not there")
    (change,) = changes_of(case, tmp_path)[1]
    assert (change.task, [each.code for each in change.unsure]) == (None, ["no-place"])


def paper(points: str) -> str:
    return (
        HEAD.format(number="412/QĐ-UBND", day="10", month="3")
        + "QUYẾT ĐỊNH\nVề việc sửa đổi Kế hoạch số 15/KH-UBND ngày 08/01/2026\n\nQUYẾT ĐỊNH:\n"
        + "Điều 1. Sửa đổi, bổ sung một số nội dung của Kế hoạch số 15/KH-UBND như sau:\n"
        + points
        + TAIL
    )


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ("1. Điều chỉnh thời gian thực hiện nhiệm vụ 3.1 từ tháng 5/2026 thành Quý IV/2026.\n", "was-otherwise"),
        ("1. Điều chỉnh thời gian thực hiện nhiệm vụ 3.1 cho phù hợp.\n", "no-time"),
        ("1. Thay cụm từ “Sở Xây dựng” bằng cụm từ “Sở Tài chính” tại mục 2.1.\n", "not-there"),
        ("1. Chuyển cơ quan chủ trì nhiệm vụ 2.2 từ Sở Y tế sang Sở Ngoại vụ.\n", "no-part"),
        ("1. Bỏ Sở Y tế khỏi danh sách cơ quan phối hợp tại mục 2.1.\n", "no-part"),
        ("1. Bổ sung Sở Tài chính là cơ quan phối hợp nhiệm vụ 2.1.\n", "there-already"),
        ("1. Điều chỉnh nhiệm vụ 2.1 theo hướng mở rộng đối tượng.\n", "unread"),
        ("1. Bãi bỏ nhiệm vụ Sản xuất phim ngắn giới thiệu hồ và thác.\n", "by-words"),
        ("1. Bãi bỏ nhiệm vụ 2.1 về tổ chức hội chợ thương mại biên giới.\n", "two-alike"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_a_doubt(points, code, tmp_path):
    tree = running(LABELLED, tmp_path)
    found = apply([one.to_json() for one in operations(document_of(paper(points), tmp_path))], tree, 2026)
    assert code in [each.code for one in found for each in one.unsure], found


def test_a_task_gets_another_name(tmp_path):
    tree = running(LABELLED, tmp_path)
    words = "1. Điều chỉnh tên nhiệm vụ 2.2 thành “Tổ chức tuần hàng biên giới”.\n"
    (found,) = apply([one.to_json() for one in operations(document_of(paper(words), tmp_path))], tree, 2026)
    assert (found.fields, found.new["title"], found.unsure) == (("title",), "Tổ chức tuần hàng biên giới", [])


def test_a_group_that_ends_takes_all_under_it_along(tmp_path):
    tree = running(LABELLED, tmp_path)
    found = apply(
        [one.to_json() for one in operations(document_of(paper("1. Bãi bỏ mục 3 phần II.\n"), tmp_path))],
        tree,
        2026,
    )
    assert [(one.deed, one.new["number"]) for one in found] == [
        (Deed.END, "3"), (Deed.END, "3.1"), (Deed.END, "3.2"),
    ]  # fmt: skip


def test_five_thousand_operations_are_refused_in_words(tmp_path):
    points = "".join(f"{n}. Bãi bỏ nhiệm vụ {n % 90}.{n % 7} phần II.\n" for n in range(1, 5001))
    with pytest.raises(TooLarge) as refused:
        operations(document_of(paper(points), tmp_path))
    assert refused.value.key == "too-large.operations"


@pytest.mark.parametrize(
    "body",
    ["", "“" * 500, "1. Bãi bỏ nhiệm vụ " + "2." * 5000, "1. Sửa đổi mục 2.1 như sau: “" + "x" * 100_000],
)
def test_odd_papers_are_read_to_their_end(body, tmp_path):
    tree = running(LABELLED, tmp_path)
    apply([one.to_json() for one in operations(document_of(paper(body + "\n"), tmp_path))], tree, 2026)


def test_a_plan_has_no_operations(tmp_path):
    assert [one.words for one in operations(document_of(LABELLED, tmp_path))] == []


_DECISION = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẠ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND
Sơn Hạ, ngày 15 tháng 6 năm 2026
QUYẾT ĐỊNH
Về việc sửa đổi, bổ sung Kế hoạch số 9/KH-UBND
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẠ
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
QUYẾT ĐỊNH:
Điều 1. Sửa đổi, bổ sung một số nội dung của Kế hoạch số 9/KH-UBND như sau:
{points}
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Thử"""
_NEW_TASK = """2.9. Tổ chức cuộc thi viết bằng tiếng Anh
- Cơ quan chủ trì: Sở Giáo dục và Đào tạo.
- Thời gian thực hiện: Quý IV/2026."""


def _verbs(points: str) -> list[str]:
    from nhipcau.engines.officialdoc import read
    from nhipcau.engines.officialdoc.amend.operations import operations

    paper = read(_DECISION.format(points=points).encode(), name="a.txt")
    return [each.verb.value for each in operations(paper)]


@pytest.mark.parametrize(
    ("opens", "closes"), [("“", "”"), ('"', '"'), ("«", "»"), ("“", ""), ('"', ""), ("", "")]
)
def test_what_follows_a_new_text_is_read_however_it_is_quoted(opens, closes):
    points = (
        f"1. Bổ sung nhiệm vụ 2.9 vào sau nhiệm vụ 2.2 như sau:\n{opens}{_NEW_TASK}{closes}\n"
        "2. Bãi bỏ nhiệm vụ 8.1.\n"
        "3. Chuyển cơ quan chủ trì nhiệm vụ 7.1 từ Sở Công Thương sang Sở Ngoại vụ."
    )
    assert _verbs(points) == ["add", "end", "reassign"]


def test_a_point_of_no_known_form_waits_for_a_person_and_is_not_lost():
    points = (
        "1. Bãi bỏ nhiệm vụ 8.1.\n"
        "2. Thời gian thực hiện nhiệm vụ 3.1 là Quý IV/2026.\n"
        "3. Nhiệm vụ 7.1 do Sở Ngoại vụ chủ trì."
    )
    assert _verbs(points) == ["end", "unread", "unread"]
