"""Digests are drafted from what the press desk took in: its fixtures serve here too."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.laid import apart, laid

from nhipcau.digests.actions import drafting, editing, signing
from nhipcau.digests.rules import DigestPart
from nhipcau.press.models import Article, Outlet, Story
from nhipcau.press.tests.conftest import (  # noqa: F401
    _fresh_memory,
    _that_day,
    article,
    fetched,
    source,
    take,
)

DAY = date(2026, 6, 18)
BODY = (
    "Chiều qua, tỉnh khai trương tuyến xe buýt nối ga cũ với khu du lịch ven hồ, mỗi ngày ba mươi chuyến. "
    "Vé được bán qua điện thoại, người cao tuổi và học sinh đi không mất tiền. "
) * 6


def at(hour=6, minute=0, day=DAY) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


@pytest.fixture
@apart
def tell(db):
    """tell("title", …) → an article of its own story, printed the evening before."""

    def write(title, *, outlet="Báo Mẫu", reach=2, story=None, when=None, language="vi", **more):
        number = (
            Article.objects.filter(url__startswith="https://bao.vi.du/").count() + 1
        )  # also after those that were laid
        when = when or at(20, day=DAY - timedelta(days=1))
        paper = Outlet.objects.get_or_create(
            host=f"{abs(hash(outlet))}.vi.du", defaults={"name": outlet, "reach": reach, "language": language}
        )[0]
        story = story or Story.objects.create(key=f"s{number}", title=title, first_at=when, last_at=when)
        return Article.objects.create(
            key=f"a{number}", url=f"https://bao.vi.du/{number}", canonical=f"https://bao.vi.du/{number}", outlet=paper,
            title=title, body=more.pop("body", BODY), at=when, published_at=when, language=language, fetched_at=when,
            content_hash=f"h{number}", relevance=more.pop("relevance", "about"), story=story, sequence=number,
            flags=[{"label": flag, "because": []} for flag in more.pop("flags", ())], **more,
        )  # fmt: skip

    return write


@pytest.fixture
@laid
def draft(tell, coordinator):
    tell("Khai trương tuyến buýt ven hồ", tone="positive", subject="tourism")
    tell("Hộ dân phản ánh bụi mỏ", flags=["sensitive"], tone="negative", subject="environment")
    tell("Lịch cúp điện tuần này")
    return drafting.draft_day(day=DAY, now=at(), by=None)


@pytest.fixture
@laid
def signed(draft, coordinator):
    item = draft.items.get(part=DigestPart.SENSITIVE)
    editing.edit_item(item=item, proposal="Đề nghị Sở chuyên ngành kiểm tra, trả lời báo.", by=coordinator)
    return signing.sign(digest=draft, now=at(6, 40), by=coordinator)
