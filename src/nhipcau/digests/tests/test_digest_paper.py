"""How an issue is printed: addresses in a list, the day's stories by tone, what was signed earlier as it was."""

from __future__ import annotations

from typing import Any

import pytest

from nhipcau.digests.paper import paper
from nhipcau.engines.officialdoc.write.model import Draft, Paragraph, Table, lines_of
from nhipcau.office.signing.kinds import Mark

pytestmark = pytest.mark.django_db
LONG = "https://baolamdong.example/" + "rat-dai-" * 30 + "9.html"


def page(outlet: str, url: str) -> dict[str, Any]:
    return {
        "outlet": outlet,
        "url": url,
        "title": "Tin",
        "at": "2026-06-18T01:00:00+00:00",
        "language": "vi",
        "reach": 1,
    }


def item(**more: Any) -> dict[str, Any]:
    return {
        "id": 1, "number": 1, "part": "other", "heading": "", "title": "Cửa khẩu mở lại", "summary": "Một tin.", "note": "",
        "proposal": "", "subject": "", "tone": "positive", "flags": [], "doubt": "", "reach": 1, "outlets": 1,
        "seen_before": False, "first_at": "", "pages": [page("Báo Lâm Đồng", LONG)],
    } | more  # fmt: skip


def content(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    total = {"now": 2, "before": 0}
    rows = {name: [] for name in ("by_outlet", "by_language", "by_subject", "by_part", "by_reach", "by_day")}
    totals = dict.fromkeys(("stories", "articles", "outlets", "foreign", "far"), total)
    figures = {**totals, **rows, "by_tone": [["negative", 1, 0], ["positive", 3, 0]]}
    return {
        "form": 2, "kind": "day", "first_day": "2026-06-18", "last_day": "2026-06-18", "edition": 0, "corrects": None,
        "correction_reason": "", "province": "Lâm Đồng", "agency": "Sở Văn hóa, Thể thao và Du lịch", "symbol": "BC-X",
        "note": "", "items": list(items), "figures": figures, "subjects": {},
    } | more  # fmt: skip


def said(draft: Draft, body=None) -> list[str]:
    lines = lines_of(draft.body if body is None else body)
    return ["".join(run.text for run in line.runs) for line in lines if not isinstance(line, Table)]


def test_addresses_stand_in_a_list_at_the_end_and_outlets_lead_to_them():
    made = paper(
        content(
            item(), item(pages=[page("Báo Nhân Dân", "http://nhandan.example/1"), page("Báo Lâm Đồng", LONG)])
        ),
        Mark(),
    )
    assert not [line for line in said(made) if "http" in line]
    sources = [line for line in said(made) if line.startswith("Nguồn")]
    assert sources == [
        "Nguồn: Báo Lâm Đồng (18/06/2026) [1].",
        "Nguồn: Báo Nhân Dân (18/06/2026) [2]; Báo Lâm Đồng (18/06/2026) [1].",
    ]
    listed = said(made, made.annexes[0].body)
    assert listed == [f"[1] Báo Lâm Đồng: {LONG}", "[2] Báo Nhân Dân: http://nhandan.example/1"]
    links = [
        run.link
        for block in made.body
        if isinstance(block, Paragraph) and not isinstance(block.text, str)
        for run in block.text
        if run.link
    ]
    assert links == [LONG, "http://nhandan.example/1", LONG]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", ""])
def test_only_addresses_of_the_web_are_led_to(url):
    made = paper(content(item(pages=[page("Báo lạ", url)])), Mark())
    runs = [
        run
        for block in (*made.body, *made.annexes[0].body)
        if isinstance(block, Paragraph) and not isinstance(block.text, str)
        for run in block.text
    ]
    assert not [run for run in runs if run.link]


def test_the_day_counts_its_stories_by_tone():
    lines = said(paper(content(item()), Mark()))
    assert lines[0] == "Theo sắc thái, số sự kiện: tích cực 3, tiêu cực 1."


def test_a_day_without_stories_has_neither():
    made = paper(content(), Mark())
    assert made.annexes == ()
    assert not [line for line in said(made) if "sắc thái" in line]


def test_what_was_signed_earlier_is_printed_as_it_was():
    """Its content has no form: the addresses stand in the lines, as in its files."""
    kept = content(item())
    del kept["form"]
    made = paper(kept, Mark())
    assert said(made)[-1] == f"Nguồn: Báo Lâm Đồng (18/06/2026, {LONG})."
    assert made.annexes == () and not [line for line in said(made) if "sắc thái" in line]


def test_an_internal_issue_bears_it():
    assert paper(content(item(), internal=True), Mark()).letterhead.circulation == "LƯU HÀNH NỘI BỘ"
    assert paper(content(item()), Mark()).letterhead.circulation == ""
