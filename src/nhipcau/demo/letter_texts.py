"""Words of the demonstration's official letters; events and numbers in them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from nhipcau.documents.letters.rules import PaperKind

UNIT = "TTBC"
PLACE = "Lâm Đồng"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as an officer types it; receivers one a line."""

    kind: PaperKind
    summary: str
    body: str
    addressees: str = ""
    copies: str = "Lưu: VT, TTBC"
    bases: str = ""
    closing: str = ""


GUIDANCE = Paper(
    PaperKind.LETTER,
    summary="hướng dẫn báo cáo 6 tháng đầu năm 2026 về công tác thông tin đối ngoại",
    body=(
        "Thực hiện Kế hoạch thông tin đối ngoại năm 2026 của Ủy ban nhân dân tỉnh, Sở Văn hóa, Thể thao và Du lịch "
        "đề nghị các cơ quan, đơn vị, địa phương báo cáo kết quả 6 tháng đầu năm với các nội dung sau:\n"
        "1. Kết quả từng nhiệm vụ được giao chủ trì, phối hợp; sản phẩm cụ thể, có tài liệu kiểm chứng kèm theo.\n"
        "2. Khó khăn, vướng mắc và kiến nghị.\n"
        "3. Nhiệm vụ trọng tâm 6 tháng cuối năm."
    ),
    addressees="Các sở, ban, ngành\nUBND các xã, phường, đặc khu",
    copies="Như trên\nUBND tỉnh (để báo cáo)\nLưu: VT, TTBC",
    closing="Đề nghị các cơ quan, đơn vị, địa phương quan tâm thực hiện",
)
GUIDANCE_AFTER_OPINIONS = (
    GUIDANCE.body
    + "\nThời gian chốt số liệu: từ ngày 01/01/2026 đến hết ngày 31/5/2026. Báo cáo gửi trên hệ thống trước ngày "
    "15/6/2026; không cần gửi thêm bản giấy."
)
OPINION = (
    "Sở Công Thương thống nhất với dự thảo. Đề nghị ghi rõ thời gian chốt số liệu và cho biết có phải gửi thêm bản "
    "giấy hay không."
)
TAKEN_UP = "Tiếp thu ý kiến của Sở Công Thương: thêm thời gian chốt số liệu, bỏ bản giấy."

NOTICE = Paper(
    PaperKind.NOTICE,
    summary="lớp bồi dưỡng nghiệp vụ thông tin đối ngoại tại Đà Lạt",
    body=(
        "Sở Văn hóa, Thể thao và Du lịch tổ chức lớp bồi dưỡng nghiệp vụ thông tin đối ngoại như sau:\n"
        "1. Thời gian: 02 ngày, từ ngày 22/6/2026.\n"
        "2. Địa điểm: Hội trường Trường Chính trị tỉnh, phường Xuân Hương - Đà Lạt.\n"
        "3. Thành phần: mỗi cơ quan 01 công chức, viên chức làm đầu mối thông tin đối ngoại."
    ),
    copies="Sở Công Thương\nSở Ngoại vụ\nSở Nội vụ\nVăn phòng UBND tỉnh\nLưu: VT, TTBC",
    closing="Sở Văn hóa, Thể thao và Du lịch thông báo để các cơ quan biết, cử người tham dự",
)
NOTICE_CORRECTED = NOTICE.body.replace("từ ngày 22/6/2026", "từ ngày 29/6/2026")

ON_PAPER = (
    "V/v cung cấp hồ sơ di sản cho đoàn công tác (soạn trên giấy)",
    "V/v phối hợp tổ chức tuần phim (soạn trên giấy)",
)

REPORT = Paper(
    PaperKind.REPORT,
    summary="kết quả lớp bồi dưỡng nghiệp vụ thông tin đối ngoại tại Gia Nghĩa",
    body=(
        "I. KẾT QUẢ THỰC HIỆN\n"
        "Lớp học tổ chức trong 02 ngày 09 và 10/6/2026, có 64 người của 58 cơ quan, địa phương tham dự. Học viên thực "
        "hành viết tin ngắn bằng tiếng Việt và tiếng Anh, 41 tin đạt yêu cầu.\n"
        "II. KHÓ KHĂN, VƯỚNG MẮC\n"
        "Sáu xã biên giới chưa bố trí được người tham dự.\n"
        "III. NHIỆM VỤ THỜI GIAN TỚI\n"
        "Mở lớp tại Đà Lạt và Phan Thiết trong quý III/2026; ưu tiên các xã chưa tham dự."
    ),
    addressees="UBND tỉnh",
    copies="Như trên\nSở Nội vụ\nLưu: VT, TTBC",
    closing="Sở Văn hóa, Thể thao và Du lịch báo cáo Ủy ban nhân dân tỉnh",
)

INVITATION = Paper(
    PaperKind.INVITATION,
    summary="họp giao ban công tác thông tin đối ngoại quý II/2026",
    body=(
        "1. Nội dung: đánh giá kết quả quý II, thống nhất việc của quý III/2026.\n"
        "2. Chủ trì: Giám đốc Sở Văn hóa, Thể thao và Du lịch.\n"
        "3. Thời gian: 14 giờ 00, ngày 26/6/2026.\n"
        "4. Địa điểm: Phòng họp số 1, trụ sở Sở Văn hóa, Thể thao và Du lịch.\n"
        "5. Thành phần: đầu mối thông tin đối ngoại của các cơ quan nhận giấy mời."
    ),
    addressees="Sở Công Thương\nSở Ngoại vụ\nCông an tỉnh\nVăn phòng UBND tỉnh",
    copies="Như trên\nLưu: VT, TTBC",
    closing="Kính mời quý đại biểu tới dự",
)

PRESS_TRIP = Paper(
    PaperKind.PLAN,
    summary="đón đoàn báo chí nước ngoài tìm hiểu vùng cà phê và biển Phan Thiết",
    bases="Kế hoạch thông tin đối ngoại năm 2026 của Ủy ban nhân dân tỉnh",
    body=(
        "I. MỤC ĐÍCH, YÊU CẦU\n"
        "1. Mục đích\n"
        "Giới thiệu sản phẩm, điểm đến của tỉnh qua cơ quan báo chí nước ngoài.\n"
        "2. Yêu cầu\n"
        "Chương trình từng ngày được thống nhất trước; số liệu cung cấp cho phóng viên là số liệu chính thức.\n"
        "II. NỘI DUNG\n"
        "1. Tham quan vùng cà phê và nhà máy chế biến\n"
        "- Cơ quan chủ trì: Sở Công Thương\n"
        "- Cơ quan phối hợp: Sở Nông nghiệp và Môi trường\n"
        "- Thời gian: ngày 14 và 15/9/2026\n"
        "2. Tìm hiểu du lịch biển Phan Thiết - Mũi Né\n"
        "- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch\n"
        "- Cơ quan phối hợp: Sở Ngoại vụ\n"
        "- Thời gian: ngày 16/9/2026\n"
        "III. KINH PHÍ\n"
        "Từ ngân sách giao cho Sở Văn hóa, Thể thao và Du lịch năm 2026.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n"
        "Sở Ngoại vụ hướng dẫn thủ tục cho phóng viên; các cơ quan được giao chủ trì gửi chương trình chi tiết trước "
        "ngày 15/8/2026."
    ),
    copies="Sở Công Thương\nSở Ngoại vụ\nSở Nông nghiệp và Môi trường\nLưu: VT, TTBC",
)
