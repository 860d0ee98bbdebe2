"""The Vietnamese sentences for the codes that readers of documents raise: words of the command line, taken over by
the screens (``kernel.sentences``), which have them in English too.  No reader knows this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


def N_(text: str) -> str:
    """Mark a sentence for translation where it stands."""
    return text


SENTENCES: dict[str, str] = {
    "damaged": N_("Tệp “%(name)s” bị hỏng. Hãy lấy lại bản gốc."),
    "damaged.cut": N_("Tệp “%(name)s” bị hỏng hoặc tải chưa hết. Hãy lấy lại bản gốc."),
    "damaged.image": N_("Ảnh “%(name)s” bị hỏng hoặc không phải ảnh quét. Hãy quét lại."),
    "damaged.image-frame": N_("Ảnh “%(name)s” bị hỏng. Hãy quét lại."),
    "damaged.pdf": N_("Tệp PDF “%(name)s” bị hỏng hoặc tải chưa hết. Hãy lấy lại bản gốc."),
    "damaged.pdf-page": N_("Trang %(page)s của tệp “%(name)s” bị hỏng. Hãy lấy lại bản gốc."),
    "damaged.sheet": N_(
        "Bảng tính “%(name)s” bị hỏng. Hãy mở bằng Excel hoặc LibreOffice, lưu lại rồi thử lại."
    ),
    "damaged.unsafe-xml": N_("Tệp “%(name)s” chứa khai báo XML không an toàn nên không được đọc."),
    "damaged.word": N_("Tệp Word “%(name)s” bị hỏng. Hãy mở bằng Word, lưu lại rồi thử lại."),
    "damaged.word-body": N_(
        "Tệp Word “%(name)s” không có phần nội dung. Hãy mở bằng Word, lưu lại rồi thử lại."
    ),
    "damaged.word-inside": N_(
        "Tệp Word “%(name)s” bị hỏng bên trong. Hãy mở bằng Word, lưu lại rồi thử lại."
    ),
    "damaged.word-part": N_(
        "Tệp Word “%(name)s” thiếu phần bên trong (%(part)s). Hãy mở bằng Word, lưu lại rồi thử lại."
    ),
    "empty-file": N_("Tệp “%(name)s” rỗng. Hãy kiểm tra lại tệp rồi tải lên."),
    "empty-file.no-words": N_("Tệp “%(name)s” không có chữ nào đọc được."),
    "macro-document": N_(
        "Tệp “%(name)s” có chứa macro nên bị từ chối. Hãy lưu lại dạng .docx không có macro."
    ),
    "not-a-document": N_(
        "Tệp “%(name)s” không phải văn bản. Hãy dùng .docx, .pdf, .txt, .html hoặc ảnh quét."
    ),
    "not-a-document.folder": N_("“%(name)s” là thư mục, không phải tệp văn bản."),
    "not-a-document.html": N_("Tệp HTML “%(name)s” không có nội dung đọc được."),
    "not-a-document.letters": N_(
        "Tệp “%(name)s” không phải văn bản đọc được. Hãy dùng .docx, .pdf, .txt hoặc .html."
    ),
    "not-a-document.missing": N_("Không tìm thấy tệp “%(name)s”. Hãy kiểm tra lại đường dẫn."),
    "not-a-document.no-access": N_("Không mở được tệp “%(name)s”. Hãy kiểm tra quyền đọc tệp."),
    "not-a-document.other-office": N_(
        "Tệp “%(name)s” không phải văn bản hoặc bảng tính đọc được. Hãy lưu lại dạng .docx, .xlsx hoặc .pdf."
    ),
    "not-a-document.other-zip": N_(
        "Tệp “%(name)s” không phải văn bản Word. Hãy dùng .docx, .pdf, .txt, .html hoặc ảnh quét."
    ),
    "not-a-document.pdf-pages": N_("Tệp PDF “%(name)s” không có trang nào."),
    "not-a-document.word-only": N_(
        "Chỉ kiểm tra được thể thức của tệp .docx; “%(name)s” ở dạng khác. Hãy lưu lại dạng .docx rồi thử lại."
    ),
    "not-a-document.word-main": N_("Tệp “%(name)s” không phải văn bản Word (.docx)."),
    "programme": N_(
        "Tệp “%(name)s” là chương trình hoặc tệp lệnh nên không được nhận. Hãy gửi văn bản, ảnh, bảng tính hoặc phim."
    ),
    "programme.inside": N_(
        "Tệp nén “%(name)s” có chương trình hoặc tệp lệnh bên trong (%(member)s) nên không được nhận. Hãy bỏ tệp ấy ra rồi nén lại."
    ),
    "ocr-failed": N_(
        "Chương trình nhận dạng chữ bị lỗi với trang quét này. Hãy quét lại trang hoặc thử lại."
    ),
    "ocr-failed.slow": N_("Nhận dạng một trang quét quá lâu nên đã dừng. Hãy quét lại trang rõ hơn."),
    "ocr-missing.language": N_(
        "Chưa có dữ liệu tiếng Việt cho tesseract nên không đọc được văn bản quét. Hãy cài gói tesseract-ocr và tesseract-ocr-vie (Debian/Ubuntu: apt install tesseract-ocr tesseract-ocr-vie)."
    ),
    "ocr-missing.program": N_(
        "Chưa cài chương trình nhận dạng chữ nên không đọc được văn bản quét. Hãy cài gói tesseract-ocr và tesseract-ocr-vie (Debian/Ubuntu: apt install tesseract-ocr tesseract-ocr-vie)."
    ),
    "old-word-format.doc": N_(
        "Tệp “%(name)s” ở dạng .doc cũ. Hãy mở bằng Word, chọn Lưu thành .docx rồi tải lên lại."
    ),
    "old-word-format.odt": N_(
        "Tệp “%(name)s” ở dạng .odt. Hãy mở bằng LibreOffice, lưu lại dạng .docx rồi tải lên lại."
    ),
    "old-word-format.slow": N_(
        "Tệp “%(name)s” ở dạng cũ và chuyển đổi quá lâu nên đã dừng. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên lại."
    ),
    "old-word-format.rtf": N_("Tệp “%(name)s” ở dạng RTF. Hãy mở bằng Word và lưu lại dạng .docx."),
    "old-word-format.xml-2003": N_(
        "Tệp “%(name)s” ở dạng Word XML 2003. Hãy mở bằng Word và lưu lại dạng .docx."
    ),
    "password-protected": N_(
        "Tệp “%(name)s” có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại."
    ),
    "state-secret": N_(
        "Tệp “%(name)s” có dấu độ mật “%(stamp)s” nên bị từ chối và không được lưu. Hãy xử lý theo quy định về bảo vệ bí mật nhà nước."
    ),
    "too-large.bytes": N_("Tệp “%(name)s” lớn hơn %(most)s MB nên bị từ chối. Hãy tách hoặc nén bớt ảnh."),
    "too-large.cells": N_("Tệp có bảng quá nhiều ô nên bị từ chối. Hãy tách bảng thành nhiều tệp."),
    "too-large.frames": N_(
        "Tệp “%(name)s” có %(frames)s trang quét, quá giới hạn %(most)s trang. Hãy tách nhỏ tệp."
    ),
    "too-large.image": N_("Ảnh “%(name)s” có kích thước quá lớn. Hãy quét lại ở 200 đến 300 điểm/inch."),
    "too-large.lines": N_("Tệp có quá nhiều dòng nên bị từ chối. Hãy tách phần cần đọc thành tệp riêng."),
    "too-large.ocr-page": N_("Trang %(page)s của tệp “%(name)s” quá lớn để nhận dạng chữ."),
    "too-large.operations": N_(
        "Văn bản có quá nhiều chỗ sửa đổi nên không đọc được. Hãy tách văn bản, hoặc nhập toàn văn kế hoạch mới."
    ),
    "too-large.pages": N_(
        "Tệp “%(name)s” có %(total)s trang, quá giới hạn %(most)s trang. Hãy tách phần cần đọc thành tệp riêng."
    ),
    "too-large.scanned-pages": N_(
        "Tệp “%(name)s” có %(scanned)s trang quét, quá giới hạn %(most)s trang. Hãy tách phần cần đọc thành tệp riêng."
    ),
    "too-large.sheets": N_(
        "Bảng tính “%(name)s” có quá %(most)s trang tính nên bị từ chối. Hãy tách phần cần đọc thành tệp riêng."
    ),
    "too-large.tasks": N_(
        "Tệp có quá nhiều nhiệm vụ nên không nhập được. Hãy tách kế hoạch thành nhiều tệp."
    ),
    "too-large.unpacked": N_(
        "Tệp “%(name)s” khi giải nén lớn bất thường nên bị từ chối. Hãy lưu lại tệp bằng Word."
    ),
    "amend.by-number": N_(
        "Kế hoạch không ghi nhiệm vụ thuộc mục %(part)s; nhiệm vụ được tìm theo số %(number)s. Hãy đối chiếu."
    ),
    "amend.by-words": N_("Văn bản không nêu số; tìm nhiệm vụ theo tên. Hãy đối chiếu."),
    "amend.left-out": N_("Nội dung mới không nêu mục này của nhiệm vụ cũ nên tạm giữ như cũ; hãy đối chiếu."),
    "amend.many-tasks": N_("Nội dung mới gồm nhiều nhiệm vụ; hãy tách và điền bằng tay."),
    "amend.many-places": N_("“%(words)s” có ở nhiều mục của nhiệm vụ, đã thay ở tất cả; hãy đối chiếu."),
    "amend.more-said": N_("Câu này còn nêu thêm nội dung khác; hãy đọc và điền phần còn thiếu."),
    "amend.no-difference": N_("Nội dung mới giống nội dung đang thực hiện."),
    "amend.no-new-words": N_("Không đọc được nội dung mới; hãy điền theo văn bản."),
    "amend.no-part": N_("Nhiệm vụ không ghi “%(name)s” ở vai trò này; hãy đối chiếu."),
    "amend.no-place": N_("Kế hoạch không có mục %(place)s; hãy chọn nhiệm vụ."),
    "amend.no-task": N_("Không rõ văn bản nói đến nhiệm vụ nào; hãy chọn nhiệm vụ."),
    "amend.no-time": N_("Không đọc được thời gian mới từ “%(words)s”; hãy điền."),
    "amend.not-there": N_("Không thấy “%(words)s” trong nhiệm vụ; hãy sửa bằng tay."),
    "amend.number-taken": N_("Số %(number)s đang là của nhiệm vụ “%(title)s”; hãy đối chiếu."),
    "amend.only-a-point": N_("Văn bản chỉ bãi bỏ một điểm; hãy xem có đúng là bỏ cả nhiệm vụ không."),
    "amend.there-already": N_("Nhiệm vụ đã ghi cơ quan này ở vai trò này."),
    "amend.title-only": N_("Nội dung mới được lấy làm tên nhiệm vụ; hãy đối chiếu."),
    "amend.unread": N_("Chưa hiểu văn bản sửa gì ở đây; hãy đọc và điền bằng tay."),
    "amend.was-otherwise": N_("Kế hoạch đang ghi khác “%(words)s”; hãy đối chiếu."),
    "amend.maybe-same": N_("Có thể là nhiệm vụ %(number)s “%(title)s” viết lại; hãy đối chiếu."),
    "amend.moved": N_("Nhiệm vụ này đã thay đổi trong kế hoạch từ khi so sánh; hãy xem lại."),
    "amend.row-unclear": N_(
        "Chưa rõ hàng này sửa nhiệm vụ nào; hãy chọn nhiệm vụ, hoặc cho biết là nhiệm vụ mới."
    ),
    "amend.other-words": N_("Tên nhiệm vụ khác nhiều; hãy đối chiếu xem có đúng là nhiệm vụ này không."),
    "amend.two-alike": N_("Cũng có thể là nhiệm vụ %(number)s “%(title)s”; hãy chọn đúng nhiệm vụ."),
    "doubt.date.missing": N_("Không thấy ngày ban hành trong phần đầu văn bản."),
    "doubt.date.unreadable": N_(
        "Ngày ban hành in trong văn bản không có trên lịch; hãy đối chiếu với văn bản."
    ),
    "doubt.date.blank": N_("Văn bản để trống ngày, tháng ban hành."),
    "doubt.date.unsure": N_("Chưa chắc chắn về ngày ban hành; hãy đối chiếu với văn bản."),
    "doubt.due.unread": N_("Không tính được ngày đến hạn từ “%(words)s”."),
    "doubt.issuer.missing": N_("Không thấy cơ quan ban hành trong phần đầu văn bản."),
    "doubt.issuer.unsure": N_("Chưa chắc chắn về cơ quan ban hành; hãy đối chiếu với văn bản."),
    "doubt.lead.missing": N_("Văn bản không nêu cơ quan chủ trì hoặc thực hiện."),
    "doubt.lead.no-lead": N_("Chỉ nêu cơ quan thực hiện, không nêu cơ quan chủ trì."),
    "doubt.letters.legacy-letters": N_(
        "Văn bản dùng phông chữ cũ (TCVN3, VNI): chữ đã được chuyển sang Unicode; cần người đối chiếu."
    ),
    "doubt.letters.nonsense-letters": N_(
        "Chữ trong tệp PDF không đọc được nên đã nhận dạng từ ảnh trang; cần người đối chiếu."
    ),
    "doubt.number.missing": N_("Không thấy số, ký hiệu trong phần đầu văn bản."),
    "doubt.number.gap": N_("Trước số này thiếu số %(missing)s; hãy xem văn bản có bỏ sót nhiệm vụ không."),
    "doubt.number.repeated": N_("Số thứ tự này có ở nhiều nhiệm vụ."),
    "doubt.number.unsure": N_("Chưa chắc chắn về số, ký hiệu; hãy đối chiếu với văn bản."),
    "doubt.note": N_("Sau tên “%(name)s” văn bản ghi “(%(note)s)”; tên không giữ ghi chú này."),
    "doubt.odd-name": N_("“%(name)s” có thể không phải tên cơ quan."),
    "doubt.open-list": N_("Danh sách cơ quan kết thúc bằng “...”, cần bổ sung cho đủ."),
    "doubt.signer.missing": N_("Không đọc được người ký."),
    "doubt.task.unsure": N_("Nhiệm vụ này đọc được chưa chắc chắn; hãy đối chiếu."),
    "doubt.tasks.no-tasks": N_("Không tìm thấy nhiệm vụ nào trong văn bản."),
    "doubt.tasks.hidden-sheets": N_(
        "Tệp có trang tính bị ẩn nên không đọc; hãy xem có bỏ sót nhiệm vụ không."
    ),
    "doubt.tasks.left-out": N_("Chưa đưa vào danh sách nhiệm vụ: “%(words)s”."),
    "doubt.tasks.two-columns": N_(
        "Văn bản xếp hai cột: đã đọc hết cột trái rồi đến cột phải; cần người đối chiếu."
    ),
    "doubt.timing.missing": N_("Văn bản không nêu thời gian thực hiện."),
    "doubt.timing.more": N_("Thời gian “%(words)s” nêu nhiều mốc; mới lấy được một mốc."),
    "doubt.timing.no-year": N_("Thời hạn thiếu năm."),
    "doubt.timing.unread": N_("Thời gian “%(words)s” không đổi được thành ngày."),
    "doubt.title.missing": N_("Không thấy trích yếu trong phần đầu văn bản."),
    "doubt.title.no-title": N_("Nhiệm vụ không có tên."),
    "doubt.title.unsure": N_("Chưa chắc chắn về trích yếu; hãy đối chiếu với văn bản."),
    "doubt.who.inferred": N_("Câu có “%(words)s” không nêu cơ quan; tạm lấy theo câu trước."),
    "doubt.who.missing": N_("Không rõ cơ quan nào phải thực hiện: “%(words)s”."),
    "doubt.year.inferred": N_("Trích yếu không nêu năm của kế hoạch; tạm lấy năm %(year)s."),
    "doubt.year.missing": N_("Trích yếu không nêu năm của kế hoạch."),
    "draft.chart-empty": N_("Biểu đồ phải có ít nhất một tên và một dãy số liệu."),
    "draft.chart-large": N_("Biểu đồ có nhiều nhất %(series)s dãy số liệu và %(names)s tên."),
    "draft.chart-uneven": N_("Dãy “%(name)s” có %(values)s số liệu, biểu đồ có %(names)s tên."),
    "draft.chart-number": N_("%(number)s không vẽ được trên biểu đồ."),
    "draft.chart-below-zero": N_("Thanh xếp chồng không vẽ được số âm: %(number)s."),
    "draft.heading-level": N_("Cấp tiêu đề phải từ 1 đến 4, không phải %(level)s."),
    "draft.number": N_("Số văn bản phải từ 1 trở lên, không phải %(number)s."),
    "draft.table-grid.missing": N_("Bảng thiếu %(missing)s ô so với %(columns)s cột đã khai."),
    "draft.table-grid.outside": N_("Bảng: hàng %(row)s có ô nằm ngoài %(columns)s cột."),
    "warning.date-covered": N_(
        "Ngày ban hành bị dấu che một phần: tháng, năm lấy theo thời điểm ký số; cần người kiểm tra."
    ),
    "warning.nonsense-letters": N_(
        "Chữ trong tệp PDF không đọc được nên đã nhận dạng từ ảnh trang; cần người đối chiếu."
    ),
    "warning.legacy-letters": N_(
        "Văn bản dùng phông chữ cũ (TCVN3, VNI): chữ đã được chuyển sang Unicode; cần người đối chiếu."
    ),
    "warning.hidden-sheets": N_("Tệp có trang tính bị ẩn nên không đọc; cần người kiểm tra."),
    "warning.no-date": N_("Không thấy ngày ban hành; cần người kiểm tra."),
    "warning.no-issuer": N_("Không thấy cơ quan ban hành; cần người kiểm tra."),
    "warning.no-number": N_("Không thấy số, ký hiệu của văn bản; cần người kiểm tra."),
    "warning.no-signer": N_("Không đọc được đủ phần ký; cần người kiểm tra."),
    "warning.two-columns": N_(
        "Văn bản xếp hai cột: đã đọc hết cột trái rồi đến cột phải; cần người đối chiếu."
    ),
    "warning.scanned": N_("Văn bản quét: chữ do máy nhận dạng, cần người đối chiếu."),
}


class Coded(Protocol):
    """An error, a doubt: whatever has a key and what its sentence names."""

    @property
    def key(self) -> str: ...  # pragma: no cover - protocol

    @property
    def params(self) -> Mapping[str, str | int]: ...  # pragma: no cover - protocol


def sentence(coded: Coded) -> str:
    """What it is about and what to do next, in Vietnamese."""
    return SENTENCES[coded.key] % coded.params


def warning_sentence(code: str) -> str:
    """The sentence for a document's warning."""
    return SENTENCES[f"warning.{code}"]
