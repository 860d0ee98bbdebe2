"""Articles of made-up events: each outlet tells some of the facts, in its own words and order."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nhipcau.engines.presswire.stories.features import NewsItem

# What newsrooms write around any event: it must not bring stories together.
AROUND = [
    "Cơ quan chức năng đang tiếp tục làm rõ vụ việc.",
    "Lãnh đạo tỉnh yêu cầu các sở, ngành báo cáo trước ngày mai.",
    "Trao đổi với phóng viên, đại diện địa phương xác nhận thông tin trên.",
    "Người dân mong các cấp sớm có giải pháp căn cơ.",
    "Chúng tôi sẽ tiếp tục cập nhật.",
    "Theo quy định, kết quả phải được công khai cho người dân biết.",
    "Thời gian qua, tỉnh Lâm Đồng đã ban hành nhiều văn bản chỉ đạo về lĩnh vực này.",
    "Sau khi sáp nhập, Lâm Đồng là tỉnh có diện tích lớn nhất cả nước.",
    "Đây không phải lần đầu chuyện tương tự xảy ra ở Tây Nguyên.",
    "Ủy ban nhân dân xã đã cử cán bộ túc trực, nắm tình hình.",
    "Các chuyên gia cho rằng cần nhìn nhận vấn đề một cách toàn diện.",
    "Nhiều năm nay, bà con nơi đây sống chủ yếu nhờ cà phê, hồ tiêu và chăn nuôi.",
]


@dataclass(frozen=True)
class Event:
    id: str
    first_day: datetime
    titles: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]


def read_events(path: Path | None = None) -> list[Event]:
    events: list[Event] = []
    titles: tuple[str, ...] = ()
    for line in (path or Path(__file__).parent / "events.txt").read_text("utf-8").splitlines():
        if line.startswith("@"):
            name, day = line[1:].split("|")
            events.append(
                Event(name.strip(), datetime.fromisoformat(day.strip()).replace(tzinfo=UTC), (), ())
            )
        elif line.startswith("="):
            titles = tuple(part.strip() for part in line[1:].split("||"))
            events[-1] = Event(events[-1].id, events[-1].first_day, titles, ())
        elif line.startswith("-"):
            ways = tuple(part.strip() for part in line[1:].split("||"))
            last = events[-1]
            events[-1] = Event(last.id, last.first_day, last.titles, (*last.facts, ways))
    return events


def make_news(
    seed: int,
    *,
    dated: bool,
    facts: tuple[int, int] = (2, 5),
    around: tuple[int, int] = (1, 3),
    recalls: float = 0.0,
) -> tuple[list[NewsItem], dict[str, str]]:
    """Articles and {article id: event id}.

    facts: how many of its event's facts an article tells; around: how many stock sentences it adds;
    recalls: chance that it also recalls another event in two sentences, as background does.
    """
    chance = random.Random(seed)
    items: list[NewsItem] = []
    truth: dict[str, str] = {}
    events = read_events()
    for event in events:
        for number in range(chance.randint(2, 8)):
            told = chance.sample(event.facts, min(len(event.facts), chance.randint(*facts)))
            sentences = [chance.choice(ways) for ways in told] + chance.sample(
                AROUND, chance.randint(*around)
            )
            if chance.random() < 0.5:
                chance.shuffle(sentences)
            if chance.random() < recalls:
                other = chance.choice(events)
                sentences += [f"Trước đó, {chance.choice(ways)}" for ways in chance.sample(other.facts, 2)]
            when = event.first_day + timedelta(hours=chance.randint(0, 24 * 4))
            item_id = f"{event.id}-{number}"
            items.append(
                NewsItem(
                    item_id, chance.choice(event.titles), "\n".join(sentences), when if dated else None, "vi"
                )
            )
            truth[item_id] = event.id
    chance.shuffle(items)
    return items, truth


def b_cubed(truth: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """B³ precision, recall, F1 (Bagga and Baldwin 1998), averaged over articles."""

    def sizes(one: dict[str, str]) -> dict[str, set[str]]:
        groups: dict[str, set[str]] = {}
        for item, label in one.items():
            groups.setdefault(label, set()).add(item)
        return groups

    wanted, got = sizes(truth), sizes(found)
    precision = recall = 0.0
    for item in truth:
        right = len(wanted[truth[item]] & got[found[item]])
        precision += right / len(got[found[item]])
        recall += right / len(wanted[truth[item]])
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)
