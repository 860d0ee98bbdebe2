"""Plans and papers that amend them, with what is expected: written before the reader, from how offices write.

A whole new text is told as edits of its plan (old words, new words).  ``want``: one entry for each task that does
not simply stay: (deed, number in the running plan or None, what must stand in it).  ``ASIDE``: kept away while the
reader was written; only their figure is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Lâm Đồng, ngày {day} tháng {month} năm 2026

"""
TAIL = """
Nơi nhận:
- Các Sở, ban, ngành;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Văn Mẫu
"""

LABELLED = (
    HEAD.format(number="15/KH-UBND", day="08", month="01")
    + """KẾ HOẠCH
Công tác thông tin đối ngoại tỉnh Lâm Đồng năm 2026

Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao hiệu quả công tác thông tin đối ngoại.
II. NHIỆM VỤ
1. Ban hành văn bản chỉ đạo, hướng dẫn công tác thông tin đối ngoại
a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
b) Cơ quan phối hợp: Các Sở, ban, ngành.
c) Thời gian thực hiện: Thường xuyên.
2. Quảng bá hình ảnh tỉnh
2.1. Xuất bản ấn phẩm song ngữ Việt - Anh giới thiệu tiềm năng của tỉnh
a) Cơ quan chủ trì: Sở Công Thương.
b) Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch; Sở Tài chính.
c) Thời gian thực hiện: Trước ngày 30/6/2026.
2.2. Tổ chức hội chợ thương mại biên giới
a) Cơ quan chủ trì: Sở Công Thương.
b) Cơ quan phối hợp: Sở Ngoại vụ.
c) Thời gian thực hiện: Quý III/2026.
2.3. Sản xuất phim ngắn giới thiệu hồ và thác
a) Cơ quan chủ trì: Báo và Phát thanh, Truyền hình Lâm Đồng.
b) Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch.
c) Thời gian thực hiện: Quý II/2026.
3. Bồi dưỡng nghiệp vụ
3.1. Tổ chức lớp bồi dưỡng kỹ năng thông tin đối ngoại cho cán bộ đầu mối
a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
b) Cơ quan phối hợp: Sở Nội vụ.
c) Thời gian thực hiện: Tháng 4/2026.
3.2. Tổ chức lớp bồi dưỡng kỹ năng phát ngôn và cung cấp thông tin cho báo chí
a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
b) Cơ quan phối hợp: Sở Nội vụ.
c) Thời gian thực hiện: Tháng 10/2026.
4. Tiếp nhận và hướng dẫn phóng viên nước ngoài
a) Cơ quan chủ trì: Sở Ngoại vụ.
b) Cơ quan phối hợp: Công an tỉnh.
c) Thời gian thực hiện: Cả năm 2026.
III. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/5 đối với báo cáo 6 tháng; trước ngày 15/11 đối với báo cáo năm./.
"""
    + TAIL
)

DASHED = (
    HEAD.format(number="88/KH-UBND", day="20", month="01")
    + """KẾ HOẠCH
Triển khai Chương trình hành động về thông tin đối ngoại năm 2026

I. NỘI DUNG, NHIỆM VỤ
1. Thông tin trên báo chí
1.1. Mở chuyên trang tiếng Anh trên Cổng thông tin điện tử tỉnh
- Đơn vị chủ trì: Văn phòng UBND tỉnh.
- Đơn vị phối hợp: Sở Khoa học và Công nghệ; Sở Ngoại vụ.
- Thời gian hoàn thành: Trước ngày 31/3/2026.
- Sản phẩm: Chuyên trang tiếng Anh vận hành chính thức.
1.2. Duy trì chuyên mục “Lâm Đồng - Điểm đến” phát sóng hằng tháng
- Đơn vị chủ trì: Báo và Phát thanh, Truyền hình Lâm Đồng.
- Thời gian: Hằng tháng.
2. Hoạt động đối ngoại nhân dân
2.1. Tổ chức Ngày hội văn hóa các dân tộc vùng biên
- Đơn vị chủ trì: Sở Dân tộc và Tôn giáo.
- Đơn vị phối hợp: Bộ Chỉ huy Bộ đội Biên phòng tỉnh; UBND các xã biên giới.
- Thời gian hoàn thành: Quý IV/2026.
- Địa điểm: Xã Thuận An.
2.2. Tổ chức đoàn công tác trao đổi kinh nghiệm tại tỉnh Mondulkiri (Campuchia)
- Đơn vị chủ trì: Sở Ngoại vụ.
- Thời gian hoàn thành: Tháng 9/2026.
- Kinh phí: 350 triệu đồng từ ngân sách tỉnh.
II. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ theo dõi, đôn đốc việc thực hiện Kế hoạch./.
"""
    + TAIL
)

QUARTER_4 = {"kind": "quarter", "year": 2026, "quarter": 4}


@dataclass(frozen=True)
class Whole:
    """A new text told as edits of a plan: (old words, new words) each standing there once."""

    name: str
    plan: str
    edits: tuple[tuple[str, str], ...]
    want: tuple[tuple[str, str | None, dict[str, Any]], ...] = field(default=())

    @property
    def paper(self) -> str:
        text = self.plan
        for old, new in self.edits:
            assert text.count(old) == 1, (self.name, old, text.count(old))
            text = text.replace(old, new)
        return text


_FAIR = """2.2. Tổ chức hội chợ thương mại biên giới
a) Cơ quan chủ trì: Sở Công Thương.
b) Cơ quan phối hợp: Sở Ngoại vụ.
c) Thời gian thực hiện: Quý III/2026.
"""
_FILM = """2.3. Sản xuất phim ngắn giới thiệu hồ và thác
a) Cơ quan chủ trì: Báo và Phát thanh, Truyền hình Lâm Đồng.
b) Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch.
c) Thời gian thực hiện: Quý II/2026.
"""
_PRESS = """4. Tiếp nhận và hướng dẫn phóng viên nước ngoài
a) Cơ quan chủ trì: Sở Ngoại vụ.
b) Cơ quan phối hợp: Công an tỉnh.
c) Thời gian thực hiện: Cả năm 2026.
"""

WHOLE = (
    Whole("nothing", LABELLED, (), ()),
    Whole(
        "a day and a lead agency",
        LABELLED,
        (
            ("Trước ngày 30/6/2026", "Trước ngày 30/9/2026"),
            (
                _FAIR,
                _FAIR.replace("chủ trì: Sở Công Thương", "chủ trì: Sở Ngoại vụ").replace(
                    "phối hợp: Sở Ngoại vụ", "phối hợp: Sở Công Thương"
                ),
            ),
        ),
        (
            ("change", "2.1", {"timing": {"kind": "before", "date": "2026-09-30"}}),
            ("change", "2.2", {"lead": ["Sở Ngoại vụ"], "coordinate": ["Sở Công Thương"]}),
        ),
    ),
    Whole(
        "one put in between, the next renumbered",
        LABELLED,
        (
            (
                _FAIR,
                "2.2. Xây dựng trang thông tin xúc tiến đầu tư bằng tiếng Khmer\n"
                "a) Cơ quan chủ trì: Sở Tài chính.\nb) Thời gian thực hiện: Quý IV/2026.\n"
                + _FAIR.replace("2.2.", "2.3.")
                + _FILM.replace("2.3.", "2.4."),
            ),
            (_FILM, ""),
        ),
        (
            (
                "add",
                None,
                {
                    "title": "Xây dựng trang thông tin xúc tiến đầu tư bằng tiếng Khmer",
                    "lead": ["Sở Tài chính"],
                },
            ),
            ("change", "2.2", {"number": "2.3"}),
            ("change", "2.3", {"number": "2.4"}),
        ),
    ),
    Whole("one left out", LABELLED, ((_PRESS, ""),), (("end", "4", {}),)),
    Whole(
        "other words for the same",
        LABELLED,
        (
            (
                "3.1. Tổ chức lớp bồi dưỡng kỹ năng thông tin đối ngoại cho cán bộ đầu mối",
                "3.1. Tổ chức 02 lớp bồi dưỡng kỹ năng thông tin đối ngoại cho cán bộ đầu mối và cấp xã",
            ),
        ),
        (
            (
                "change",
                "3.1",
                {
                    "title": "Tổ chức 02 lớp bồi dưỡng kỹ năng thông tin đối ngoại cho cán bộ đầu mối và cấp xã"
                },
            ),
        ),
    ),
    Whole(
        "two of one kind exchange their numbers",
        LABELLED,
        (
            ("3.1. Tổ chức lớp bồi dưỡng kỹ năng thông tin", "3.X. Tổ chức lớp bồi dưỡng kỹ năng thông tin"),
            ("3.2. Tổ chức lớp bồi dưỡng kỹ năng phát ngôn", "3.1. Tổ chức lớp bồi dưỡng kỹ năng phát ngôn"),
            ("3.X. Tổ chức", "3.2. Tổ chức"),
        ),
        (("change", "3.1", {"number": "3.2"}), ("change", "3.2", {"number": "3.1"})),
    ),
    Whole(
        "another task under the same number",
        DASHED,
        (
            (
                "2.2. Tổ chức đoàn công tác trao đổi kinh nghiệm tại tỉnh Mondulkiri (Campuchia)\n- Đơn vị chủ trì: Sở Ngoại vụ.",
                "2.2. Biên soạn cẩm nang pháp luật về biên giới cho người dân\n- Đơn vị chủ trì: Sở Tư pháp.",
            ),
        ),
        (("end", "2.2", {}), ("add", None, {"number": "2.2", "lead": ["Sở Tư pháp"]})),
    ),
    Whole(
        "place, money and product",
        DASHED,
        (
            ("Địa điểm: Xã Thuận An", "Địa điểm: Xã Đắk Wil"),
            ("350 triệu đồng từ ngân sách tỉnh", "280 triệu đồng từ ngân sách tỉnh"),
            ("Chuyên trang tiếng Anh vận hành", "Chuyên trang tiếng Anh và tiếng Trung vận hành"),
        ),
        (
            ("change", "1.1", {"outputs": ["Chuyên trang tiếng Anh và tiếng Trung vận hành chính thức"]}),
            ("change", "2.1", {"place": "Xã Đắk Wil"}),
            ("change", "2.2", {}),
        ),
    ),
)

ASIDE_WHOLE = (
    Whole(
        "a task moves under another heading",
        LABELLED,
        (
            (
                "3.2. Tổ chức lớp bồi dưỡng kỹ năng phát ngôn và cung cấp thông tin cho báo chí\n"
                "a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\nb) Cơ quan phối hợp: Sở Nội vụ.\n"
                "c) Thời gian thực hiện: Tháng 10/2026.\n",
                "",
            ),
            (
                _FILM,
                _FILM + "2.4. Tổ chức lớp bồi dưỡng kỹ năng phát ngôn và cung cấp thông tin cho báo chí\n"
                "a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\nb) Cơ quan phối hợp: Sở Nội vụ.\n"
                "c) Thời gian thực hiện: Tháng 10/2026.\n",
            ),
        ),
        (("change", "3.2", {"number": "2.4"}),),
    ),
    Whole(
        "one ends, one comes, one gets another time",
        LABELLED,
        (
            (
                _FILM,
                "2.3. Tổ chức đoàn nhà báo quốc tế khảo sát Công viên địa chất toàn cầu\n"
                "a) Cơ quan chủ trì: Sở Ngoại vụ.\nb) Thời gian thực hiện: Tháng 11/2026.\n",
            ),
            ("Tháng 4/2026", "Tháng 6/2026"),
        ),
        (
            ("end", "2.3", {}),
            ("add", None, {"number": "2.3", "lead": ["Sở Ngoại vụ"]}),
            ("change", "3.1", {"timing": {"kind": "range", "from": "2026-06-01", "to": "2026-06-30"}}),
        ),
    ),
    Whole(
        "an agency more",
        DASHED,
        (("Sở Khoa học và Công nghệ; Sở Ngoại vụ.", "Sở Khoa học và Công nghệ; Sở Ngoại vụ; Sở Tài chính."),),
        (("change", "1.1", {"coordinate": ["Sở Khoa học và Công nghệ", "Sở Ngoại vụ", "Sở Tài chính"]}),),
    ),
    Whole(
        "shorter words and another lead",
        DASHED,
        (
            (
                "2.1. Tổ chức Ngày hội văn hóa các dân tộc vùng biên\n- Đơn vị chủ trì: Sở Dân tộc và Tôn giáo.",
                "2.1. Tổ chức Ngày hội các dân tộc vùng biên\n- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.",
            ),
        ),
        (
            (
                "change",
                "2.1",
                {
                    "title": "Tổ chức Ngày hội các dân tộc vùng biên",
                    "lead": ["Sở Văn hóa, Thể thao và Du lịch"],
                },
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Articles:
    """A paper whose articles say what changes.  about: its summary; body: its words."""

    name: str
    plan: str
    kind: str
    number: str
    about: str
    body: str
    want: tuple[tuple[str, str | None, dict[str, Any]], ...]

    @property
    def paper(self) -> str:
        head = HEAD.format(number=self.number, day="10", month="3")
        return f"{head}{self.kind}\n{self.about}\n\n{self.body}{TAIL}"


_ABOUT = "Về việc sửa đổi, bổ sung một số nội dung của Kế hoạch số 15/KH-UBND ngày 08 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh"
_OPENS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
    "Theo đề nghị của Giám đốc Sở Văn hóa, Thể thao và Du lịch.\n"
    "QUYẾT ĐỊNH:\n"
)
_ENDS = (
    "Điều 2. Các nội dung khác giữ nguyên theo Kế hoạch số 15/KH-UBND.\n"
    "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các Sở chịu trách nhiệm thi hành Quyết định này./.\n"
)
_ARTICLE_1 = "Điều 1. Sửa đổi, bổ sung một số nội dung của Kế hoạch số 15/KH-UBND ngày 08/01/2026 như sau:\n"


def _decision(
    name: str, points: str, *want: tuple[str, str | None, dict[str, Any]], plan: str = LABELLED
) -> Articles:
    return Articles(
        name, plan, "QUYẾT ĐỊNH", "412/QĐ-UBND", _ABOUT, _OPENS + _ARTICLE_1 + points + _ENDS, want
    )


BY_ARTICLE = (
    _decision(
        "a point under its place",
        "1. Sửa đổi điểm c mục 2.1 phần II như sau:\n“c) Thời gian thực hiện: Quý IV/2026.”\n",
        ("change", "2.1", {"timing": QUARTER_4}),
    ),
    _decision(
        "a whole task",
        "1. Sửa đổi mục 2.2 phần II như sau:\n“2.2. Tổ chức hội chợ thương mại biên giới và ngày hội du lịch\n"
        "a) Cơ quan chủ trì: Sở Công Thương.\nb) Cơ quan phối hợp: Sở Ngoại vụ; Sở Tài chính.\n"
        "c) Thời gian thực hiện: Quý IV/2026.”\n",
        (
            "change",
            "2.2",
            {
                "title": "Tổ chức hội chợ thương mại biên giới và ngày hội du lịch",
                "coordinate": ["Sở Ngoại vụ", "Sở Tài chính"],
                "timing": QUARTER_4,
            },
        ),
    ),
    _decision(
        "one more task",
        "1. Bổ sung mục 2.4 vào sau mục 2.3 phần II như sau:\n“2.4. Xây dựng bộ ảnh về hai di sản của tỉnh\n"
        "a) Cơ quan chủ trì: Hội Văn học Nghệ thuật tỉnh.\nb) Thời gian thực hiện: Tháng 8/2026.”\n",
        (
            "add",
            None,
            {
                "number": "2.4",
                "title": "Xây dựng bộ ảnh về hai di sản của tỉnh",
                "parent": "2",
                "lead": ["Hội Văn học Nghệ thuật tỉnh"],
            },
        ),
    ),
    _decision(
        "time from and to",
        "1. Điều chỉnh thời gian thực hiện nhiệm vụ 3.1 từ “Tháng 4/2026” thành “Quý IV/2026”.\n",
        ("change", "3.1", {"timing": QUARTER_4}),
    ),
    _decision(
        "words for words in one place",
        "1. Thay cụm từ “song ngữ Việt - Anh” bằng cụm từ “song ngữ Việt - Trung” tại mục 2.1 phần II.\n",
        ("change", "2.1", {"title": "Xuất bản ấn phẩm song ngữ Việt - Trung giới thiệu tiềm năng của tỉnh"}),
    ),
    _decision(
        "a name for a name everywhere",
        "1. Thay cụm từ “Sở Nội vụ” bằng cụm từ “Trường Chính trị tỉnh” tại các mục 3.1, 3.2 phần II.\n",
        ("change", "3.1", {"coordinate": ["Trường Chính trị tỉnh"]}),
        ("change", "3.2", {"coordinate": ["Trường Chính trị tỉnh"]}),
    ),
    _decision(
        "gone",
        "1. Bãi bỏ nhiệm vụ 2.3 mục II.\n2. Bãi bỏ mục 4 phần II.\n",
        ("end", "2.3", {}),
        ("end", "4", {}),
    ),
    _decision(
        "lead handed over",
        "1. Chuyển cơ quan chủ trì nhiệm vụ 2.2 từ Sở Công Thương sang Sở Ngoại vụ.\n",
        ("change", "2.2", {"lead": ["Sở Ngoại vụ"]}),
    ),
    Articles(
        "a letter in sentences",
        LABELLED,
        "V/v điều chỉnh Kế hoạch số 15/KH-UBND ngày 08/01/2026",
        "1022/UBND-VX",
        "",
        "Kính gửi:\n- Các Sở, ban, ngành;\n- Ủy ban nhân dân các xã, phường.\n\n"
        "Xét đề nghị của Sở Công Thương tại Tờ trình số 30/TTr-SCT ngày 01/3/2026, Ủy ban nhân dân tỉnh điều chỉnh "
        "một số nội dung của Kế hoạch số 15/KH-UBND như sau:\n"
        "1. Lùi thời gian tổ chức hội chợ thương mại biên giới (nhiệm vụ 2.2) sang Quý IV/2026.\n"
        "2. Bổ sung Sở Tài chính là cơ quan phối hợp thực hiện nhiệm vụ 2.2.\n"
        "Các nội dung khác không thay đổi. Đề nghị các đơn vị thực hiện./.\n",
        (("change", "2.2", {"timing": QUARTER_4, "coordinate": ["Sở Ngoại vụ", "Sở Tài chính"]}),),
    ),
    _decision(
        "a task named by its words only",
        "1. Không thực hiện nhiệm vụ “Sản xuất phim ngắn giới thiệu hồ và thác”.\n",
        ("end", "2.3", {}),
    ),
)

ASIDE_ARTICLES = (
    _decision(
        "the place stands first",
        "1. Tại mục 3.2 phần II, sửa đổi nội dung điểm c như sau: “c) Thời gian thực hiện: Quý IV/2026.”\n",
        ("change", "3.2", {"timing": QUARTER_4}),
    ),
    _decision(
        "moved on by a word",
        "1. Gia hạn thời gian hoàn thành nhiệm vụ 2.1 mục II đến trước ngày 31/10/2026.\n",
        ("change", "2.1", {"timing": {"kind": "before", "date": "2026-10-31"}}),
    ),
    _decision(
        "a coordinating agency leaves",
        "1. Bỏ Sở Tài chính khỏi danh sách cơ quan phối hợp tại mục 2.1 phần II.\n",
        ("change", "2.1", {"coordinate": ["Sở Văn hóa, Thể thao và Du lịch"]}),
    ),
    _decision(
        "two places in one sentence",
        "1. Bãi bỏ các nhiệm vụ 3.1 và 3.2 phần II.\n",
        ("end", "3.1", {}),
        ("end", "3.2", {}),
    ),
    _decision(
        "lead given instead of another",
        "1. Giao Sở Ngoại vụ chủ trì thực hiện nhiệm vụ 2.3 thay cho Báo và Phát thanh, Truyền hình Lâm Đồng.\n",
        ("change", "2.3", {"lead": ["Sở Ngoại vụ"]}),
    ),
    _decision(
        "a place that is not there",
        "1. Bãi bỏ nhiệm vụ 9.9 mục II.\n",
    ),
    _decision(
        "new words for a task without quotation marks",
        "1. Sửa đổi mục 3.1 phần II như sau:\n3.1. Tổ chức 02 lớp bồi dưỡng cho cán bộ đầu mối các cấp\n"
        "a) Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.\nb) Thời gian thực hiện: Quý IV/2026.\n"
        "2. Bãi bỏ mục 2.3 phần II.\n",
        (
            "change",
            "3.1",
            {"title": "Tổ chức 02 lớp bồi dưỡng cho cán bộ đầu mối các cấp", "timing": QUARTER_4},
        ),
        ("end", "2.3", {}),
    ),
    Articles(
        "a plan that amends a plan",
        DASHED,
        "KẾ HOẠCH",
        "140/KH-UBND",
        "Điều chỉnh, bổ sung Kế hoạch số 88/KH-UBND ngày 20/01/2026 về triển khai Chương trình hành động về thông tin đối ngoại năm 2026",
        "I. NỘI DUNG ĐIỀU CHỈNH\n"
        "1. Điều chỉnh địa điểm tổ chức nhiệm vụ 2.1 từ Xã Thuận An sang Xã Đắk Wil.\n"
        "2. Điều chỉnh thời gian hoàn thành nhiệm vụ 1.1 từ trước ngày 31/3/2026 sang Quý IV/2026.\n"
        "II. NỘI DUNG BỔ SUNG\n"
        "1. Bổ sung nhiệm vụ 2.3 vào mục 2 như sau: “2.3. Tổ chức Tuần phim hữu nghị\n"
        "- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n- Thời gian: Tháng 12/2026.”\n"
        "III. TỔ CHỨC THỰC HIỆN\nCác đơn vị triển khai thực hiện Kế hoạch này./.\n",
        (
            ("change", "2.1", {"place": "Xã Đắk Wil"}),
            ("change", "1.1", {"timing": QUARTER_4}),
            ("add", None, {"number": "2.3", "title": "Tổ chức Tuần phim hữu nghị", "parent": "2"}),
        ),
    ),
)
