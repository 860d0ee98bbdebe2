"""The province's next plan measured: ten years of drafts, answers and proposals; each page of them in processor time.

``script/bench next_plan [--agencies 130,300] [--years 10,10] [--database sqlite]``: the plans of ``bench_plan`` with the draft that each
was drawn up from, 100 tasks in eight groups; of the agencies that were asked a tenth has not answered, a third proposes nothing, the
others three things each.  All but the newest draft are decided and issued; of the newest a half waits.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import bench_plan

DAY = bench_plan.DAY
GROUPS, TASKS, PROPOSED = 8, 100, 3
WHOLE = 2
"""So many of the newest plans have all that was reported in them."""
WORDS = (
    "Tổ chức tuyên truyền, quảng bá hình ảnh của tỉnh trên báo chí, nền tảng số và tại các sự kiện đối ngoại"
)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """All figures, as one JSON object; each size in an installation of its own."""
    return bench_plan.each_size("next_plan", argv, _inside, agencies=[130, 300], years=[10, 10])


def _inside(site: Any, *asked: str) -> dict[str, Any]:
    path = f"{Path(__file__).parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    done = subprocess.run(
        [sys.executable, __file__, *asked], env=site.env(NHIPCAU_TODAY=DAY.isoformat(), PYTHONPATH=path),
        stdout=subprocess.PIPE, text=True, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{asked} ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def _fill(agencies: int, years: int) -> None:
    from nhipcau.agencies.models import Agency, Officer
    from nhipcau.plans.models import Plan

    bench_plan._fill(agencies, min(years, WHOLE))
    owing = list(Agency.objects.order_by("pk"))
    by = Officer.objects.get(username="coordinator")
    for year in range(DAY.year - years + 1, DAY.year - WHOLE + 1):
        _bare(year)
    plans = {plan.year: plan for plan in Plan.objects.order_by("year")}
    for last in plans.values():
        _draft(last, plans.get(last.year + 1), owing, by)


def _bare(year: int) -> None:
    """A plan of long ago with its tasks: no page of a draft asks for more of it."""
    from nhipcau.documents.models import RegisteredDocument
    from nhipcau.plans.models import Plan, Task

    document = RegisteredDocument.objects.create(
        number=f"{year}/KH-UBND", identity=f"kh-{year}", issuer="UBND tỉnh", date=date(year - 1, 11, 20)
    )
    plan = Plan.objects.create(document=document, title=f"Kế hoạch thử tải {year}", year=year)
    Task.objects.bulk_create(
        Task(plan=plan, position=place, number=str(place + 1), title=f"Nhiệm vụ thử tải {place + 1}")
        for place in range(bench_plan.TASKS)
    )


def _draft(last: Any, became: Any, owing: list[Any], by: Any) -> None:
    """The draft that went on from a plan, with all that agencies answered."""
    from django.utils import timezone

    from nhipcau.plans.models import NextPlan, NextReply, NextTask, Proposal

    now, year = timezone.now(), last.year + 1
    held = NextPlan.objects.create(
        year=year, title=f"Công tác thông tin đối ngoại năm {year}", last_year=last, drafter=owing[0], issuer=owing[1],
        state="issued" if became else "draft", plan=became, recipients="Sở Thử tải 1\nLưu: VT", proposals_due=DAY + timedelta(days=9),
        asked_at=now, asked_by=by, opened_by=by, edited_by=by, state_by=by, six_month_due=date(year, 5, 15),
        annual_due=date(year, 11, 15), unit_plans_due=date(year, 1, 31), bases="Căn cứ Nghị định số 72/2015/NĐ-CP",
    )  # fmt: skip
    before = list(last.tasks.order_by("position"))
    groups = [
        NextTask.objects.create(
            next_plan=held, position=place * 100, is_group=True, number=str(place + 1), title=f"Nhóm nhiệm vụ {place + 1}",
            edited_by=by,
        )
        for place in range(GROUPS)
    ]  # fmt: skip
    tasks = NextTask.objects.bulk_create(
        NextTask(
            next_plan=held, parent=groups[place % GROUPS], position=place % GROUPS * 100 + place + 1,
            number=f"{place % GROUPS + 1}.{place // GROUPS + 1}", title=f"{WORDS} ({place + 1})", content=f"{WORDS}. " * 3,
            timing={"kind": "continuous"}, timing_text="Thường xuyên", outputs="04 sản phẩm, 12 tin bài",
            names={"lead": [owing[place % len(owing)].name], "coordinate": [one.name for one in owing[place % 40 : place % 40 + 5]]},
            came_from=before[place] if place < len(before) else None, left_out=place % 20 == 19, reason="Đã lồng ghép" * (place % 20 == 19),
            edited_by=by,
        )
        for place in range(TASKS)
    )  # fmt: skip
    replies = NextReply.objects.bulk_create(
        NextReply(
            next_plan=held, agency=agency, state="sent" if place % 10 else "asked", nothing=place % 3 == 0 and place % 10 > 0,
            sent_at=now if place % 10 else None, sent_by=by if place % 10 else None, state_by=by,
        )
        for place, agency in enumerate(owing[1:], 1)
    )  # fmt: skip
    Proposal.objects.bulk_create(
        _proposal(reply, turn, tasks, by, waits=became is None and (reply.pk + turn) % 2 == 0)
        for reply in replies
        if reply.state == "sent" and not reply.nothing
        for turn in range(PROPOSED)
    )


def _proposal(reply: Any, turn: int, tasks: list[Any], by: Any, *, waits: bool) -> Any:
    from nhipcau.plans.models import Proposal

    about = tasks[(reply.pk * 7 + turn * 13) % len(tasks)] if turn else None
    declined = (reply.pk + turn) % 3 == 0
    return Proposal(
        reply=reply, task=about, wish="change" if about else "new", title="" if about else f"{WORDS} {reply.pk}",
        outputs="06 sản phẩm, 20 tin bài", content=f"{WORDS}, ưu tiên nền tảng số. " * 2, timing_text="Quý II/2027",
        reason="Thực tế thực hiện năm qua cho thấy cần tăng số lượng sản phẩm.", edited_by=by, state_by=by,
        state="open" if waits else "declined" if declined else "taken",
        decided_reason="Trùng với nhiệm vụ khác" if declined and not waits else "",
        made=None if waits or declined else about or tasks[0],
    )  # fmt: skip


def _addresses() -> Iterator[tuple[str, str]]:
    from nhipcau.agencies.models import Officer
    from nhipcau.plans.models import NextPlan, NextTask, Proposal

    newest = NextPlan.objects.order_by("-year")[0]
    issued = NextPlan.objects.filter(state="issued").order_by("-year")[0]
    reply = newest.replies.get(agency=Officer.objects.get(username="officer").agency)
    task = NextTask.objects.filter(next_plan=newest, is_group=False, left_out=False).order_by("pk")[0]
    open_one = Proposal.objects.filter(reply__next_plan=newest, state="open", reply__state="sent").order_by(
        "pk"
    )[0]
    here = f"/ke-hoach/nam-sau/{newest.pk}/"
    yield from (
        ("coordinator", "/ke-hoach/"), ("coordinator", "/"), ("officer", "/"), ("coordinator", here), ("leader", here),
        ("coordinator", f"{here}?dau=new"), ("coordinator", f"{here}?xem=de-xuat-tat-ca"),
        ("coordinator", f"/ke-hoach/nam-sau/{issued.pk}/"), ("coordinator", f"/ke-hoach/nam-sau/{issued.pk}/?xem=de-xuat-tat-ca"),
        ("coordinator", f"{here}de-xuat/"), ("coordinator", f"{here}de-xuat/?tinh_trang=open"), ("coordinator", f"{here}de-xuat/lay/"),
        ("coordinator", f"{here}phan-chung/"), ("coordinator", f"/ke-hoach/nam-sau/nhiem-vu/{task.pk}/"),
        ("coordinator", f"{here}them/"), ("coordinator", f"/ke-hoach/nam-sau/de-xuat/{open_one.pk}/tiep-thu-sua/"),
        ("coordinator", f"/ke-hoach/nam-sau/de-xuat/{open_one.pk}/khong-tiep-thu/"),
        ("officer", f"/ke-hoach/nam-sau/tra-loi/{reply.pk}/"), ("officer", f"/ke-hoach/nam-sau/tra-loi/{reply.pk}/them/?nhiem_vu={task.pk}"),
        ("coordinator", f"{here}bang.xlsx"),
    )  # fmt: skip


def _deeds() -> dict[str, Any]:
    """What one write costs, and the proofs, in processor milliseconds."""
    from django.db import transaction

    from nhipcau.agencies.models import Officer
    from nhipcau.plans.models import NextPlan, NextTask, Proposal
    from nhipcau.plans.next import proving_drafts
    from nhipcau.plans.next.actions import arranging, deciding, writing

    by = Officer.objects.get(username="coordinator")
    newest = NextPlan.objects.select_related("drafter").order_by("-year")[0]
    about = NextTask.objects.filter(next_plan=newest, is_group=False, left_out=False).order_by("pk")[0]
    about.next_plan = newest
    waiting = Proposal.objects.select_related("reply__agency", "reply__next_plan__drafter", "task")
    open_one = waiting.filter(
        reply__next_plan=newest, state="open", task__isnull=False, task__left_out=False
    )[0]
    deeds: dict[str, Callable[[], object]] = {
        "edit a task": lambda: writing.edit_task(
            task=about, fields={"outputs": "X"}, seen=about.edited, by=by
        ),
        "move a task": lambda: arranging.shift(task=about, way="down", by=by),
        "number all": lambda: arranging.renumber(next_plan=newest, today=DAY, by=by),
        "take a proposal up": lambda: deciding.take(proposal=open_one, by=by),
        "proofs": lambda: list(proving_drafts.doubts()),
    }
    figures = {}
    for name, deed in deeds.items():
        begun = time.process_time()
        with transaction.atomic():
            deed()
        figures[name] = round((time.process_time() - begun) * 1000, 1)
    return figures


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, transaction

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    parser = argparse.ArgumentParser()
    for name in ("agencies", "years", "times"):
        parser.add_argument(f"--{name}", type=int)
    asked = parser.parse_args()
    with transaction.atomic():
        _fill(asked.agencies, asked.years)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    gc.collect()
    gc.freeze()  # as a server's process does
    figures = bench_plan.timed(_addresses(), asked.times)
    print(json.dumps({**figures, "deeds_ms": _deeds()}, ensure_ascii=False))


if __name__ == "__main__":
    main()
