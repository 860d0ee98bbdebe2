"""What officers are told of a filled form that cannot be taken, and of single cells in it: sentences for the codes of
``engines.fillable``."""

from __future__ import annotations

from nhipcau.kernel.refusal import N_

FILE = "form-file"
CELL = "form-cell"
_REFUSED = {
    "strange": N_(
        "Tệp “%(name)s” không phải tệp Word (.docx) hay Excel (.xlsx). Hãy gửi lại chính tệp biểu đã điền."
    ),
    "damaged": N_("Tệp “%(name)s” bị hỏng, không mở được. Hãy lưu lại tệp rồi gửi lại."),
    "large": N_("Tệp “%(name)s” lớn hơn mức nhận được. Hãy bỏ hình ảnh, trang thừa rồi lưu lại."),
    "old": N_(
        "Tệp “%(name)s” ở định dạng %(ending)s. Hãy mở tệp, chọn Lưu thành (Save As) .docx hoặc "
        ".xlsx rồi gửi lại."
    ),
    "scan": N_(
        "Tệp “%(name)s” là bản PDF, không đọc được vào biểu. Hãy gửi tệp Word hoặc Excel đã điền; "
        "bản quét có chữ ký gửi kèm."
    ),
    "locked": N_("Tệp “%(name)s” đặt mật khẩu mở. Hãy bỏ mật khẩu rồi gửi lại."),
    "macros": N_(
        "Tệp “%(name)s” chứa macro nên không được nhận. Hãy lưu lại thành .docx hoặc .xlsx không có macro."
    ),
    "secret": N_(
        "Tệp “%(name)s” có dấu %(stamp)s nên không được nhận. Tài liệu bí mật nhà nước không đưa lên "
        "hệ thống này."
    ),
    "no-identity": N_(
        "Tệp “%(name)s” không còn mã biểu, nên không biết là biểu nào. Hãy điền vào tệp biểu đã "
        "nhận, không chép sang tệp khác."
    ),
    "newer-format": N_("Tệp “%(name)s” do phiên bản phần mềm mới hơn tạo ra. Hãy cập nhật phần mềm."),
    "mixed": N_(
        "Tệp “%(name)s” có nội dung của nhiều biểu khác nhau. Hãy điền lại vào tệp biểu của đúng cơ quan."
    ),
    "other-form": N_("Tệp “%(name)s” không phải biểu này."),
    "other-kind": N_("Tệp “%(name)s” là biểu loại khác. Hãy chọn đúng biểu cần nhập."),
    "other-subject": N_("Tệp “%(name)s” là biểu của hồ sơ khác. Hãy chọn đúng hồ sơ cần nhập."),
    "other-agency": N_("Tệp “%(name)s” là biểu của cơ quan khác (%(of)s)."),
    "outdated": N_(
        "Tệp “%(name)s” là biểu phát hành lần %(edition)s, đã có lần phát hành mới hơn. Hãy gửi cơ "
        "quan biểu mới nhất."
    ),
    "newer": N_("Tệp “%(name)s” là biểu phát hành lần %(edition)s, mới hơn biểu đang nhập."),
    "altered": N_(
        "Biểu này đã thay đổi sau khi phát hành nên tệp “%(name)s” không đối chiếu được. Hãy phát "
        "hành lại biểu."
    ),
}
_CELLS = {
    "not-a-number": N_("Không đọc được số “%(text)s”. Viết như 1250 hoặc 1.250,5."),
    "not-whole": N_("“%(text)s” không phải số nguyên. Nếu là hàng nghìn, hãy viết liền: 1250."),
    "too-fine": N_("“%(text)s” có quá %(most)s chữ số sau dấu phẩy."),
    "number-large": N_("Số “%(text)s” lớn quá mức nhận được."),
    "not-a-day": N_("Không đọc được ngày “%(text)s”. Viết như 05/03/2026."),
    "not-a-choice": N_("“%(text)s” không có trong danh sách cho chọn."),
    "not-yes-no": N_("“%(text)s” không phải Có hoặc Không."),
    "too-long": N_("Nội dung dài %(letters)s chữ, quá mức %(most)s chữ."),
    "required": N_("Ô phải điền còn trống."),
    "formula-failed": N_("Công thức báo lỗi %(text)s. Hãy gõ thẳng giá trị."),
    "formula-open": N_("Công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc gõ thẳng giá trị."),
    "merged": N_("Ô đã bị gộp với ô khác nên không rõ giá trị thuộc ô nào. Hãy bỏ gộp."),
    "row-twice": N_("Dòng này có hai lần trong tệp. Hãy giữ một dòng; dòng thêm thì để trống Mã số."),
    "row-mixed": N_(
        "Nội dung có sẵn của dòng này là của dòng khác, có thể do sắp xếp một phần bảng. Hãy kiểm tra lại."
    ),
    "row-not-asked": N_("Bảng này không nhận dòng thêm (“%(text)s”)."),
    "rows-many": N_("Bảng có quá %(most)s dòng."),
    "part-gone": N_("Tệp thiếu cả bảng này."),
    "part-twice": N_("Bảng này có hai bản trong tệp. Hãy xóa bản thừa."),
    "column-gone": N_("Tệp thiếu cột này."),
    "more-faults": N_("Còn %(count)s lỗi nữa chưa liệt kê."),
    "fixed-changed": N_(
        "Thông tin có sẵn bị sửa từ “%(before)s” thành “%(text)s”; phần sửa không được ghi nhận."
    ),
    "formula": N_("Giá trị lấy từ kết quả của công thức."),
    "comment": N_("Có ghi chú: “%(text)s”"),
    "tracked": N_("Ô có nội dung sửa theo dõi (Track Changes); phần thêm được tính, phần xóa không."),
    "picture": N_("Có hình ảnh; hình không được đọc vào biểu."),
    "row-gone": N_("Tệp thiếu dòng “%(text)s”; các ô của dòng giữ như cũ."),
    "old-font": N_("Nội dung gõ bằng phông cũ đã được đổi sang Unicode; hãy đọc lại."),
}
SENTENCES = {
    **{f"{FILE}.{code}": words for code, words in _REFUSED.items()},
    f"{FILE}.damaged.entities": _REFUSED["damaged"],
    **{f"{CELL}.{code}": words for code, words in _CELLS.items()},
}
