"""A fifth set of texts of mention and flag, written before the reader was looked at; half kept aside by a hash of the
title.  Fields as in the third set; the profile is a file of ours or a province's name.
"""

from __future__ import annotations

MENTIONS = (
    ("lam-dong", False, "Nghệ sĩ Bảo Lâm về quê làm từ thiện ở Hải Dương", "Anh cùng vợ trao ba mươi căn nhà."),
    ("lam-dong", True, "Tắc đường đèo Prenn: xe nối đuôi ba cây số chiều chủ nhật", ""),
    ("lam-dong", False, "Chung cư Đà Lạt Center ở Gò Vấp thiếu nước ba ngày", "Cư dân gửi đơn tới phường An Hội Đông."),
    ("lam-dong", True, "Hai học sinh Gia Nghĩa giành huy chương tin học châu Á", ""),
    ("Đắk Lắk", True, "Phóng viên Nhật ăn cơm lam ở buôn Akŏ Dhông", "Buôn nằm giữa phường Buôn Ma Thuột."),
    ("Đồng Tháp", False, "Nhớ Đồng Tháp Mười trong tranh của họa sĩ Hà Nội", "Triển lãm mở cửa tại phố Tràng Tiền."),
)  # fmt: skip

FLAGS = (
    ("+sensitive", "Cụ ông người Đức ngã từ thác Pongour, đang cấp cứu", ""),
    ("+sensitive", "Thu hồi 5 tấn bơ xuất sang Thái Lan vì dư lượng thuốc trừ sâu", ""),
    ("-sensitive", "Thu hồi đất ruộng bỏ hoang để trồng rừng, dân đồng thuận", ""),
    ("+sensitive", "Bắt quả tang phó phòng nhận phong bì 50 triệu đồng", ""),
    ("+complaint", "Dân thôn Liên Hung xin được cấp điện sau ba năm chờ", ""),
    ("-complaint", "Hỏi - đáp: thủ tục gửi đơn kiến nghị qua dịch vụ công", ""),
)  # fmt: skip
