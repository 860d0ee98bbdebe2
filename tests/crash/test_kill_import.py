"""kill -9 of web and workers while plans are uploaded, read and confirmed: nothing lost, nothing twice."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.crash, pytest.mark.timeout(1800)]

UPLOADS = 8
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND
Lâm Đồng, ngày 12 tháng 12 năm 2025

KẾ HOẠCH
Công tác thông tin đối ngoại năm 2026, phần {number}

I. MỤC ĐÍCH, YÊU CẦU
Giới thiệu hình ảnh của tỉnh với bạn bè quốc tế.

II. NHIỆM VỤ
1. Tổ chức lớp bồi dưỡng kỹ năng thông tin đối ngoại
- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
- Cơ quan phối hợp: Sở Công Thương.
- Thời gian thực hiện: Quý II/2026.
2. Làm phim ngắn giới thiệu hồ và thác
- Cơ quan chủ trì: Sở Công Thương.
- Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch.
- Thời gian thực hiện: Cả năm 2026.
3. Đón đoàn phóng viên nước ngoài
- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
- Thời gian thực hiện: Tháng 9/2026.
"""

SET_UP = """
from datetime import date
from nhipcau.agencies.models import Agency, Officer
from nhipcau.kernel.models import Installation
Installation.objects.create(province="Lâm Đồng")
for code, name in (("so-van-hoa", "Sở Văn hóa, Thể thao và Du lịch"), ("so-cong-thuong", "Sở Công Thương")):
    Agency.objects.create(code=code, name=name, valid_from=date(2020, 1, 1))
Officer.objects.create_user(
    username="dieuphoi", password="mat-khau-thu-1", email="d@example.org",
    agency=Agency.objects.get(code="so-van-hoa"),
).role_holdings.create(role="coordinator", since=date(2020, 1, 1))
"""


class Person:
    """A coordinator at a browser that is not put off when the server goes away for a moment."""

    def __init__(self, port: int) -> None:
        self.web = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)
        page = self.insist("/tai-khoan/login/")
        self.web.post(
            "/tai-khoan/login/",
            data={"login": "dieuphoi", "password": "mat-khau-thu-1", "csrfmiddlewaretoken": self.token(page)},
        )
        assert self.insist("/ke-hoach/nhap/").status_code == 200

    @staticmethod
    def token(page: httpx.Response) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)

    def insist(self, address: str) -> httpx.Response:
        """A page, asked for until there is an answer."""
        for _ in range(200):
            try:
                return self.web.get(address)
            except httpx.TransportError:
                time.sleep(0.2)
        raise AssertionError(f"no answer at {address}")

    def try_to_upload(self, number: int) -> bool:
        """Once; True when the server said that it has the file."""
        token = self.token(self.insist("/ke-hoach/nhap/"))
        file = {"file": (f"ke-hoach-{number}.txt", PLAN.format(number=number).encode(), "text/plain")}
        try:
            answer = self.web.post("/ke-hoach/nhap/", data={"csrfmiddlewaretoken": token}, files=file)
        except httpx.TransportError:
            return False
        if answer.status_code == 422 and "kế hoạch chờ đọc" in answer.text:
            time.sleep(
                0.5
            )  # one officer has a few plans waiting at most: the workers have to come round first
            return False
        assert answer.status_code == 302, answer.text[-2000:]
        return True

    def try_to_confirm(self, pk: int) -> None:
        token = self.token(self.insist("/thong-bao/tuy-chon/"))
        try:
            self.web.post(f"/ke-hoach/nhap/{pk}/xac-nhan/", data={"csrfmiddlewaretoken": token})
        except httpx.TransportError:
            return


def family(pid: int) -> list[int]:
    """A process's children, and theirs."""
    try:
        children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [*children, *(grandchild for child in children for grandchild in family(child))]


def strike(watcher: int) -> None:
    """kill -9 for web and workers alike; the watcher starts them again."""
    for pid in family(watcher):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_killed_web_and_workers_lose_no_upload_and_double_no_plan(prepared, port, wait_until):
    site = prepared
    site.python(SET_UP)
    up = site.start("up", "--empty", "--port", str(port))
    assert wait_until(lambda: "Nhấn Ctrl-C" in site.logs()), site.logs()
    person = Person(port)

    accepted: list[int] = []
    ended = threading.Event()

    def strikes() -> None:
        for pause in (0.15, 0.4, 0.9, 0.3):
            wait_until(lambda: len(family(up.pid)) >= 3)
            if ended.wait(pause):
                return
            strike(up.pid)

    storm = threading.Thread(target=strikes)
    storm.start()
    for number in range(1, UPLOADS + 1):
        while not person.try_to_upload(number):
            time.sleep(0.3)
        accepted.append(number)
    ended.set()
    storm.join()

    read = "SELECT count(*) FROM plans_planimport WHERE state = 'read'"
    imports = site.value("SELECT count(*) FROM plans_planimport")
    assert imports >= len(accepted) == UPLOADS
    assert wait_until(lambda: site.value(read) == imports), site.logs()
    log = "SELECT count(*) FROM kernel_logentry WHERE action = '{}'"
    assert site.value(log.format("plan.import_started")) == imports
    assert site.value(log.format("plan.import_read")) == imports
    assert site.value("SELECT count(*) FROM kernel_storedfile") == UPLOADS
    kept = sorted(path for path in (site.var / "files" / "kho").rglob("*") if path.suffix == ".txt")
    assert [path.read_text(encoding="utf-8") for path in kept] != []
    assert {path.read_bytes() for path in kept} == {
        PLAN.format(number=n).encode() for n in range(1, UPLOADS + 1)
    }

    keys = site.python("""
        from nhipcau.plans.models import PlanImport
        seen = {}
        for one in PlanImport.objects.select_related("file").order_by("pk"):
            seen.setdefault(one.file_id, one.pk)
        print(*seen.values())
    """)
    for turn, pk in enumerate(map(int, keys.split())):
        wait_until(lambda: len(family(up.pid)) >= 3)
        attempt = threading.Thread(target=person.try_to_confirm, args=(pk,))
        attempt.start()
        if turn % 2 == 0:
            time.sleep(0.02 * turn)
            strike(up.pid)
        attempt.join()
        person.try_to_confirm(pk)  # the officer, who saw no answer, presses again
    confirmed = "SELECT count(*) FROM plans_plan"
    for pk in map(int, keys.split()):
        for _ in range(5):
            if site.value(f"SELECT count(*) FROM plans_planimport WHERE id = {pk} AND state = 'confirmed'"):
                break
            person.try_to_confirm(pk)
    assert site.value(confirmed) == UPLOADS
    assert site.value(log.format("plan.confirmed")) == UPLOADS
    per_plan = site.python("""
        from collections import Counter
        from nhipcau.plans.models import Task
        print(*sorted(Counter(Task.objects.values_list("plan", flat=True)).values()))
    """).split()
    assert len(per_plan) == UPLOADS
    assert len(set(per_plan)) == 1, "a plan was kept in part, or twice"
    person.web.close()
