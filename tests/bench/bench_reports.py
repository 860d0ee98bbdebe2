"""Reports measured: every screen of them by agencies and years, in processor time, and how the province's report is put together.

``script/bench reports [--agencies 130,300] [--years 3,10] [--database sqlite]``: the plans of ``bench_plan`` with two rounds a year, every
agency's report handed in with words of its own at each task; of the newest round a tenth is still being written.  Pages of figures are asked for twice: with nothing written in between ("after a
deed": with an entry of the log before each).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import bench_plan

DAY = bench_plan.DAY
SAYINGS = (
    "Đã đăng {n} tin, bài trên trang thông tin điện tử.",
    "Đã phối hợp với các cơ quan báo chí tuyên truyền về chuyên đề {place}.",
    "Đã quán triệt nội dung của kế hoạch đến toàn thể cán bộ.",
    "Hội nghị chuyên đề {place} ngày 10/4 có {n} đại biểu dự.",
)


def run(argv: Sequence[str] = ()) -> dict[str, Any]:
    """All figures, as one JSON object; each size in an installation of its own."""
    return bench_plan.each_size("reports", argv, _inside, agencies=[130, 300], years=[3, 10])


def _inside(site: Any, *asked: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, *asked],
        env=site.env(NHIPCAU_TODAY=DAY.isoformat(), PYTHONPATH=f"{Path(__file__).parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"),
        stdout=subprocess.PIPE, text=True, timeout=3600,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{asked} ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def _fill(agencies: int, years: int) -> None:
    from nhipcau.agencies.models import Agency, AgencyName, Officer
    from nhipcau.plans.models import Plan

    bench_plan._fill(agencies, years)
    owing = list(Agency.objects.order_by("pk"))
    AgencyName.objects.bulk_create(
        AgencyName(agency=agency, name=f"STT{agency.pk}", kind="abbreviation") for agency in owing
    )
    Plan.objects.update(coordinator=owing[0])
    by = Officer.objects.get(username="coordinator")
    for plan in Plan.objects.order_by("year"):
        for period, due in (
            (f"{plan.year}-H1", date(plan.year, 5, 15)),
            (str(plan.year), date(plan.year, 11, 15)),
        ):
            if due <= DAY:
                _round(plan, period, due, owing, by)
    _call(owing, by)
    _unit_plans(owing, by)
    _parcels(owing, by)


def _round(plan: Any, period: str, due: date, owing: list[Any], by: Any) -> None:
    from nhipcau.reports import drafting
    from nhipcau.reports.models import Part, Report, ReportRound

    made = ReportRound.objects.create(plan=plan, period=period, due_on=due, opened_by=by, state_by=by)
    tasks = drafting.tasks_of(made)
    made.places = {str(task.pk): "III.5" if place % 2 else "III.7" for place, task in enumerate(tasks)}
    made.save(update_fields=["places"])
    Report.objects.create(round=made, agency=None, state_by=by)
    newest = due.year == DAY.year
    reports = Report.objects.bulk_create(
        Report(
            round=made,
            agency=agency,
            state="writing" if newest and not place % 10 else "submitted",
            submitted_on=None if newest and not place % 10 else due,
            on_paper=True,
            paper_number=f"{place}/BC",
            paper_date=due,
            edited_by=by,
            state_by=by,
        )
        for place, agency in enumerate(owing, start=1)
    )
    Part.objects.bulk_create(
        (
            Part(
                report=report,
                place=f"task:{task.pk}",
                text="\n".join(
                    one.format(n=100 + (report.pk * 7 + place) % 40, place=place)
                    for one in (SAYINGS[place % 4], SAYINGS[(place + report.pk) % 4])
                ),
                edited_by=by,
            )
            for report in reports
            for place, task in enumerate(tasks)
        ),
        batch_size=2000,
    )


def _call(owing: list[Any], by: Any) -> None:
    """A data call to every agency, nine of ten have answered: words, a number, a table, and a figure of the system."""
    from datetime import timedelta

    from django.utils import timezone

    from nhipcau.reports.models import CallAnswer, CallReply, DataCall, DataQuestion

    now = timezone.now()
    call = DataCall.objects.create(
        title="Cung cấp thông tin họp báo", issuer="Bộ Ngoại giao", period=f"{DAY.year}-H1", due=DAY + timedelta(days=5),
        state="open", opened_at=now, made_by=by, state_by=by,
    )  # fmt: skip
    asked = (
        {"kind": "text", "text": "Kết quả"}, {"kind": "number", "text": "Số người", "unit": "người", "may_add": True},
        {"kind": "table", "text": "Hoạt động", "columns": ["Tên", "Ngày", "Nơi", "Số người"]},
        {"kind": "indicator", "text": "Nộp đúng hạn", "indicator": "REPORTS_ON_TIME"},
    )  # fmt: skip
    questions = [
        DataQuestion.objects.create(call=call, position=place, **one) for place, one in enumerate(asked, 1)
    ]
    replies = CallReply.objects.bulk_create(
        CallReply(
            call=call, agency=agency, state="submitted" if place % 10 else "writing", state_by=by, on_paper=bool(place % 10),
            paper_number=f"{place}/CV", paper_date=DAY, confirmed_name="Nguyễn Văn A", confirmed_on=DAY, submitted_on=DAY,
            submitted_at=now,
        )
        for place, agency in enumerate(owing, 1)
    )  # fmt: skip
    CallAnswer.objects.bulk_create(
        CallAnswer(
            reply=reply, question=question, revision=1, edited_by=by,
            text="\n".join(one.format(n=100 + reply.pk % 40, place=reply.pk % 9) for one in SAYINGS) if place == 0 else "",
            value=reply.pk if place == 1 else None,
            rows=[["Hội thảo", "10/4", "Đà Lạt", "120"]] * 3 if place == 2 else [],
        )
        for reply in replies
        for place, question in enumerate(questions[:3])
    )  # fmt: skip


def _unit_plans(owing: list[Any], by: Any) -> None:
    """Every agency's own plan for each plan, a line for each task; of the newest a tenth is being written, a tenth handed in."""
    from django.utils import timezone

    from nhipcau.plans.models import Plan, UnitLine, UnitPlan

    now = timezone.now()
    for plan in Plan.objects.order_by("year"):
        newest = plan.year == DAY.year
        made = UnitPlan.objects.bulk_create(
            UnitPlan(
                plan=plan, agency=agency, opened_by=by, edited_by=by, state_by=by, submitted_at=now, submitted_by=by,
                accepted_at=now, accepted_by=by, state=("draft", "submitted")[place % 10] if newest and place % 10 < 2 else "accepted",
            )
            for place, agency in enumerate(owing)
        )  # fmt: skip
        tasks = list(plan.tasks.order_by("position"))
        UnitLine.objects.bulk_create(
            (
                UnitLine(
                    unit_plan=one, task=task, position=place, work=task.title, output="Ấn phẩm song ngữ", amount=500, unit="cuốn",
                    in_charge="Lê Cán Bộ", begins=date(plan.year, 2, 1), ends=date(plan.year, 6, 1), money=300_000_000,
                    source="province", edited_by=by,
                )
                for one in made
                for place, task in enumerate(tasks)
            ),
            batch_size=2000,
        )  # fmt: skip


def _parcels(owing: list[Any], by: Any) -> None:
    """A report from every third agency for each half year, with every figure and a paragraph at each heading."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from nhipcau.engines.counting import default_definitions
    from nhipcau.kernel import files
    from nhipcau.plans.models import Plan
    from nhipcau.reports import outline
    from nhipcau.reports.models import ReceivedParcel, SenderTrust
    from nhipcau.reports.parcels import schema

    stored = files.store(ContentFile(b"goi"), name="goi.zip", by=by)
    figures = [
        {"code": each.code, "part": part.part, "name": part.name[0], "unit": part.unit[0], "value": str(place), "before": None,
         "to_date": str(place), "source": ""}
        for place, each in enumerate(default_definitions()) for part in each.parts
    ]  # fmt: skip
    parts = [
        {"no": one.no, "title": one.title, "lines": [SAYINGS[2]], "nil": "", "tasks": []}
        for one in outline.shipped().parts
    ]
    now = timezone.now()
    for place, agency in enumerate(owing[::3]):
        key = f"{place:064x}"
        SenderTrust.objects.create(key=key, sender=agency.name, is_trusted=True, note="Đã gọi điện.", by=by)
        ReceivedParcel.objects.bulk_create(
            ReceivedParcel(
                sha256=f"{plan.year}{number}{place:059x}", key=key, sender=agency.name, sender_code=agency.code,
                subject="Báo cáo", period=period, number=f"{place}/BC-{number}", issued_on=DAY, made_at=now, file=stored, taken_by=by,
                content={
                    "schema": schema.SCHEMA, "version": schema.VERSION, "number": f"{place}/BC-{number}",
                    "issued_on": DAY.isoformat(), "signer": {"name": "A", "post": "Giám đốc"}, "seal": "", "agency": agency.name,
                    "place": "Thử tải", "summary": "Báo cáo", "plan": "", "edition": 1, "corrects": "", "parts": parts,
                    "period": {"code": period, "name": period, "first": f"{plan.year}-01-01", "last": f"{plan.year}-05-15"},
                    "figures": figures, "annexes": {},
                },
            )
            for plan in Plan.objects.order_by("year")
            for number, period in enumerate((f"{plan.year}-H1", str(plan.year)))
        )  # fmt: skip


def _addresses() -> Iterator[tuple[str, str]]:
    from nhipcau.agencies.models import Officer
    from nhipcau.plans.models import UnitPlan
    from nhipcau.reports.models import CallReply, DataCall, ReceivedParcel, Report, ReportRound

    newest = ReportRound.objects.order_by("-due_on")[0]
    call = DataCall.objects.get()
    reply = CallReply.objects.get(call=call, agency=Officer.objects.get(username="officer").agency)
    province = newest.reports.get(agency=None)
    own = Report.objects.get(round=newest, agency=Officer.objects.get(username="officer").agency)
    place = own.parts.order_by("pk")[0].place
    parcel = ReceivedParcel.objects.order_by("pk")[0]
    unit_plan = UnitPlan.objects.get(plan=newest.plan, agency=own.agency)
    yield from (
        ("coordinator", "/bao-cao/"), ("officer", "/bao-cao/"), ("coordinator", f"/bao-cao/dot/{newest.pk}/"),
        ("coordinator", f"/bao-cao/dot/{newest.pk}/sap-xep/"), ("officer", f"/bao-cao/{own.pk}/"),
        ("officer", f"/bao-cao/{own.pk}/phan/{place}/"), ("coordinator", f"/bao-cao/{province.pk}/"),
        ("coordinator", f"/bao-cao/{province.pk}/phan/{place}/"), ("officer", "/"), ("coordinator", "/"),
        ("leader", "/bao-cao/lanh-dao/"), ("leader", "/bao-cao/tong-quan/"), ("leader", f"/bao-cao/tong-quan/?ky={newest.plan.year}-H1"),
        ("coordinator", "/bao-cao/de-nghi/"), ("coordinator", f"/bao-cao/de-nghi/{call.pk}/"),
        ("leader", f"/bao-cao/de-nghi/{call.pk}/tong-hop/"), ("officer", f"/bao-cao/tra-loi/{reply.pk}/"),
        ("coordinator", "/bao-cao/goi-den/"),
        ("leader", "/bao-cao/tong-quan/bang/nop-bao-cao/"), ("leader", "/bao-cao/tong-quan/bang/tre-han/"), ("leader", "/bao-cao/tong-quan/in/"),
        ("coordinator", f"/bao-cao/goi-den/{parcel.pk}/"), ("coordinator", f"/bao-cao/goi-den/ky/{parcel.period}/"),
        ("coordinator", "/so-lieu/"), ("officer", "/so-lieu/"), ("coordinator", f"/so-lieu/?ky={newest.plan.year}"),
        ("coordinator", f"/so-lieu/REPORTS_ON_TIME/?ky={newest.plan.year}"), ("coordinator", f"/so-lieu/TASKS_DONE/?ky={newest.plan.year}"),
        ("coordinator", f"/so-lieu/REPORTS_ON_TIME/?ky={newest.plan.year}&theo=co-quan"),
        ("coordinator", f"/ke-hoach/{newest.plan.pk}/ke-hoach-don-vi/"), ("officer", f"/ke-hoach-don-vi/{unit_plan.pk}/"),
        ("coordinator", f"/ke-hoach-don-vi/{unit_plan.pk}/"),
    )  # fmt: skip


COUNTED = ("/so-lieu/", "/tong-quan/", "/lanh-dao/")
"""Pages that count figures, which are counted anew after somebody wrote something."""


def _deed() -> None:
    """Somebody reports progress: an entry in the log, after which facts are read again."""
    from nhipcau.agencies.models import Officer
    from nhipcau.kernel import audit

    who = Officer.objects.get(username="officer")
    audit.record("task.progress", target=who, by=who)


def _together() -> dict[str, Any]:
    """How long the merging takes, and the whole content of the province's report."""
    from nhipcau.reports import content, gathering, queries
    from nhipcau.reports.models import ReportRound

    newest = ReportRound.objects.order_by("-due_on")[0]
    gathering.forget()
    begun = time.process_time()
    merged = gathering.merged_of(newest).merged
    merging = time.process_time() - begun
    begun = time.process_time()
    said = content.content_of(queries.province_report(newest))
    return {
        "merging_s": round(merging, 2),
        "sentences": sum(len(group.members) for group in merged.groups()),
        "groups": sum(1 for _group in merged.groups()),
        "content_s": round(time.process_time() - begun, 2),
        "content_kB": len(json.dumps(said)) // 1000,
    }


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
    together = _together()
    gc.collect()
    gc.freeze()  # as a server's process does
    pages = bench_plan.timed(_addresses(), asked.times)
    counted = [pair for pair in _addresses() if any(word in pair[1] for word in COUNTED)]
    written = bench_plan.timed(counted, max(3, asked.times // 4), between=_deed)
    print(json.dumps({"together": together, **pages, "after a deed": written}, ensure_ascii=False))


if __name__ == "__main__":
    main()
