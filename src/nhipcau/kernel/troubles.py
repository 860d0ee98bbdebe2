"""What is said when something goes wrong, in one look: what happened, and what to do next.

Each is a page of the house where the database answers; 500, 503 and 507 stand without it.  A part that htmx asked
for gets the sentence alone, for the place of messages: a page inside a part would help nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from nhipcau.kernel.refusal import N_
from nhipcau.kernel.saying import alone, is_part


@dataclass(frozen=True, slots=True)
class Trouble:
    """status; icon; title: what happened; text: what it means and what next (of the catalogue)."""

    status: int
    title: str
    text: str
    icon: str = "life-buoy"


_ALL = (
    Trouble(
        400,
        N_("Yêu cầu chưa đúng"),
        N_("Máy chủ không hiểu yêu cầu này. Hãy quay lại trang trước và thử lại."),
    ),
    Trouble(403, N_("Bạn không dùng được trang này"), "", "lock"),
    Trouble(
        404,
        N_("Không tìm thấy trang"),
        N_(
            "Địa chỉ này không có, hoặc nội dung đã được chuyển đi. Hãy kiểm tra địa chỉ hoặc về bàn làm việc."
        ),
        "search-x",
    ),
    Trouble(
        405,
        N_("Địa chỉ này chỉ nhận nội dung gửi đi"),
        N_(
            "Đây là nơi một nút bấm gửi tới, không phải một trang để mở. Chưa có gì được thực hiện. "
            "Hãy mở trang có nút đó rồi bấm lại."
        ),
    ),
    Trouble(
        413,
        N_("Nội dung gửi lên quá lớn"),
        N_(
            "Máy chủ chưa nhận gì. Hãy quay lại trang trước: chia nội dung thành nhiều lần gửi, hoặc chọn ít mục hơn."
        ),
        "file-x",
    ),
    Trouble(
        429,
        N_("Thử quá nhiều lần"),
        N_("Để giữ an toàn, hệ thống tạm ngừng nhận. Hãy chờ vài phút rồi thử lại."),
        "clock-alert",
    ),
    Trouble(
        500,
        N_("Máy chủ gặp lỗi"),
        N_(
            "Việc bạn vừa làm chưa được lưu. Hãy quay lại trang trước và thử lại sau ít phút; "
            "nếu vẫn lỗi, báo cho quản trị viên giờ xảy ra lỗi."
        ),
        "circle-alert",
    ),
    Trouble(
        503,
        N_("Hệ thống tạm ngừng"),
        N_(
            "Máy chủ chưa mở được cơ sở dữ liệu, thường chỉ trong vài phút. Việc bạn vừa làm chưa được lưu. "
            "Hãy giữ trang này, chờ một lát rồi tải lại."
        ),
        "circle-alert",
    ),
    Trouble(
        507,
        N_("Ổ đĩa của máy chủ đã hết chỗ"),
        N_(
            "Việc bạn vừa làm chưa được lưu, không có gì thay đổi. Hãy báo quản trị viên; khi đã có chỗ trống, "
            "hãy làm lại."
        ),
        "circle-alert",
    ),
)
TROUBLES = {one.status: one for one in _ALL}
OLD_PAGE = Trouble(
    403,
    N_("Trang này đã cũ"),
    N_(
        "Trang được mở trước khi bạn đăng nhập lại, hoặc trình duyệt không cho giữ cookie, nên máy chủ không nhận. "
        "Chưa có gì được lưu. Hãy quay lại, tải lại trang rồi gửi lại."
    ),
    "refresh-cw",
)
NOT_TOLD_OF_HTTPS = Trouble(
    503,
    N_("Máy chủ proxy chưa cho biết trang được mở bằng https"),
    N_(
        "Trang chưa mở được cho ai. Quản trị viên máy chủ: để máy chủ proxy gửi kèm X-Forwarded-Proto, đặt "
        "NHIPCAU_TRUSTED_PROXY bằng số máy chủ proxy rồi khởi động lại; lệnh “nhipcau nginx” in sẵn cấu hình của nginx."
    ),
    "circle-alert",
)
_WITHOUT_DATABASE = frozenset({500, 503, 507})


KEPT = N_("Nội dung bạn vừa viết vẫn được giữ ở trang “Nội dung chưa gửi”.")


def answer(request: HttpRequest, trouble: Trouble, text: str = "", *, kept: bool = False) -> HttpResponse:
    """The page of a trouble, or its sentence for htmx; text: said instead of its own; kept: what was typed is."""
    words = text or (gettext(trouble.text) if trouble.text else "")
    if kept:
        words = f"{words} {gettext(KEPT)}".strip()
    if is_part(request):
        return alone(f"{gettext(trouble.title)}. {words}", status=trouble.status)
    if trouble.status in _WITHOUT_DATABASE:
        return bare(request, trouble)
    return render(
        request, "error/trouble.html", {**_context(trouble, words), "kept": kept}, status=trouble.status
    )


def _context(trouble: Trouble, words: str) -> dict[str, str]:
    return {"icon": trouble.icon, "title": gettext(trouble.title), "text": words}


def bare(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Drawn without the request, so that nothing asks the database; in the language that the officer chose."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        context = _context(trouble, gettext(trouble.text))
        made = HttpResponse(render_to_string("error/bare.html", context), status=trouble.status)
    if trouble.status == 503:
        made.headers["Retry-After"] = "30"
    return made
