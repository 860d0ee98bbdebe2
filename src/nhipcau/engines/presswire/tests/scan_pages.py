"""Small pages and WARC files for the scan tests."""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterable
from pathlib import Path

NEWS = [
    ("prenn", "Sạt lở đèo Prenn, cửa ngõ Đà Lạt tê liệt", "2026-03-02T07:00:00+07:00", [
        "Khoảng 300 mét khối đất đá đổ xuống đèo Prenn lúc rạng sáng, vùi nửa thân một xe bán tải đang chạy vào Đà Lạt.",
        "Tài xế chiếc bán tải kịp thoát ra qua cửa kính, chỉ bị xây xát nhẹ và được đưa tới bệnh viện kiểm tra.",
        "Cảnh sát giao thông hướng dẫn xe cộ đi vòng đèo Mimosa, dự kiến tới trưa mới thông được một làn đường.",
    ]),
    ("prenn-copy", "Đèo Prenn sạt lở, một xe bị vùi", "2026-03-02T09:30:00+07:00", [
        "Khoảng 300 mét khối đất đá đổ xuống đèo Prenn lúc rạng sáng, vùi nửa thân một xe bán tải đang chạy vào Đà Lạt.",
        "Tài xế chiếc bán tải kịp thoát ra qua cửa kính, chỉ bị xây xát nhẹ và được đưa tới bệnh viện kiểm tra.",
        "Cảnh sát giao thông hướng dẫn xe cộ đi vòng đèo Mimosa, dự kiến tới trưa mới thông được một làn đường.",
    ]),
    ("prenn-later", "Thông xe một làn đèo Prenn sau vụ sạt lở vùi xe bán tải", "2026-03-02T15:00:00+07:00", [
        "Đầu giờ chiều, một làn đường trên đèo Prenn đã thông sau khi bốn máy xúc dọn xong chừng 300 mét khối đất đá.",
        "Người lái chiếc xe bán tải bị vùi hồi rạng sáng đã xuất viện, sức khỏe ổn định, xe được kéo về Đà Lạt.",
        "Nhà thầu nâng cấp đèo Prenn phải giải trình vì sao mái taluy chưa phủ lưới trước mùa mưa.",
    ]),
    ("coffee", "Giá cà phê Đắk Nông lập đỉnh mới", "2026-03-03T06:00:00+07:00", [
        "Sáng nay, thương lái tại Đắk Mil trả 121.000 đồng cho mỗi kg cà phê nhân, cao nhất từ đầu vụ tới giờ.",
        "Nhiều hộ trồng cà phê ở Tuy Đức vẫn giữ hàng trong kho vì tin giá còn lên khi nguồn cung thế giới giảm.",
        "Hiệp hội cà phê khuyên người dân bán dần từng đợt để tránh rủi ro nếu sàn London quay đầu.",
    ]),
    ("hanoi", "Hà Nội thí điểm vé tàu điện tử", "2026-03-03T06:00:00+07:00", [
        "Hành khách đi tàu điện trên cao ở Hà Nội có thể quét mã trên điện thoại khi qua cổng soát vé từ hôm nay.",
        "Vé tháng tích hợp cho cả xe buýt và tàu điện sẽ được bán thử nghiệm từ quý sau cho sinh viên, công nhân.",
        "Đơn vị vận hành nói lượng khách tăng một phần ba so với cùng kỳ năm ngoái nhờ nối thêm ba tuyến buýt.",
    ]),
]  # fmt: skip


def page(title: str, published: str, paragraphs: Iterable[str]) -> bytes:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta property="og:title" content="{html.escape(title)}"><meta property="article:published_time" content="{published}">'
        f"</head><body><nav><a href=/a>Trang chủ</a> <a href=/b>Thời sự</a></nav><article><h1>{html.escape(title)}</h1>{body}"
        f"</article><footer>Bản quyền thuộc tòa soạn</footer></body></html>"
    ).encode()


def write_pages(folder: Path) -> None:
    for name, title, published, paragraphs in NEWS:
        data = page(title, published, paragraphs)
        if name == "coffee":
            (folder / f"{name}.html.gz").write_bytes(gzip.compress(data))
        else:
            (folder / f"{name}.html").write_bytes(data)


def write_warcs(folder: Path, files: int = 4, repeats: int = 1) -> list[Path]:
    """WARC files that hold the news above in turn, under addresses of their own."""
    paths = []
    for number in range(files):
        records = []
        for at, (name, title, published, paragraphs) in enumerate(NEWS * repeats):
            if at % files != number and repeats == 1:
                continue
            content = page(title, published, paragraphs)
            http = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
                % (len(content), content)
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:08d}-0000-0000-0000-{at:012d}>\r\n"
                f"WARC-Date: 2026-03-04T00:00:00Z\r\nWARC-Target-URI: https://bao{number}.example/{name}-{at}.html\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            records.append(gzip.compress(head.encode() + http + b"\r\n\r\n"))
        path = folder / f"day{number}.warc.gz"
        path.write_bytes(b"".join(records))
        paths.append(path)
    return paths
