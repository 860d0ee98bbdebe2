"""Made-up news that comes again: one theme, other days, other figures, told by several outlets each time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from nhipcau.engines.presswire.stories.features import NewsItem

# Title forms, then facts; each with several ways of saying it.  {d} the day, {a} {b} {c} figures, {p} {q} places.
THEMES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "coffee": (
        ("Giá cà phê hôm nay {d}: {p} ở mức {a} đồng", "Cà phê {p} ngày {d} giao dịch {a} đồng/kg", "Thị trường cà phê {d}"),
        (
            ("Giá cà phê tại {p} sáng {d} là {a} đồng một kg.", "Thương lái ở {p} mua cà phê nhân với giá {a} đồng/kg."),
            ("So với hôm trước, giá thay đổi {b} đồng.", "Mức chênh lệch so với phiên liền trước là {b} đồng mỗi kg."),
            ("Ở sàn London, hợp đồng giao tháng tới chốt {c} USD/tấn.", "Robusta trên sàn London đóng cửa ở {c} USD mỗi tấn."),
            ("Nông dân {q} chưa vội bán ra.", "Nhà vườn tại {q} vẫn giữ hàng chờ giá."),
        ),
    ),
    "weather": (
        ("Thời tiết {d}: {p} có mưa, {q} nắng", "Dự báo thời tiết ngày {d} ở {p}", "{p} mưa {a} mm, đề phòng lốc"),
        (
            ("Lượng mưa tại {p} đến 7 giờ sáng {d} là {a} mm.", "Trạm {p} đo được {a} mm mưa tính đến sáng {d}."),
            ("Nhiệt độ cao nhất ở {q} là {b} độ.", "Tại {q}, nhiệt kế lên {b} độ C vào buổi trưa."),
            ("Gió giật cấp {c} được cảnh báo ở vùng cao.", "Vùng cao có thể gặp gió giật cấp {c}."),
            ("Cơ quan khí tượng lưu ý người dân tránh trú khi có dông.", "Đài khí tượng khuyên người dân tránh cây cao lúc dông."),
        ),
    ),
    "road": (
        ("Tai nạn trên quốc lộ {c} qua {p}, {a} người bị thương", "Xe khách gặp nạn ở {p}", "Va chạm tại {p} sáng {d}"),
        (
            ("Khoảng 5 giờ ngày {d}, xe khách va chạm xe tải trên quốc lộ {c} đoạn qua {p}.", "Vụ va chạm giữa xe tải và xe khách xảy ra ở {p} rạng sáng {d}."),
            ("{a} hành khách được đưa đi cấp cứu ở bệnh viện {q}.", "Bệnh viện {q} tiếp nhận {a} người bị thương."),
            ("Giao thông ùn ứ khoảng {b} phút.", "Đường bị tắc gần {b} phút."),
            ("Cảnh sát giao thông đã khám nghiệm hiện trường.", "Lực lượng cảnh sát giao thông có mặt phân luồng."),
        ),
    ),
    "drugs": (
        ("Bắt {a} người mua bán ma túy ở {p}", "{p}: triệt phá tụ điểm ma túy", "Công an {p} bắt nhóm mua bán ma túy ngày {d}"),
        (
            ("Ngày {d}, công an {p} bắt quả tang {a} người mua bán trái phép chất ma túy.", "Công an {p} cho biết đã bắt giữ {a} nghi can trong ngày {d}."),
            ("Tang vật gồm {b} gam ma túy tổng hợp.", "Cơ quan điều tra thu {b} gam ma túy cùng nhiều tang vật."),
            ("Nhóm này hoạt động từ {q} về.", "Ma túy được đưa từ {q} về tiêu thụ."),
            ("Vụ án đang được mở rộng điều tra.", "Cơ quan điều tra tiếp tục mở rộng vụ án."),
        ),
    ),
    "durian": (
        ("Giá sầu riêng {d} tại {p}", "Sầu riêng {p} còn {a} đồng/kg", "Nhà vườn {p} bán sầu riêng giá {a} đồng"),
        (
            ("Sầu riêng Monthong loại đẹp ở {p} được thu mua {a} đồng/kg ngày {d}.", "Các vựa ở {p} trả {a} đồng mỗi kg sầu riêng Monthong."),
            ("Hàng Ri6 có giá {b} đồng.", "Giống Ri6 thấp hơn, khoảng {b} đồng một kg."),
            ("Trong ngày có {c} xe container lên cửa khẩu.", "{c} container sầu riêng được đưa lên biên giới trong ngày."),
            ("Thương nhân ở {q} cho hay sức mua chưa mạnh.", "Theo thương nhân {q}, lượng đặt hàng còn ít."),
        ),
    ),
    "fire": (
        ("Cháy rừng ở {p}, {a} ha bị ảnh hưởng", "{p}: hàng trăm người dập lửa cháy rừng", "Cháy rừng thông tại {p} ngày {d}"),
        (
            ("Đám cháy bùng lên trưa {d} ở rừng thông thuộc {p}.", "Rừng thông tại {p} bốc cháy vào trưa {d}."),
            ("Khoảng {a} ha rừng bị lửa lan tới.", "Diện tích bị ảnh hưởng ước {a} ha."),
            ("{b} người cùng máy thổi gió được huy động.", "Địa phương huy động {b} người tham gia chữa cháy."),
            ("Kiểm lâm {q} hỗ trợ canh lửa suốt đêm.", "Lực lượng kiểm lâm {q} tăng cường trực đêm."),
        ),
    ),
    "meeting": (
        ("Lãnh đạo tỉnh làm việc với {p} về giải ngân", "{p} giải ngân được {a} tỷ đồng", "Đoàn công tác của tỉnh kiểm tra dự án ở {p}"),
        (
            ("Ngày {d}, đoàn công tác của Ủy ban nhân dân tỉnh làm việc với {p} về giải ngân vốn đầu tư công.", "Lãnh đạo Ủy ban nhân dân tỉnh đã có buổi làm việc tại {p} hôm {d}."),
            ("Đến nay địa phương giải ngân {a} tỷ đồng.", "Số vốn đã giải ngân là {a} tỷ đồng."),
            ("{b} dự án còn vướng mặt bằng.", "Có {b} dự án chậm do giải phóng mặt bằng."),
            ("Tuyến đường đi {q} được yêu cầu xong trước cuối năm.", "Lãnh đạo tỉnh yêu cầu hoàn thành đường đi {q} trong năm."),
        ),
    ),
    "football": (
        ("Giải bóng đá trẻ: {p} thắng {q}", "{p} vượt qua {q} ở lượt trận {d}", "Kết quả giải trẻ {d}"),
        (
            ("Ở lượt trận ngày {d}, đội {p} thắng đội {q} với cách biệt {c} bàn.", "Đội {p} giành chiến thắng {c} bàn cách biệt trước {q} hôm {d}."),
            ("Hơn {a} khán giả đến sân.", "Sân vận động đón {a} người xem."),
            ("Bàn mở tỷ số đến ở phút {b}.", "Phút {b}, tỷ số được mở."),
            ("Ban tổ chức cho biết giải còn ba lượt trận.", "Giải đấu sẽ khép lại sau ba lượt nữa."),
        ),
    ),
}  # fmt: skip
TUNED_ON = ("coffee", "road", "meeting", "fire")
ASIDE = ("weather", "drugs", "durian", "football")
PLACES = (
    "Đà Lạt", "Bảo Lộc", "Đức Trọng", "Di Linh", "Lạc Dương", "Đơn Dương", "Lâm Hà", "Đạ Tẻh", "Gia Nghĩa", "Đắk Mil",
    "Cư Jút", "Tuy Đức", "Phan Thiết", "La Gi", "Tuy Phong", "Bắc Bình", "Hàm Tân", "Đức Linh", "Krông Nô", "Tánh Linh",
)  # fmt: skip
START = datetime(2026, 6, 1, 6, tzinfo=UTC)


def make_themes(
    seed: int, themes: tuple[str, ...], around: tuple[str, ...]
) -> tuple[list[NewsItem], dict[str, str]]:
    """Articles and {article id: event id}; an event is what one day brought of a theme."""
    chance = random.Random(seed)
    items: list[NewsItem] = []
    truth: dict[str, str] = {}
    for theme in themes:
        titles, facts = THEMES[theme]
        for day in sorted(chance.sample(range(20), 8)):
            when = START + timedelta(days=day)
            figures = {
                "a": chance.choice((chance.randint(2, 90), 100 * chance.randint(300, 1200))),
                "b": chance.randint(11, 900),
                "c": chance.randint(2, 90),
                "d": f"{when.day}/{when.month}",
            }
            figures["p"], figures["q"] = chance.sample(PLACES, 2)
            for number in range(chance.randint(2, 5)):
                told = chance.sample(facts, chance.randint(3, 4)) + [
                    (one,) for one in chance.sample(around, 2)
                ]
                body = "\n".join(chance.choice(ways).format(**figures) for ways in told)
                one = f"{theme}-{day}-{number}"
                later = timedelta(minutes=chance.randint(0, 600))
                items.append(NewsItem(one, chance.choice(titles).format(**figures), body, when + later, "vi"))
                truth[one] = f"{theme}-{day}"
    return items, truth
