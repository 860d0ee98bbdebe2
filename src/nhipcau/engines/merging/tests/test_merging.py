"""What the document of many agencies' sentences promises: nothing is lost, nothing stands twice, nothing different is made one."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import unicodedata
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.engines.merging import Kind, Said, merge
from nhipcau.engines.merging.agencies import agency_key
from nhipcau.engines.merging.alike import compare
from nhipcau.engines.merging.cli import as_json
from nhipcau.engines.merging.cutting import sentences
from nhipcau.engines.merging.reading import Reader
from nhipcau.engines.merging.verdicts import Answer

from . import labelled_reports as labelled

LINES = [line for block in labelled.blocks() for line in block.lines]
NAMES = ["Sở Ngoại vụ", "Sở Y tế", "UBND xã Nam Dong", "UBND phường Cam Ly", "Công an tỉnh"]


def task_of(*said: tuple[str, str]):
    """What some agencies say of one task, merged."""
    return merge(Said(agency, "1", text) for agency, text in said).tasks[0]


def texts(*said: tuple[str, str]) -> list[str]:
    return [group.text for group in task_of(*said).groups]


# ---- nothing is lost, nothing stands twice ---------------------------------------------------------------------------

own_words = st.sampled_from([line.text for line in LINES])
odd_words = st.text(max_size=60)
made = st.builds(
    lambda agency, task, words: Said(agency, task, " ".join(words)),
    st.sampled_from(NAMES),
    st.sampled_from(["1", "2.1"]),
    st.lists(st.one_of(own_words, own_words, odd_words), min_size=1, max_size=3),
)


def wordings(task) -> list[str]:
    """Every wording of a task's document that an agency wrote, as often as it stands there."""
    found = []
    for group in task.groups:
        if not group.gathered or group.text in {member.text for member in group.members}:
            found.append(group.text)
        found += group.also
    return found


@given(st.lists(made, max_size=12))
def test_every_sentence_stands_in_exactly_one_place_and_in_its_order(said):
    for task in merge(said).tasks:
        given_ = [
            (one.agency, sentence)
            for one in said
            if one.task == task.task
            for sentence in sentences(one.text)
        ]
        placed = [(member.agency, member.text) for group in task.groups for member in group.members]
        assert sorted(placed) == sorted(dict.fromkeys(given_))
        assert sorted(wordings(task)) == sorted({sentence for _agency, sentence in given_})
        first = {pair: number for number, pair in reversed(list(enumerate(given_)))}
        firsts = [[first[member.agency, member.text] for member in group.members] for group in task.groups]
        assert all(inside == sorted(inside) for inside in firsts)
        assert [inside[0] for inside in firsts] == sorted(inside[0] for inside in firsts)


@given(st.lists(made, max_size=10), st.randoms(use_true_random=False))
def test_the_order_in_which_sentences_come_makes_no_other_groups(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    before, after = merge(said), merge(shuffled)
    assert {(task.task, group.key) for task in before.tasks for group in task.groups} == {
        (task.task, group.key) for task in after.tasks for group in task.groups
    }
    assert {conflict.key for task in before.tasks for conflict in task.conflicts} == {
        conflict.key for task in after.tasks for conflict in task.conflicts
    }
    assert merge(said) == before


@given(st.lists(made, max_size=10))
def test_a_conflict_points_at_sentences_that_stand_in_the_document(said):
    for task in merge(said).tasks:
        standing = {text for group in task.groups for text in (group.text, *group.also)}
        for conflict in task.conflicts:
            assert len(conflict.sides) > 1
            assert {side.text for side in conflict.sides} <= standing
            assert len({side.group.key for side in conflict.sides}) == len(conflict.sides)
        json.dumps(as_json(task))


@cache
def _reader() -> Reader:
    """Knows all agencies; reading teaches it nothing."""
    return Reader(line.agency for line in LINES)


@pytest.mark.parametrize("block", labelled.blocks(), ids=lambda block: block.name)
def test_comparing_is_the_same_both_ways(block):
    reader = _reader()
    chance = random.Random(block.name)
    lines = [*block.lines, *chance.sample(LINES, 6)]
    readings = [reader.read(line.text, agency_key(line.agency)) for line in lines]
    for one, other in combinations(readings, 2):
        there, back = compare(one, other), compare(other, one)
        assert (there.answer, there.on) == (back.answer, back.on)


def test_very_many_sentences_of_one_task_keep_each_its_place():
    said = [
        Said(f"UBND xã Quảng {chr(65 + at % 26)}", "1", f"Đã tổ chức {at % 400} lớp tập huấn cho đoàn viên.")
        for at in range(900)
    ]
    task = merge(said).tasks[0]
    assert sorted(wordings(task)) == sorted({one.text for one in said})


# ---- folding, gathering, contradictions ------------------------------------------------------------------------------


def test_one_event_told_by_two_agencies_is_one_sentence():
    task = task_of(
        ("Sở Ngoại vụ", "Ngày 15/5/2026, Sở Ngoại vụ phối hợp với Sở Y tế tổ chức hội nghị tại Đà Lạt."),
        ("Sở Y tế", "Phối hợp với Sở Ngoại vụ tổ chức hội nghị tại TP. Đà Lạt ngày 15 tháng 5 năm 2026."),
    )
    [group] = task.groups
    assert group.agencies == ("Sở Ngoại vụ", "Sở Y tế")
    assert not group.gathered and len(group.also) == 1


def test_what_each_says_of_itself_is_gathered_and_says_that_each_did_it():
    task = task_of(
        ("Sở Y tế", "Sở Y tế đã tổ chức 2 lớp tập huấn."),
        ("Sở Tư pháp", "Sở Tư pháp đã tổ chức 02 lớp tập huấn."),
    )
    [group] = task.groups
    assert group.gathered
    assert group.text == "Sở Y tế, Sở Tư pháp đều đã tổ chức 2 lớp tập huấn."
    assert group.also == (
        "Sở Y tế đã tổ chức 2 lớp tập huấn.",
        "Sở Tư pháp đã tổ chức 02 lớp tập huấn.",
    )


def test_communes_of_which_there_are_many_are_counted():
    said = [("Sở Y tế", "Sở Y tế đã ban hành kế hoạch."), ("Sở Tư pháp", "Sở Tư pháp đã ban hành kế hoạch.")]
    said += [
        (f"UBND xã Quảng {name}", f"UBND xã Quảng {name} đã ban hành kế hoạch.") for name in "ABCDEGHIKLMN"
    ]
    assert texts(*said) == ["Sở Y tế, Sở Tư pháp và 12 xã đã ban hành kế hoạch."]


def test_what_is_told_of_others_is_not_gathered():
    task = task_of(
        ("Sở Y tế", "Sở Tài chính đã tổ chức 2 lớp tập huấn."),
        ("Sở Tư pháp", "Sở Xây dựng đã tổ chức 2 lớp tập huấn."),
    )
    assert len(task.groups) == 2 and not task.conflicts


def test_who_tells_what_another_did_stands_with_that_one():
    task = task_of(
        ("Sở Y tế", "Đã tổ chức 2 lớp tập huấn."), ("Sở Tư pháp", "Sở Y tế đã tổ chức 2 lớp tập huấn.")
    )
    assert len(task.groups) == 1 and not task.groups[0].gathered


@pytest.mark.parametrize(
    ("other", "on"),
    [
        ("Ngày 15/5/2026, Sở Y tế tổ chức hội nghị cho 150 đại biểu tại Đà Lạt.", Kind.NUMBER),
        ("Ngày 16/5/2026, Sở Y tế tổ chức hội nghị cho 120 đại biểu tại Đà Lạt.", Kind.DATE),
        ("Ngày 15/5/2026, Sở Y tế tổ chức hội nghị cho 120 đại biểu tại Phan Thiết.", Kind.PLACE),
        ("Ngày 15/5/2026, Sở Y tế không tổ chức hội nghị cho 120 đại biểu tại Đà Lạt.", Kind.POLARITY),
    ],
)
def test_what_differs_in_one_thing_is_a_contradiction(other, on):
    task = task_of(
        ("Sở Y tế", "Ngày 15/5/2026, Sở Y tế tổ chức hội nghị cho 120 đại biểu tại Đà Lạt."),
        ("Sở Nội vụ", other),
    )
    assert len(task.groups) == 2
    [conflict] = task.conflicts
    assert conflict.on is on
    assert [side.agencies for side in conflict.sides] == [("Sở Y tế",), ("Sở Nội vụ",)]


def test_the_same_at_other_places_stays_apart_without_contradiction():
    task = task_of(
        ("Sở Y tế", "Lắp đặt 01 màn hình LED tại phường Lâm Viên."),
        ("Sở Y tế", "Lắp đặt 01 màn hình LED tại phường Cam Ly."),
    )
    assert len(task.groups) == 2 and not task.conflicts


def test_own_figures_of_two_agencies_are_no_contradiction():
    task = task_of(
        ("Sở Y tế", "Sở Y tế đã tổ chức 2 lớp tập huấn."),
        ("Sở Tư pháp", "Sở Tư pháp đã tổ chức 3 lớp tập huấn."),
    )
    assert len(task.groups) == 2 and not task.conflicts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toàn tỉnh có 45 xã có đài truyền thanh.", "Trên địa bàn tỉnh có 46 xã có đài truyền thanh."),
        ("Hội nghị xúc tiến đầu tư có 120 đại biểu.", "Hội nghị xúc tiến đầu tư có 150 đại biểu."),
    ],
)
def test_what_two_say_of_the_province_or_of_one_event_contradicts(one, other):
    [conflict] = task_of(("Sở Y tế", one), ("Sở Tư pháp", other)).conflicts
    assert conflict.on is Kind.NUMBER


def test_three_who_contradict_each_other_are_one_contradiction():
    task = task_of(
        *(
            (name, f"Hội nghị xúc tiến đầu tư ngày 28/6/2026 có {count} đại biểu.")
            for name, count in (
                ("Sở Y tế", 120),
                ("Sở Nội vụ", 130),
                ("Sở Tư pháp", 140),
                ("Công an tỉnh", 120),
            )
        )
    )
    [conflict] = task.conflicts
    assert [side.agencies for side in conflict.sides] == [
        ("Sở Y tế", "Công an tỉnh"),
        ("Sở Nội vụ",),
        ("Sở Tư pháp",),
    ]


def test_a_contradicted_one_of_a_gathered_sentence_is_named_alone():
    task = task_of(
        ("Sở Y tế", "Sở Y tế đã ban hành kế hoạch."),
        ("Sở Tư pháp", "Sở Tư pháp đã ban hành kế hoạch."),
        ("Sở Nội vụ", "Sở Y tế chưa ban hành kế hoạch."),
    )
    [conflict] = task.conflicts
    assert [(side.text, side.agencies) for side in conflict.sides] == [
        ("Sở Y tế đã ban hành kế hoạch.", ("Sở Y tế",)),
        ("Sở Y tế chưa ban hành kế hoạch.", ("Sở Nội vụ",)),
    ]


def test_tasks_know_nothing_of_each_other():
    merged = merge([Said("Sở Y tế", "2", "Đã họp báo."), Said("Sở Y tế", "1", "Đã họp báo.")])
    assert [(task.task, len(task.groups)) for task in merged.tasks] == [("2", 1), ("1", 1)]


# ---- what an officer wrote goes on -----------------------------------------------------------------------------------


def test_a_group_keeps_its_key_and_finds_its_heir_when_another_agency_comes():
    first = [
        Said("Sở Y tế", "1", "Sở Y tế đã ban hành kế hoạch."),
        Said("Sở Nội vụ", "1", "Đã họp báo 2 cuộc."),
    ]
    before = merge(first)
    assert [group.key for group in before.groups()] == [group.key for group in merge(first).groups()]
    assert before.tasks[0].groups[0].key == "1ac08e70d097283b"  # the same on every machine
    later = merge([*first, Said("Sở Tư pháp", "1", "Sở Tư pháp đã ban hành kế hoạch.")])
    plan, talks = before.tasks[0].groups
    heir = later.heir(member.key for member in plan.members)
    assert heir is not None and heir.key != plan.key and heir.agencies == ("Sở Y tế", "Sở Tư pháp")
    assert later.heir(member.key for member in talks.members) == talks
    assert later.heir(["0" * 16]) is None


# ---- how well --------------------------------------------------------------------------------------------------------


def test_there_are_enough_labelled_pairs():
    assert len(labelled.pairs()) > 1900
    assert len(labelled.pairs(aside=True)) > 180


def test_folding_is_right_on_what_it_was_tuned_on():
    figures = labelled.measured(aside=False)
    assert figures["precision"] >= 0.99 and figures["recall"] >= 0.95
    assert figures["conflicts shown rightly"] >= 0.97 and figures["conflicts found"] >= 0.9


def test_folding_is_right_on_what_a_third_hand_wrote():
    figures = labelled.measured(
        aside=None, file=labelled.THIRD
    )  # labels of conflicts there were not looked through
    assert figures["pairs"] > 1000
    assert figures["precision"] >= 0.99 and figures["recall"] >= 0.95


def test_folding_is_right_on_what_was_written_in_turns_and_tuned_on():
    figures = labelled.measured(
        aside=None, file=labelled.FOURTH
    )  # here too numbers of different agencies are no conflicts
    assert figures["pairs"] > 500
    assert figures["precision"] >= 0.99 and figures["recall"] >= 0.9


def test_folding_is_right_on_what_was_kept_aside():
    figures = labelled.measured(aside=True)
    assert figures["precision"] >= 0.98 and figures["recall"] >= 0.9
    assert figures["conflicts shown rightly"] >= 0.95 and figures["conflicts found"] >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kinh phí bố trí là 3,2 tỷ đồng.", "Kinh phí đề nghị bố trí là 3,2 tỷ đồng."),
        ("Tổ chức Hội chợ du lịch với 40 gian hàng.", "Tham gia Hội chợ du lịch với 40 gian hàng."),
        ("Duy trì 02 chuyên mục tiếng Anh.", "Mở mới 02 chuyên mục tiếng Anh."),
        ("Bố trí 2 tỷ đồng từ ngân sách tỉnh.", "Bố trí 2 tỷ đồng từ ngân sách trung ương."),
        ("Ban hành Quy chế phát ngôn.", "Trình ban hành Quy chế phát ngôn."),
    ],
)
def test_a_word_of_asking_planning_or_newness_makes_another_fact(one, other):
    assert len(texts(("Sở Ngoại vụ", one), ("Sở Ngoại vụ", other))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tổ chức họp báo quý I và quý II.", "Đã tổ chức họp báo quý I, quý II."),
        ("Tổ chức cuộc họp báo quý II.", "Họp báo quý II đã được tổ chức."),
        ("Cấp 14 giấy phép triển lãm.", "Đã cấp 14 giấy phép triển lãm."),
        ("Triển khai đến 100% cơ sở giáo dục.", "Triển khai đến tất cả cơ sở giáo dục."),
        ("Ban Dân vận Tỉnh ủy tổ chức 02 lớp.", "Ban Dân vận Tỉnh ủy đã mở 2 lớp."),
        ("Phối hợp BĐBP tỉnh tuyên truyền 3 buổi.", "Phối hợp Bộ Chỉ huy BĐBP tỉnh tuyên truyền 03 buổi."),
        ("Gửi tin cho Báo và PTTH Lâm Đồng.", "Gửi tin cho Báo và Phát thanh, Truyền hình tỉnh."),
    ],
)
def test_other_ways_to_write_the_same(one, other):
    assert len(texts(("Sở Ngoại vụ", one), ("Sở Ngoại vụ", other))) == 1


def unmarked(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def read_lines():
    """A reader, and all labelled sentences as it reads them: once for all ways to type them."""
    reader = Reader(line.agency for line in LINES)
    return reader, [reader.read(line.text, agency_key(line.agency)) for line in LINES]


@pytest.mark.parametrize(
    ("written", "least"),
    [
        (unmarked, 0.93),
        (str.lower, 0.9),
        (str.upper, 0.9),
        (lambda text: unicodedata.normalize("NFD", text), 1.0),
        (lambda text: re.sub(r"(?<=[0-9])\.(?=[0-9]{3})", "", text), 1.0),
        (lambda text: re.sub(r"([0-9]+)/0?([0-9]+)/([0-9]{4})", r"\1 tháng \2 năm \3", text), 1.0),
        (lambda text: re.sub(r"(?<![0-9])[,;](?![0-9])", "", text), 0.98),
    ],
    ids=["unmarked", "small", "capitals", "decomposed", "thousands", "days", "commas"],
)
def test_a_sentence_typed_otherwise_is_the_same(written, least):
    reader, readings = read_lines()
    pairs = [(line.text, written(line.text), agency_key(line.agency)) for line in LINES]
    answers = [
        compare(reading, reader.read(other, by)).answer is Answer.SAME
        for reading, (text, other, by) in zip(readings, pairs, strict=True)
        if text != other
    ]
    assert sum(answers) / len(answers) >= least


def test_the_engine_starts_light():
    code = (
        "import sys; import nhipcau.engines.merging.cli; "
        "sys.exit(len({'django', 'rapidfuzz', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
