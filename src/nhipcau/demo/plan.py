"""The plan of the demonstration province: made up, in the form and with the kinds of work of a real one.

Written as .docx by the project's own writer and imported through the same reader as any other plan.  Numbers of
the province's own documents and the signer are invented and say so; laws and central documents are real.
"""

from __future__ import annotations

from datetime import date

from nhipcau.engines.officialdoc.write.docx import (
    Block,
    Dash,
    Draft,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Signature,
)

_CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
_PRESS = "Báo và phát thanh, truyền hình Lâm Đồng"
_PROPAGANDA = "Ban Tuyên giáo và Dân vận Tỉnh ủy"
_PROMOTION = "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh"
_ALL = "Các sở, ban, ngành; UBND các xã, phường"


def _duty(title: str, *points: str, level: int = 3) -> tuple[Block, ...]:
    """A numbered duty and its lettered points, which run on until the next heading."""
    return (Heading(title, level), *(Point(point) for point in points))


def _points(content: str, lead: str, coordinate: str, time: str, money: str = "") -> tuple[str, ...]:
    """The points of a duty in the usual order."""
    told = (
        f"Nội dung: {content}.",
        f"Cơ quan chủ trì: {lead}.",
        f"Cơ quan phối hợp: {coordinate}.",
        f"Thời gian thực hiện: {time}.",
    )
    return (*told, f"Kinh phí: {money}.") if money else told


_AIMS: tuple[Block, ...] = (
    Heading("Mục đích, yêu cầu"),
    Heading("Mục đích", 2),
    Dash(
        "Giới thiệu một Lâm Đồng mới, từ cao nguyên M'Nông đến vùng biển Nam Trung Bộ, là điểm đến an toàn, thân thiện với bạn bè quốc tế."
    ),
    Dash(
        "Cung cấp thông tin chính thức, kịp thời; giải thích, làm rõ những thông tin chưa chính xác về tỉnh."
    ),
    Dash(
        "Nâng cao năng lực của người làm thông tin đối ngoại (sau đây viết tắt là TTĐN) ở tỉnh và cơ sở; khen thưởng kịp thời tập thể, cá nhân có nhiều đóng góp."
    ),
    Heading("Yêu cầu", 2),
    Dash("Mỗi nhiệm vụ có cơ quan chủ trì, thời hạn và sản phẩm cụ thể, kiểm tra được."),
    Dash("Nội dung chính xác, có nguồn, phù hợp với từng nhóm công chúng trong và ngoài nước."),
)

_DUTIES: tuple[Block, ...] = (
    Heading("Nhiệm vụ trọng tâm năm 2026"),
    Heading("Chỉ đạo, điều hành công tác thông tin đối ngoại", 2),
    *_duty(
        "Xây dựng Quy chế quản lý hoạt động thông tin đối ngoại của tỉnh sau hợp nhất",
        *_points(
            "Rà soát quy chế của ba tỉnh trước đây, lấy ý kiến các cơ quan, trình Ủy ban nhân dân tỉnh ban hành một quy chế chung",
            _CULTURE,
            "Sở Tư pháp; Văn phòng UBND tỉnh",
            "Trước ngày 31/3/2026",
        ),
    ),
    *_duty(
        "Ban hành văn bản chỉ đạo, hướng dẫn theo chủ đề của từng thời điểm",
        *_points(
            "Hướng dẫn nội dung tuyên truyền về hội nhập quốc tế, ASEAN, biên giới, biển, đảo và quyền con người",
            _CULTURE,
            _ALL,
            "Thường xuyên",
        ),
    ),
    *_duty(
        "Bố trí nhân sự đầu mối",
        "Nội dung: Mỗi cơ quan, đơn vị, địa phương phân công 01 (một) lãnh đạo phụ trách và 01 (một) cán bộ thực hiện công tác TTĐN, gửi danh sách về "
        + _CULTURE
        + ".",
        "Đơn vị thực hiện: Các sở, ban, ngành; các tổ chức chính trị - xã hội; UBND các xã, phường.",
        "Thời gian thực hiện: Quý I/2026.",
    ),
    Heading("Bồi dưỡng, tập huấn nghiệp vụ", 2),
    *_duty(
        "Bồi dưỡng kiến thức, kỹ năng cho cán bộ làm thông tin đối ngoại",
        *_points(
            "Mở 03 lớp tại Đà Lạt, Gia Nghĩa và Phan Thiết; tài liệu dùng chung, có phần thực hành viết tin ngắn",
            _CULTURE,
            "Sở Nội vụ; Trường Chính trị tỉnh",
            "Quý II/2026",
            "ngân sách tỉnh, dự kiến 240 triệu đồng",
        ),
    ),
    *_duty(
        "Tập huấn kỹ năng phát ngôn và xử lý khủng hoảng truyền thông",
        *_points(
            "Dành cho người phát ngôn của các cơ quan, đơn vị và lãnh đạo UBND các xã, phường mới",
            "Văn phòng UBND tỉnh",
            f"{_CULTURE}; Hội Nhà báo tỉnh",
            "Trước ngày 30/9/2026",
            "ngân sách tỉnh, dự kiến 180 triệu đồng",
        ),
    ),
    Heading("Cung cấp thông tin, theo dõi báo chí", 2),
    *_duty(
        "Tiếp và hướng dẫn phóng viên nước ngoài hoạt động tại tỉnh",
        *_points(
            "Tiếp nhận đề nghị, xây dựng chương trình từng ngày, bố trí trả lời phỏng vấn của lãnh đạo tỉnh, theo dõi sau chuyến đi",
            "Sở Ngoại vụ",
            f"Văn phòng UBND tỉnh; Công an tỉnh; {_CULTURE}",
            "Thường xuyên",
        ),
    ),
    *_duty(
        "Tổ chức họp báo định kỳ và đột xuất",
        *_points(
            "Mỗi quý một cuộc họp báo về tình hình kinh tế - xã hội; họp báo đột xuất khi có vấn đề dư luận quan tâm",
            "Văn phòng UBND tỉnh",
            f"{_PROPAGANDA}; {_CULTURE}; Công an tỉnh",
            "Định kỳ hằng quý",
        ),
    ),
    *_duty(
        "Điểm tin báo chí trong nước và nước ngoài viết về tỉnh",
        *_points(
            "Phát hành bản tin hằng ngày, hằng tuần, hằng tháng; nêu tin tích cực cần lan tỏa, vấn đề nhạy cảm và đề xuất hướng xử lý",
            _CULTURE,
            f"{_PRESS}; Cổng Thông tin điện tử tỉnh",
            "Thường xuyên",
        ),
    ),
    *_duty(
        "Giải thích, làm rõ thông tin sai lệch",
        *_points(
            "Xác minh, trả lời công khai kèm nguồn số liệu; đề nghị cơ quan báo chí đính chính khi có căn cứ",
            f"{_CULTURE}; Công an tỉnh",
            _ALL,
            "Thường xuyên",
        ),
    ),
    Heading("Thông tin đối ngoại trong các chương trình mục tiêu quốc gia", 2),
    *_duty(
        "Duy trì, nâng cấp cụm thông tin điện tử tại cửa khẩu Bu Prăng và cửa khẩu Đắk Peur",
        "Thời gian thực hiện: Hoàn thành trước ngày 31/10/2026.",
        "Nội dung: Thay thiết bị hỏng, cập nhật phần mềm; mỗi tháng đổi nội dung một lần bằng tiếng Việt, tiếng Anh và tiếng Khmer.",
        "Cơ quan phối hợp: Sở Khoa học và Công nghệ; Sở Tài chính; UBND các xã biên giới.",
        f"Cơ quan chủ trì: {_CULTURE}.",
        "Kinh phí: nguồn vốn chương trình mục tiêu quốc gia, dự kiến 950 triệu đồng.",
    ),
    *_duty(
        "Tăng cường cơ sở vật chất cho đài truyền thanh cấp xã",
        "Thời gian thực hiện: Giai đoạn 2026 - 2027.",
        "Nội dung: Ưu tiên các xã biên giới và xã vùng đồng bào dân tộc thiểu số; bảo đảm mỗi xã có người vận hành được tập huấn.",
        "Cơ quan phối hợp: Sở Khoa học và Công nghệ.",
        f"Cơ quan chủ trì: {_CULTURE}; UBND các xã, phường.",
    ),
    *_duty(
        "Sản xuất sản phẩm thông tin cho vùng đồng bào dân tộc thiểu số",
        "Thời gian thực hiện: Năm 2026.",
        "Nội dung: Chương trình phát thanh, phim ngắn bằng tiếng M'Nông, Mạ, K'Ho, Chăm có phụ đề tiếng Việt.",
        f"Cơ quan phối hợp: {_PRESS}; {_CULTURE}.",
        "Cơ quan chủ trì: Sở Dân tộc và Tôn giáo.",
    ),
    Heading("Truyền thông về quyền con người", 2),
    *_duty(
        "Cung cấp thông tin về nhân quyền cho báo chí",
        *_points(
            "Mỗi năm hai kỳ và khi có đề nghị, kèm số liệu đã được cơ quan chuyên môn xác nhận",
            "Công an tỉnh",
            f"Ban Chỉ đạo Nhân quyền tỉnh; {_PROPAGANDA}; các cơ quan báo chí",
            "Hằng năm",
        ),
    ),
    *_duty(
        "Biên soạn tư liệu về đời sống đồng bào các dân tộc, tôn giáo trong tỉnh",
        *_points(
            "Bộ tư liệu song ngữ Việt - Anh gồm số liệu, ảnh và câu chuyện của người dân",
            "Sở Dân tộc và Tôn giáo",
            f"Sở Ngoại vụ; {_PRESS}",
            "Quý III/2026",
        ),
    ),
    Heading("Quảng bá hình ảnh địa phương theo cách làm mới", 2),
    *_duty(
        "Mở chuyên trang tiếng Anh, tiếng Khmer trên Cổng Thông tin điện tử tỉnh",
        *_points(
            "Dịch, hiệu đính và cập nhật ít nhất 10 tin, bài mỗi tháng; có mục dành cho nhà đầu tư và du khách",
            "Văn phòng UBND tỉnh",
            "Sở Ngoại vụ; Sở Khoa học và Công nghệ",
            "Từ tháng 3 đến tháng 8/2026",
        ),
    ),
    *_duty(
        "Sản xuất loạt chương trình về Công viên địa chất toàn cầu UNESCO Đắk Nông",
        *_points(
            "12 chương trình truyền hình có phụ đề tiếng Anh, phát trên sóng và trên nền tảng số",
            _PRESS,
            f"{_CULTURE}; Ban Quản lý Công viên địa chất toàn cầu UNESCO Đắk Nông",
            "Cả năm 2026",
        ),
    ),
    *_duty(
        "Hỗ trợ đoàn làm phim, đoàn báo chí quốc tế quay tại tỉnh",
        *_points(
            "Lập danh mục bối cảnh, cử người hướng dẫn, giải quyết thủ tục tại một đầu mối",
            _CULTURE,
            "Sở Ngoại vụ; Công an tỉnh",
            "Từ ngày 15/8/2026 đến hết ngày 31/12/2026",
        ),
    ),
    Heading("Thông tin về biên giới, biển, đảo", 2),
    *_duty(
        "Tuyên truyền về biển, đảo",
        "Nội dung: Cơ sở pháp lý và chứng cứ lịch sử về chủ quyền của Việt Nam đối với hai quần đảo Hoàng Sa và Trường Sa; phát triển bền vững kinh tế biển; đời sống ngư dân.",
        f"Cơ quan chỉ đạo, hướng dẫn: {_PROPAGANDA}; {_CULTURE}.",
        f"Cơ quan thực hiện: {_PRESS}; Tạp chí Văn nghệ Lâm Đồng; Cổng Thông tin điện tử tỉnh.",
        "Thời gian thực hiện: Thường xuyên.",
    ),
    *_duty(
        "Tuyên truyền về biên giới đất liền Việt Nam - Campuchia",
        *_points(
            "Kết quả phân giới cắm mốc, quy chế khu vực biên giới, mô hình kết nghĩa hai bên biên giới",
            "Bộ Chỉ huy Quân sự tỉnh",
            "Ban Chỉ huy Bộ đội Biên phòng tỉnh; Sở Ngoại vụ; UBND các xã biên giới",
            "Hằng năm",
        ),
    ),
    *_duty(
        "Truyền thông chống khai thác hải sản bất hợp pháp",
        *_points(
            "Phát bản tin tại cảng cá, ký cam kết với chủ tàu, thông tin kết quả khắc phục khuyến nghị của Ủy ban châu Âu",
            "Sở Nông nghiệp và Môi trường",
            f"Bộ Chỉ huy Quân sự tỉnh; {_PRESS}",
            "Thường xuyên",
        ),
    ),
    Heading("Thông tin đối ngoại qua hoạt động văn hóa, kinh tế", 2),
    *_duty(
        "Xuất bản ấn phẩm xúc tiến thương mại song ngữ Việt - Anh",
        *_points(
            "Giới thiệu cà phê, chè, rau, hoa, thanh long và sản phẩm OCOP; bản in và bản điện tử",
            "Sở Công Thương",
            f"{_PROMOTION}; Sở Nông nghiệp và Môi trường",
            "Trước ngày 30/6/2026",
            "ngân sách tỉnh và nguồn xã hội hóa, dự kiến 300 triệu đồng",
        ),
    ),
    *_duty(
        "Tổ chức hội nghị xúc tiến đầu tư với đối tác nước ngoài",
        *_points(
            "Chuẩn bị danh mục dự án ba thứ tiếng; mời cơ quan đại diện ngoại giao và hiệp hội doanh nghiệp nước ngoài",
            _PROMOTION,
            "Sở Tài chính; Sở Công Thương; Sở Ngoại vụ",
            "Tháng 11/2026",
        ),
    ),
    *_duty(
        "Giới thiệu lễ hội, văn hóa đặc sắc của tỉnh với bạn bè quốc tế",
        *_points(
            "Truyền thông cho Festival Hoa Đà Lạt, lễ hội Katê và không gian văn hóa cồng chiêng",
            _CULTURE,
            f"{_PRESS}; Hội Văn học - Nghệ thuật tỉnh",
            "Quý IV/2026",
        ),
    ),
)

_MONEY: tuple[Block, ...] = (
    Heading("Kinh phí thực hiện"),
    Paragraph(
        "Kinh phí thực hiện Kế hoạch do ngân sách nhà nước bảo đảm theo phân cấp, lồng ghép các chương trình mục tiêu quốc gia và nguồn huy động hợp pháp khác. Các cơ quan, đơn vị lập dự toán hằng năm gửi cơ quan tài chính cùng cấp tổng hợp."
    ),
)

_ORGANISATION: tuple[Block, ...] = (
    Heading("Tổ chức thực hiện"),
    Paragraph(
        f"1. {_CULTURE} là cơ quan đầu mối, hướng dẫn, theo dõi, đôn đốc và tổng hợp kết quả thực hiện Kế hoạch này."
    ),
    Paragraph(
        "2. Sở Tài chính tham mưu bố trí kinh phí theo khả năng cân đối của ngân sách và quy định của pháp luật."
    ),
    Paragraph(
        "3. Các sở, ban, ngành, UBND các xã, phường, các đơn vị lực lượng vũ trang xây dựng kế hoạch của cơ quan, đơn vị, hoàn thành trong quý I/2026."
    ),
)

DRAFT = Draft(
    letterhead=Letterhead(
        issuer="Ủy ban nhân dân\ntỉnh Lâm Đồng",
        symbol="KH-UBND",
        place="Lâm Đồng",
        issued=date(2025, 12, 22),
        number=9876,
    ),
    kind="Kế hoạch",
    summary="Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2026",
    bases=(
        "Căn cứ Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị về tiếp tục nâng cao chất lượng, hiệu quả công tác thông tin đối ngoại trong tình hình mới",
        "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại",
        "Căn cứ Nghị quyết số 47/NQ-CP ngày 15/4/2024 của Chính phủ về Chương trình hành động thực hiện Kết luận số 57-KL/TW",
        "Căn cứ Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội về việc sắp xếp đơn vị hành chính cấp tỉnh",
    ),
    opening="Ủy ban nhân dân tỉnh Lâm Đồng ban hành Kế hoạch công tác thông tin đối ngoại năm 2026 (kế hoạch mẫu của bản trình diễn) với các nội dung sau:",
    body=(*_AIMS, *_DUTIES, *_MONEY, *_ORGANISATION),
    closing=f"Yêu cầu các cơ quan, đơn vị, địa phương báo cáo kết quả thực hiện về Ủy ban nhân dân tỉnh (thông qua {_CULTURE}) trước ngày 15/5 đối với báo cáo 6 tháng; trước ngày 15/11 đối với báo cáo năm",
    signature=Signature("Phó Chủ tịch", "Nguyễn Văn Mẫu", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")),
    recipients=(
        "Bộ Văn hóa, Thể thao và Du lịch (b/c)",
        "Thường trực Tỉnh ủy",
        "Thường trực HĐND tỉnh",
        "CT, các PCT UBND tỉnh",
        _PROPAGANDA,
        "Các sở, ban, ngành",
        "UBND các xã, phường",
        "Các đơn vị lực lượng vũ trang tỉnh",
        _PRESS,
        "Lưu: VT, VX",
    ),
)
