"""The columns of tables of agencies, focal officers and accounts, brought in and given out alike."""

from __future__ import annotations

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.tables import Field

AGENCY_COLUMNS = (
    Field("name", N_("Tên cơ quan"), ("Cơ quan, đơn vị", "Cơ quan", "Đơn vị"), required=True, example="Sở Công Thương"),
    Field("kind", N_("Loại"), ("Loại cơ quan",), example="Sở, ban, ngành"),
    Field("level", N_("Cấp"), ("Cấp hành chính",), example="Tỉnh"),
    Field("parent", N_("Cơ quan cấp trên"), ("Trực thuộc", "Cấp trên"), example="UBND tỉnh Lâm Đồng"),
    Field("abbreviations", N_("Tên viết tắt"), ("Viết tắt",), example="SCT"),
    Field("aliases", N_("Tên gọi khác"), ("Tên khác",)),
    Field("email", N_("Thư điện tử công vụ"), ("Email", "E-mail", "Thư điện tử", "Thư công vụ"), example="sct@tinh.gov.vn"),
    Field("valid_from", N_("Hoạt động từ ngày"), ("Từ ngày",), example="01/7/2025"),
    Field("valid_to", N_("Hoạt động đến hết ngày"), ("Đến ngày", "Đến hết ngày")),
    Field("source", N_("Căn cứ"), ("Nguồn", "Quyết định thành lập")),
)  # fmt: skip
FOCAL_COLUMNS = (
    Field("agency", N_("Cơ quan"), ("Tên cơ quan", "Cơ quan, đơn vị", "Đơn vị"), required=True, example="Sở Công Thương"),
    Field("duty", N_("Phân công"), ("Vai trò", "Nhiệm vụ"), required=True, example="Lãnh đạo phụ trách"),
    Field("name", N_("Họ và tên"), ("Họ tên",), required=True, example="Nguyễn Thu Hà"),
    Field("position", N_("Chức vụ"), example="Phó Giám đốc"),
    Field("phone", N_("Điện thoại công vụ"), ("Điện thoại", "SĐT", "Số điện thoại")),
    Field("email", N_("Thư điện tử công vụ"), ("Email", "E-mail", "Thư điện tử", "Thư công vụ")),
    Field("since", N_("Từ ngày"), ("Ngày bắt đầu", "Ngày cử"), example="01/3/2026"),
)  # fmt: skip
ACCOUNT_COLUMNS = (
    Field("name", N_("Họ và tên"), ("Họ tên",), required=True, example="Nguyễn Thu Hà"),
    Field("username", N_("Tên đăng nhập"), ("Tài khoản",), example="hant"),
    Field("position", N_("Chức vụ"), example="Chuyên viên"),
    Field("agency", N_("Cơ quan"), ("Tên cơ quan", "Cơ quan, đơn vị", "Đơn vị", "Cơ quan công tác"), example="Sở Công Thương"),
    Field("role", N_("Vai trò"), ("Phân quyền",), example="Cán bộ đầu mối"),
    Field("email", N_("Thư điện tử công vụ"), ("Email", "E-mail", "Thư điện tử", "Thư công vụ"), example="hant@tinh.gov.vn"),
    Field("since", N_("Từ ngày"), ("Ngày bắt đầu",), example="01/3/2026"),
)  # fmt: skip
