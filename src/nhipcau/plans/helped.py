"""Which section of the handbook explains which page, by the names in ``urls.py``."""

from __future__ import annotations

from nhipcau.kernel.handbook import Help

HELP = Help(
    "plans",
    "4-theo-doi",
    {
        "plans": "4-theo-doi",
        "plan": "4-theo-doi#bon-cach-xem-mot-ke-hoach",
        "urge": "8-van-ban#don-doc-viec-qua-han",
        "names": "5-co-quan#ten-goi",
        "close": "4-theo-doi#ket-thuc-nam",
        "import_new": "2-nhap-ke-hoach#buoc-1-tai-len",
        "import": "2-nhap-ke-hoach#buoc-2-ra-soat-noi-dung-trich-xuat",
        "import_part": "2-nhap-ke-hoach#buoc-2-ra-soat-noi-dung-trich-xuat",
        "import_add": "2-nhap-ke-hoach#buoc-2-ra-soat-noi-dung-trich-xuat",
        "import_agencies": "2-nhap-ke-hoach#buoc-2-ra-soat-noi-dung-trich-xuat",
        "import_confirm": "2-nhap-ke-hoach#buoc-3-xac-nhan",
        "task": "3-bao-tien-do#bao-ky-hon-them-tai-lieu-kiem-chung",
        "task_edit": "4-theo-doi#bon-cach-xem-mot-ke-hoach",
        "ask_time": "3-bao-tien-do#khi-khong-kip-thoi-han",
        "extensions": "4-theo-doi#quyet-dinh-de-nghi-gia-han",
        "time_grant": "4-theo-doi#quyet-dinh-de-nghi-gia-han",
        "time_decline": "4-theo-doi#quyet-dinh-de-nghi-gia-han",
        "task_proof": "4-theo-doi#ket-qua-tu-ghi-nhan",
        "proof_object": "3-bao-tien-do#ket-qua-he-thong-tu-ghi-nhan",
        "unit_plans": "4-theo-doi#ke-hoach-cua-don-vi",
        "unit_plans_due": "4-theo-doi#ke-hoach-cua-don-vi",
        "unit_plan_return": "4-theo-doi#ke-hoach-cua-don-vi",
        "unit_plan_begin": "3-bao-tien-do#lap-ke-hoach-cua-co-quan",
        "unit_plan": "3-bao-tien-do#lap-ke-hoach-cua-co-quan",
        "unit_plan_edit": "3-bao-tien-do#lap-ke-hoach-cua-co-quan",
        "unit_line": "3-bao-tien-do#lap-ke-hoach-cua-co-quan",
        "unit_line_add": "3-bao-tien-do#lap-ke-hoach-cua-co-quan",
        "send_back": "4-theo-doi#tra-lai-mot-ket-qua",
        "duty_report_form": "3-bao-tien-do#bao-ky-hon-them-tai-lieu-kiem-chung",
        "duty_evidence": "3-bao-tien-do#bao-ky-hon-them-tai-lieu-kiem-chung",
        "duty_evidence_search": "3-bao-tien-do#bao-ky-hon-them-tai-lieu-kiem-chung",
        "evidence": "3-bao-tien-do#bao-ky-hon-them-tai-lieu-kiem-chung",
        "calendar_settings": "3-bao-tien-do#dua-thoi-han-vao-lich-cua-ban",
    },
)
