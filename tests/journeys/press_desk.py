"""A press small enough to hold in the head: what came in on the day of the journeys, through the real reader."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from nhipcau.engines.presswire.model import FetchedPage
from nhipcau.press.actions import ingest, triage
from nhipcau.press.models import Article
from nhipcau.press.reading import read_page
from nhipcau.press.tests.press_pages import FLOWERS, GATE, html

# Just after midnight: whatever the wall's time of day, a digest drafted on this day looks back to it.
DAY = datetime(2026, 6, 20, 0, 0, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HAIL = (
    "Trận mưa đá chiều tối qua ở phường Bảo Lộc, tỉnh Lâm Đồng kéo dài hai mươi phút, hạt to bằng quả trứng cút.",
    "Gần bốn trăm mái tôn bị thủng, ba trường học phải cho học sinh nghỉ buổi sáng để dọn kính vỡ.",
    "Công an và dân quân giúp các nhà neo đơn che bạt trước khi trời mưa trở lại.",
)
DUST = (
    "Người dân thôn 3, xã Nhân Cơ, tỉnh Lâm Đồng phản ánh xe chở quặng chạy ngày đêm làm bụi phủ kín vườn.",
    "Theo ông Nguyễn Văn Mẫu, mỗi ngày có tám trăm chuyến xe qua thôn, trẻ nhỏ phải đeo khẩu trang trong nhà.",
    "Ủy ban nhân dân xã nói đã yêu cầu nhà máy tưới nước mặt đường và che bạt, nếu không sẽ lập biên bản.",
)
OPENED = (
    "Sau ba tháng sửa cầu, cửa khẩu Bu Prăng của tỉnh Lâm Đồng thông xe trở lại từ sáng thứ tư.",
    "Đoàn xe đầu tiên gồm mười chín chiếc chở sắn lát và hạt điều từ Mondulkiri về nhà máy ở Đắk Mil.",
    "Hải quan làm thủ tục ngoài giờ trong tuần đầu để giải tỏa hàng ứ đọng hai bên cột mốc.",
)
FALSE = (
    "Theo ông Nguyễn Văn Mẫu, mỗi ngày có tám trăm chuyến xe qua thôn, trẻ nhỏ phải đeo khẩu trang trong nhà."
)
STORIES = {
    "gate": ("Khai trương cụm thông tin ở cửa khẩu Bu Prăng", GATE, "Báo Mẫu"),
    "flowers": ("Đà Lạt đón 48.000 lượt khách cuối tuần", FLOWERS, "Tin Khác"),
    "hail": ("Mưa đá làm thủng mái nhà ở Bảo Lộc", HAIL, "Báo Mẫu"),
    "dust": ("Dân Nhân Cơ kêu vì bụi quặng", DUST, "Đài Thử"),
}
HOSTS = {"Báo Mẫu": "baomau.example", "Tin Khác": "tinkhac.example", "Đài Thử": "daithu.example"}


def take_in(title: str, paragraphs, outlet: str, *, at: datetime = DAY, number: int = 1) -> Article:
    """One article as if its outlet had just been read."""
    url = f"https://{HOSTS[outlet]}/tin-{number}.html"
    page = html(title, paragraphs, published=at, outlet=outlet)
    read = read_page(FetchedPage(url, page, "text/html; charset=utf-8", "utf-8", at), "Lâm Đồng")
    assert read is not None, "the page does not name the province"
    made = ingest.take_in(read=read, source=None)
    assert made is not None
    return made


def plain(article: Article, by, *, flags=(), tone="neutral") -> Article:
    """The desk's word in place of the machine's, so that a journey knows where an item will stand."""
    return triage.correct(
        article=article, subject=article.subject or "politics", tone=tone, flags=flags, by=by
    )
