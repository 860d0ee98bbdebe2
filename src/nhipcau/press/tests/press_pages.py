"""Pages as outlets make them."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 6, 18, 7, 0, tzinfo=ZONE)
GATE = (
    "Sáng 17/6, tại cửa khẩu Bu Prăng, tỉnh Lâm Đồng khai trương cụm thông tin điện tử phục vụ người dân biên giới.",
    "Cụm màn hình phát thông tin bằng tiếng Việt, tiếng Khmer và tiếng M'Nông về thủ tục qua lại, thời tiết và giá nông sản.",
    "Theo Sở Văn hóa, Thể thao và Du lịch Lâm Đồng, công trình trị giá 2,4 tỷ đồng, do Bộ đội Biên phòng vận hành.",
    "Ông Điểu K'Lung ở xã Quảng Trực cho biết bà con đỡ phải đi xa để hỏi thủ tục, nhất là vào mùa thu hoạch cà phê.",
    "Từ nay đến cuối năm, tỉnh sẽ lắp thêm hai cụm nữa ở cửa khẩu Đắk Peur và trung tâm xã biên giới Thuận An.",
)
FLOWERS = (
    "Đà Lạt đón 48.000 lượt khách trong ba ngày cuối tuần, tăng một phần ba so với cùng kỳ năm ngoái.",
    "Các khách sạn ven hồ Xuân Hương kín phòng từ tối thứ sáu; nhiều đoàn khách Hàn Quốc quay lại lần thứ hai.",
    "Hiệp hội Du lịch Lâm Đồng cho biết các vườn hoa mở cửa miễn phí buổi sáng để giảm ùn tắc ở trung tâm.",
    "Du khách Nguyễn Thu Hà đến từ Cần Thơ nói chị ấn tượng vì phố sạch và người dân chỉ đường tận tình.",
)
ELSEWHERE = (
    "Hội chợ thủy sản miền Tây khai mạc ở Cà Mau với hơn hai trăm gian hàng của các hợp tác xã.",
    "Ban tổ chức dự kiến đón ba vạn lượt khách trong tuần, nhiều nhất là ngày cuối với lễ hội ẩm thực.",
    "Các doanh nghiệp đã ký mười hai biên bản ghi nhớ về chế biến tôm và cua xuất khẩu sang Nhật Bản.",
)


def html(
    title: str,
    paragraphs,
    *,
    canonical: str = "",
    published: datetime | None = MORNING,
    outlet: str = "Báo Mẫu",
) -> bytes:
    when = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>{when}{link}'
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{escape(title)}"></head>'
        f"<body><nav><a href='/'>Trang chủ</a></nav><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    ).encode()
