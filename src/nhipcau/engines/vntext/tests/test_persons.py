from __future__ import annotations

import pytest

from nhipcau.engines.vntext.persons import persons_in, without_persons


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bà Nguyễn Thị Lan, 60 tuổi, kể lại.", "Bà N.T.L., 60 tuổi, kể lại."),
        ("Theo anh Trần Quốc Tuấn, đường hỏng.", "Theo anh T.Q.T., đường hỏng."),
        ("Công an bắt Lê Văn Dũng vì trộm xe.", "Công an bắt L.V.D. vì trộm xe."),
        ("Tài xế Phạm Quốc Hùng bị thương", "Tài xế P.Q.H. bị thương"),
        ("Hàng xóm gọi chị Hoa đến giúp.", "Hàng xóm gọi chị H. đến giúp."),
        ("Chủ tịch UBND tỉnh Hồ Văn Mười dự lễ.", "Chủ tịch UBND tỉnh dự lễ."),
        ("Giám đốc Sở Y tế, ông Vũ Minh, nói", "Giám đốc Sở Y tế, ông V.M., nói"),
        ("Người trình báo là bà Đỗ Thị Mơ.", "Người trình báo là bà Đ.T.M."),
    ],
)
def test_people_are_left_out_and_posts_stay(text, said):
    assert without_persons(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Sự cố trên đường Nguyễn Văn Cừ, phường 2.",
        "Trường THPT Nguyễn Thị Minh Khai khai giảng.",
        "TP Hồ Chí Minh và Bà Rịa ký kết.",
        "Du khách lên núi Bà Đen.",
        "Chủ tịch Hồ Chí Minh từng viết",
        "Lâm Đồng đón khách. Hà Nội mưa.",
        "Nông dân Lâm Đồng, du khách Thái Lan và học sinh Cao Bằng gặp nhau.",
        "Ông chủ vườn thu hoạch cà phê.",
        "UBND phường Xuân Hương - Đà Lạt trả lời.",
        "Giám đốc Sở Y tế Hà Nội và Chủ tịch UBND TP Hồ Chí Minh dự.",
        "Bà N.T.L. đã được trả lời.",
        "",
    ],
)
def test_places_streets_and_offices_are_no_persons(text):
    assert [one for one in persons_in(text) if not one.has_post] == []
