from __future__ import annotations

import itertools
import json
import os
import random
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import pytest

from nhipcau.engines.presswire.copies.index import CopyIndex, Printed, find_copies

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[6] / "shared")) / "press"
DAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXT = (
    "Sáng nay, hàng trăm người dân bon Pi Nao đã đổ về nhà cộng đồng để dự lễ cúng bến nước. Già làng kể rằng ngày trước, "
    "mỗi nhà mang theo một ché rượu cần, con gái trong bon dậy từ lúc gà chưa gáy để quét sạch lối đi. Sau nghi lễ, nghệ "
    "nhân đánh bảy bài chiêng, người già múa, trẻ con chạy quanh đống lửa. Năm nay bon mời thêm khách từ Campuchia sang "
    "chung vui, hai bên trao nhau gùi, khăn dệt và giống lúa rẫy. Trưởng bon nói sẽ giữ lễ này mỗi năm một lần, dù nhiều "
    "nhà đã chuyển sang trồng sầu riêng và bận rộn quanh năm với vườn tược."
)


def cut(text: str, share: float, where: str) -> str:
    words = text.split()
    gone = int(len(words) * share)
    start = {"head": 0, "tail": len(words) - gone, "middle": (len(words) - gone) // 2}[where]
    return " ".join(words[:start] + words[start + gone :])


@pytest.mark.parametrize("where", ["head", "middle", "tail"])
@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_a_cut_copy_is_found(share: float, where: str) -> None:
    (group,) = find_copies([Printed("a", "", TEXT), Printed("b", "", cut(TEXT, share, where))])
    assert group.ids == ("a", "b")


def test_one_item_has_its_outlets_in_order_of_time() -> None:
    late = Printed("late", "Lễ cúng bến nước", TEXT, "Báo Chiều", DAY + timedelta(hours=5))
    first = Printed("first", "Bon Pi Nao vào hội", TEXT, "Thông tấn", DAY)
    undated = Printed("undated", "Lễ hội", TEXT, "Trang lạ")
    (group,) = find_copies([late, undated, first])
    assert group.first == "first"
    assert group.outlets == ("Thông tấn", "Báo Chiều", "Trang lạ")


WEATHER = (
    "Dự báo thời tiết tỉnh {} ngày {}/7: nhiệt độ thấp nhất {} độ, cao nhất {} độ, độ ẩm {}%, gió nhẹ. Chiều tối có mưa "
    "rào và dông vài nơi, trong cơn dông đề phòng tố lốc, sét và gió giật mạnh. Bà con nên theo dõi bản tin kế tiếp."
)


def test_one_template_with_other_facts_is_another_text() -> None:
    facts = [("Lâm Đồng", 5, 18, 25, 80), ("Gia Lai", 5, 20, 28, 75), ("Lâm Đồng", 6, 17, 24, 86)]
    assert len(find_copies([Printed(str(n), "", WEATHER.format(*fact)) for n, fact in enumerate(facts)])) == 3


def test_one_corrected_figure_is_still_the_same_text() -> None:
    assert len(find_copies([Printed("a", "", TEXT), Printed("b", "", TEXT.replace("bảy bài", "8 bài"))])) == 1


def test_a_round_up_is_not_a_copy_of_the_items_in_it() -> None:
    others = " ".join(
        WEATHER.format(f"Tỉnh{n}", n, n, n, n) + f" Mục {n} nói chuyện khác hẳn, số {n * 37}."
        for n in range(12)
    )
    assert (
        len(find_copies([Printed("a", "", cut(TEXT, 0.3, "tail")), Printed("b", "", f"{TEXT} {others}")]))
        == 2
    )


def test_empty_texts_are_no_copies() -> None:
    assert len(find_copies([Printed("a", "", ""), Printed("b", "", "")])) == 2


def test_memory_is_bounded_and_the_group_outlives_its_first_text() -> None:
    index = CopyIndex(capacity=3)
    for number in range(5):
        match = index.add(Printed(str(number), "", TEXT))
    assert len(index) == 3
    assert match.copy_of is not None
    (group,) = index.groups()
    assert group.ids == ("2", "3", "4")


def test_texts_taken_in_together_are_told_as_one_by_one() -> None:
    chance = random.Random(5)
    facts = [[chance.randrange(10, 40) for _ in range(4)] for _ in range(30)]
    texts = [Printed(f"w{n}", "", WEATHER.format(f"Tỉnh {n % 9}", *four)) for n, four in enumerate(facts)]
    texts += [Printed(f"c{n}", f"Tin {n}", cut(TEXT, 0.02 * n, "middle")) for n in range(14)]
    texts += [Printed("w3", "", TEXT), Printed("empty", "", ""), Printed("short", "Hai", "từ")]
    chance.shuffle(texts)
    together, alone = CopyIndex(), CopyIndex()
    assert list(together.add_all(texts)) == [alone.add(text) for text in texts]
    assert together.groups() == alone.groups()


@pytest.mark.parametrize(("capacity", "expected"), [(1000, "eaa3dedcd9856650"), (60, "5f2901274f69770e")])
def test_copies_are_told_as_before(capacity: int, expected: str) -> None:
    """Also among a template's many siblings, of which only some are looked at, and of texts that are forgotten."""
    chance = random.Random(11)
    words = [f"từ{number}" for number in range(400)]
    texts = [
        Printed(f"w{n}", "", WEATHER.format(f"Tỉnh {n % 7}", *(chance.randrange(10, 20) for _ in range(4)))) for n in range(160)
    ]  # fmt: skip
    for number in range(140):
        if number % 2:
            told = chance.choice(texts[160:]).body.split(" ")
            told = told[: int(len(told) * chance.uniform(0.3, 1))]
            for _ in range(len(told) // chance.choice([8, 25, 60])):
                told[chance.randrange(len(told))] = chance.choice(words)
        else:
            told = chance.choices(words, k=chance.choice([3, 8, 40, 200, 600]))
        texts.append(Printed(f"t{number}", "", " ".join(told)))
    chance.shuffle(texts)
    index = CopyIndex(capacity=capacity)
    said = [(match.id, match.group, match.copy_of, match.containment) for match in index.add_all(texts)]
    assert blake2b(repr(said).encode(), digest_size=8).hexdigest() == expected


def test_the_index_survives_a_restart() -> None:
    index = CopyIndex()
    index.add(Printed("a", "t", TEXT, "Báo A", DAY))
    again = CopyIndex.from_json(json.loads(json.dumps(index.to_json())))
    assert again.add(Printed("b", "t", cut(TEXT, 0.2, "head"), "Báo B", DAY)).copy_of == "a"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no test data at {SHARED}")
def test_pairs_of_cut_and_edited_real_documents_are_found() -> None:
    chance = random.Random(3)
    documents = [
        json.loads(line)["body"] for line in (SHARED / "expected.jsonl").read_text("utf-8").splitlines()
    ]
    documents = [document for document in documents if len(document.split()) >= 60]
    texts: list[Printed] = []
    for number, document in enumerate(documents):
        for copy in range(4):
            words = cut(document, chance.uniform(0.1, 0.3), chance.choice(["head", "middle", "tail"])).split()
            edited = [chance.choice(words) if chance.random() < 0.01 else word for word in words]
            texts.append(Printed(f"{number}-{copy}", "", " ".join(edited)))
    chance.shuffle(texts)
    right = wrong = 0
    for group in find_copies(texts):
        for one, other in itertools.combinations(group.ids, 2):
            same = one.split("-")[0] == other.split("-")[0]
            right, wrong = right + same, wrong + (not same)
    assert right / (6 * len(documents)) >= 0.97
    assert right / (right + wrong) >= 0.99
