"""Forms of the tests: a report of an agency that cannot sign in, and a small data call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from nhipcau.engines.fillable import Column, Form, Grid, Kind, Question, Row

RESULTS = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện", "Chưa thực hiện")
TASKS = Grid(
    "tasks",
    "Kết quả thực hiện nhiệm vụ được giao",
    (
        Column("no", "Số thứ tự", Kind.NUMBER, fixed=True),
        Column("task", "Nhiệm vụ", fixed=True),
        Column("due", "Thời hạn", Kind.DATE, fixed=True),
        Column("result", "Kết quả", Kind.CHOICE, choices=RESULTS, required=True),
        Column("done", "Ngày hoàn thành", Kind.DATE),
        Column("percent", "Mức hoàn thành", Kind.NUMBER, unit="%"),
        Column("note", "Nội dung đã thực hiện", longest=500),
    ),
    (
        Row("t-11", (1, "Tổ chức Hội nghị gặp gỡ cơ quan báo chí quý I", date(2026, 3, 31), RESULTS[2], None, 40, None)),
        Row("t-12", (2, "Rà soát, đính chính thông tin sai lệch về biên giới", date(2026, 4, 15), None, None, None, None)),
        Row("t-13", (3, "Tuyên truyền chủ quyền biển, đảo tại xã Đắk Búk So", date(2026, 5, 20), RESULTS[0], date(2026, 5, 18), 100, "Đã tổ chức 02 buổi, 350 lượt người.")),
        Row("t-14", (4, "Cung cấp tin, bài tiếng Khmer, tiếng M'Nông", date(2026, 6, 30), None, None, None, "- Bài 1\n- Bài 2")),
    ),
    help="Báo cáo đến hết ngày 15/6/2026.",
)  # fmt: skip
COSTS = Grid(
    "costs",
    "Kinh phí đã sử dụng",
    (
        Column("item", "Khoản chi", required=True, longest=200),
        Column("amount", "Số tiền", Kind.NUMBER, unit="triệu đồng", places=2, required=True),
        Column("paid", "Đã quyết toán", Kind.YES_NO),
    ),
    (Row("k-1", ("In ấn tờ gấp", Decimal("12.5"), True)), Row("k-2", ("Thuê phiên dịch", None, None))),
    may_add_rows=True,
    most_rows=20,
)
FORM = Form(
    kind="report",
    subject="bc-2026-h1",
    scope="bdbp",
    title="Báo cáo kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2026",
    intro="Đề nghị điền biểu này và gửi lại kèm bản quét có chữ ký, đóng dấu trước ngày 20/6/2026.",
    issuer="Sở Ngoại vụ tỉnh Lâm Đồng",
    filler="Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    parts=(
        Question("general", "Đánh giá chung", text="Nêu ngắn gọn kết quả nổi bật.", required=True, longest=3000),
        Question("staff", "Số cán bộ làm công tác thông tin đối ngoại", kind=Kind.NUMBER, unit="người", value=1250),
        Question("rate", "Tỷ lệ nhiệm vụ hoàn thành", kind=Kind.NUMBER, unit="%", places=2, value=Decimal("87.5"), help="Lấy theo số nhiệm vụ đến hạn."),
        Question("plan_day", "Ngày ban hành kế hoạch của cơ quan", kind=Kind.DATE, value=date(2026, 1, 20)),
        Question("focal", "Có phân công cán bộ đầu mối", kind=Kind.YES_NO, value=True),
        Question("rank", "Tự đánh giá", kind=Kind.CHOICE, choices=("Tốt", "Khá", "Trung bình"), required=True, value="Khá"),
        TASKS,
        COSTS,
        Question("asks", "Kiến nghị, đề xuất", help="Ghi từng kiến nghị thành một dòng."),
    ),
)  # fmt: skip
OTHER_AGENCY = replace(FORM, scope="cat", filler="Công an tỉnh")
NEXT_EDITION = replace(FORM, edition=2)
OTHER_SUBJECT = replace(FORM, subject="bc-2026-nam")
OTHER_KIND = replace(FORM, kind="plan")
