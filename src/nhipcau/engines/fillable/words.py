"""What stands on a form besides its own questions, as offices write it."""

CODE_HEAD = "Mã số"
CONTENT_HEAD = "Nội dung"
ANSWER_HEAD = "Trả lời"
HELP_HEAD = "Hướng dẫn"
QUESTIONS_TITLE = "Thông tin cần điền"
MORE_TITLE = "Nội dung khác cần điền"
SEAL = "Mã biểu: %s"
EDITION = "Phát hành lần %s"
FILLER = "Cơ quan điền: %s"
HOW = "Cách điền"
HOW_LINES = (
    "Chỉ điền vào ô nền vàng nhạt; ô khác là thông tin có sẵn, sửa ở đó không được ghi nhận.",
    "Ô có dấu (*) phải điền. Số viết như 1250 hoặc 1.250,5; ngày viết như 05/03/2026.",
    "Giữ nguyên cột Mã số, dòng (A), (1), (2)… và dòng Mã biểu: phần mềm nhận đúng ô theo các mã này.",
)
HOW_ADD = "Thêm nội dung vào các dòng trống cuối bảng; thiếu dòng thì chèn thêm dòng ở phía trên dòng có mã kết thúc bằng ./."
NO_SECRETS = "Không ghi nội dung thuộc bí mật nhà nước vào biểu này."
END_NOTE = "Hết bảng"
REQUIRED = "(*)"
YES, NO = "Có", "Không"
PLACE_DAY = "………………, ngày …… tháng …… năm ………"
MAKER, HEAD = "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN"
MAKER_NOTE, HEAD_NOTE = "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu)"
PAGE_OF = "Trang &P/&N"
LISTS_SHEET = "Danh mục"
ANSWER_SHEET = "Câu hỏi"
GRID_SHEET = "Bảng %s"
CHOOSE = "Chọn một mục"
CHOOSE_DAY = "Chọn hoặc gõ ngày"
TYPE_HERE = "Nhập nội dung"
TYPE_NUMBER = "Nhập số"
PLACEHOLDERS = frozenset({CHOOSE, CHOOSE_DAY, TYPE_HERE, TYPE_NUMBER})
# What Word asks by itself in a control that was emptied, in Vietnamese and English.
WORD_ASKS = frozenset(
    {
        "Click or tap here to enter text.", "Click here to enter text.", "Choose an item.",
        "Click or tap to enter a date.", "Click here to enter a date.", "Bấm hoặc gõ nhẹ vào đây để nhập văn bản.",
        "Bấm vào đây để nhập văn bản.", "Chọn một mục.", "Bấm hoặc gõ nhẹ để nhập ngày tháng.",
    }
)  # fmt: skip
WRONG = "Chưa đúng"
ASK_NUMBER = "Điền số, ví dụ 1250 hoặc 1.250,5."
ASK_WHOLE = "Điền số nguyên, ví dụ 1250."
ASK_DATE = "Điền ngày, ví dụ 05/03/2026."
ASK_CHOICE = "Chọn một mục trong danh sách."
ASK_SHORT = "Điền không quá %s chữ."
RECEIVER = "Cơ quan nhận: %s"
