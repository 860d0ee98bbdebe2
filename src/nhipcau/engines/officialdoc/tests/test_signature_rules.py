"""A foot and the top of an attachment, line by line: each rule by the example that it was made for."""

import pytest

from nhipcau.engines.officialdoc.page.place import place
from nhipcau.engines.officialdoc.page.rawdoc import RawLine
from nhipcau.engines.officialdoc.parts import attachments, signature


def placed(*lines, sure=1.0, columns=()):
    columns = columns or [0] * len(lines)
    raw = [
        RawLine(text, 1, number, sure=sure, column=column, group=int(column > 0))
        for number, (text, column) in enumerate(zip(lines, columns, strict=True))
    ]
    return place(raw)[1]


def taken_by(rules, line, so_far):
    return next((name for name, rule in rules if rule(line, so_far)), None)


@pytest.mark.parametrize(
    ("rule", "above", "line", "authority", "position", "name"),
    [
        ("authority", [], "TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN", "", ""),
        ("authority", ["TM. ỦY BAN NHÂN DÂN"], "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", "", ""),
        ("authority", ["CHỦ TỊCH"], "T/M BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ", "", ""),
        ("post", ["KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", ""),
        ("post", ["CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "", "PHÓ CHỦ TỊCH", ""),
        ("rest of the authority", ["TM. ỦY BAN NHÂN DÂN"], "TỈNH BÌNH HẢI", "TM. ỦY BAN NHÂN DÂN TỈNH BÌNH HẢI", "", ""),
        ("rest of the post", ["GIÁM ĐỐC"], "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "", "GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", ""),
        ("mark", ["GIÁM ĐỐC"], "(Đã ký)", "", "GIÁM ĐỐC", ""),
        ("name", ["GIÁM ĐỐC", "(Đã ký)"], "Nguyễn Văn Bình", "", "GIÁM ĐỐC", "Nguyễn Văn Bình"),
        ("name", ["GIÁM ĐỐC"], "ThS. BS. H' Len Niê", "", "GIÁM ĐỐC", "ThS. BS. H' Len Niê"),
        ("name", ["GIÁM ĐỐC"], "TRẦN THỊ HOA", "", "GIÁM ĐỐC", "Trần Thị Hoa"),
        (None, ["GIÁM ĐỐC"], "(ký bằng chữ ký số, có 2 trang kèm theo)", "", "GIÁM ĐỐC", ""),
    ],
)  # fmt: skip
def test_each_rule_of_a_signature_takes_its_line(rule, above, line, authority, position, name):
    lines = dict(enumerate(placed(*above, line)))
    so_far = signature.Signed(list(lines), lines)
    for index in lines:
        shown = signature._signed_line(index, lines[index])
        found = taken_by(signature.SIGNATURE_RULES, shown, so_far)
        if found:
            so_far.used.append(index)
    assert found == rule
    read, _ = signature._read(lines, list(lines))
    assert (read.authority, read.position, read.name) == (authority, position, name)


RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
BODY = [f"Câu thứ {number} của văn bản." for number in range(30)]


@pytest.mark.parametrize(
    ("rule", "lines", "kept"),
    [
        ("near the recipients", ["CHỦ TỊCH", *BODY, "GIÁM ĐỐC", "Lê An", *RECIPIENTS], [31]),
        ("near the recipients", ["CHỦ TỊCH", *BODY, "GIÁM ĐỐC", "Lê An"], [31]),
        ("below the end mark", [*BODY, "CHỦ TỊCH", "Giao các sở./.", "GIÁM ĐỐC", "Lê An", *RECIPIENTS], [32]),
    ],
)
def test_each_rule_leaves_the_starts_of_its_example(rule, lines, kept):
    nodes = placed(*lines)
    at = dict(enumerate(nodes))
    listed = signature._recipients_at(nodes, at)
    foot = signature._FootLines(at, len(nodes), listed, frozenset(listed))
    starts = [index for index, line in at.items() if signature._opens(line)]
    narrowed = {name: one(starts, foot) for name, one in signature.START_RULES}
    assert (len(starts), narrowed[rule]) == (2, kept)
    assert signature._starts(nodes, at, listed) == kept


def test_two_signers_side_by_side_are_both_read_from_left_to_right():
    nodes = placed("GIÁM ĐỐC", "Lê An", "GIÁM ĐỐC", "Trần Hoa", columns=[1, 1, 2, 2])
    foot = signature.read_foot(nodes)
    assert [one.name for one in (foot.signature, *foot.co_signatures)] == ["Lê An", "Trần Hoa"]


def test_a_signer_without_a_name_beside_one_with_a_name_is_no_second_one():
    nodes = placed("GIÁM ĐỐC", "Lê An", "GIÁM ĐỐC", "(ký tên)", columns=[1, 1, 2, 2])
    foot = signature.read_foot(nodes)
    assert (foot.signature.name, foot.co_signatures) == ("Lê An", ())


@pytest.mark.parametrize(
    ("rule", "above", "line"),
    [
        ("label", [], "PHỤ LỤC I"),
        ("label", [], "Phụ lục 2. Danh mục nhiệm vụ"),
        (None, ["DANH MỤC NHIỆM VỤ"], "PHỤ LỤC I"),
        (None, ["PHỤ LỤC I"], "PHỤ LỤC II"),
        ("note", ["PHỤ LỤC I"], "(Kèm theo Kế hoạch số 12/KH-UBND ngày 02/3/2026"),
        ("rest of the note", ["PHỤ LỤC I", "(Kèm theo Kế hoạch số 12/KH-UBND"], "của Chủ tịch UBND tỉnh)"),
        (None, ["PHỤ LỤC I", "(Kèm theo Kế hoạch số 12/KH-UBND)"], "I. MỤC ĐÍCH"),
    ],
)
def test_each_rule_of_an_attachments_top_takes_its_line(rule, above, line):
    nodes = placed(*above, line)
    top = attachments.read_top(nodes[:-1])
    assert taken_by(attachments.TOP_RULES, nodes[-1], top) == rule


def test_a_title_stands_between_the_label_and_the_note():
    top = attachments.read_top(
        placed("PHỤ LỤC I", "Danh mục nhiệm vụ", "(Kèm theo Kế hoạch số 12/KH-UBND)", "1. Tuyên truyền;")
    )
    assert (top.label.text, top.title) == ("PHỤ LỤC I", "Danh mục nhiệm vụ")
    assert [line.text for line in top.rest] == ["1. Tuyên truyền;"]


@pytest.mark.parametrize(
    ("table", "test"),
    [
        (signature.SIGNATURE_RULES, test_each_rule_of_a_signature_takes_its_line),
        (signature.START_RULES, test_each_rule_leaves_the_starts_of_its_example),
        (attachments.TOP_RULES, test_each_rule_of_an_attachments_top_takes_its_line),
    ],
)
def test_every_rule_has_an_example(table, test):
    assert {name for name, _ in table} == {case[0] for case in test.pytestmark[0].args[1]} - {None}
