"""A small plan, read from text through the real reader."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile

from nhipcau.plans.actions import confirm, imports
from nhipcau.plans.models import Duty, Plan, PlanImport
from nhipcau.plans.states import ImportState
from tests.laid import laid

PLAN_TEXT = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1234/KH-UBND
Lâm Đồng, ngày 20 tháng 11 năm 2025

KẾ HOẠCH
Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2026

Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao hiệu quả công tác thông tin đối ngoại.
II. NHIỆM VỤ
1. Ban hành văn bản chỉ đạo
a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
b) Cơ quan phối hợp: Các Sở, ban, ngành.
c) Thời gian thực hiện: Thường xuyên.
2. Quảng bá hình ảnh tỉnh
2.1. Xuất bản ấn phẩm song ngữ
a) Cơ quan chủ trì: Sở Công Thương.
b) Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch; Hội Nhà báo tỉnh.
c) Thời gian thực hiện: Trước ngày 30/6/2026.
2.2. Tổ chức hội chợ biên giới
a) Cơ quan chủ trì: Các Sở, ban, ngành.
b) Thời gian thực hiện: Quý III/2026.
III. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh (thông qua Sở Văn hóa, Thể thao và Du lịch) trước ngày 15/5 đối với báo cáo 6 tháng; trước ngày 15/11 đối với báo cáo năm./.
Nơi nhận:
- Các Sở, ban, ngành;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Mẫu
"""


@pytest.fixture
@laid
def plan_text() -> str:
    return PLAN_TEXT


@pytest.fixture
@laid
def plan_import(coordinator, departments, plan_text) -> PlanImport:
    """An import that has been read and waits for a person."""
    started = imports.start_import(
        upload=ContentFile(plan_text.encode(), name="kh.txt"), name="kh.txt", by=coordinator
    )
    imports.read_import.call(started.pk)
    started.refresh_from_db()
    assert started.state == ImportState.READ, started.problem
    return started


@pytest.fixture
@laid
def plan(plan_import, coordinator) -> Plan:
    return confirm.confirm_import(plan_import=plan_import, by=coordinator, today=date(2026, 1, 5))


@pytest.fixture
@laid
def duty(plan, agency) -> Duty:
    """The officer's agency leads task 2.1, due before 30/6."""
    return Duty.objects.get(agency=agency, task__number="2.1", role="lead")
