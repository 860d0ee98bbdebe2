"""Texts of mention and flag, written before the reader was looked at; half kept aside by a hash of the title.

MENTIONS: is the article of the watched place?  Fields: profile, place (yes or no), title, body.
FLAGS: the flags that must stand (``+``) and that must not (``-``), title, body.
"""

from __future__ import annotations

from hashlib import sha256


def aside(title: str) -> bool:
    return int(sha256(title.encode()).hexdigest(), 16) % 2 == 1


MENTIONS = (
    ("lam-dong", True, "Ðà Lạt đón đoàn khách tàu biển đầu tiên", "Sáng nay đoàn 90 khách tới phố núi bằng xe khách từ cảng."),
    ("lam-dong", True, "Thời tiết xấu, nhiều chuyến bay hoãn", "Hành khách ở Đ\u200bà L\u200bạt phải chờ đến tối mới có chuyến về."),
    ("lam-dong", True, "Mưa lớn ở ĐắkNông làm sạt ba đoạn đường", "Xã đã cắm biển cảnh báo hai đầu."),
    ("lam-dong", True, "Chủ tịch UBND tỉnh L.Đồng tiếp công dân", "Buổi tiếp diễn ra tại trụ sở tiếp công dân."),
    ("lam-dong", True, "Đà-Lạt mở tuyến phố đi bộ thứ hai", "Tuyến phố dài 600 m, cấm xe từ 18 giờ."),
    ("lam-dong", True, "LÂM ĐỒNG: HỖ TRỢ 200 HỘ NGHÈO XÂY NHÀ", "Mỗi hộ được 60 triệu đồng."),
    ("lam-dong", True, "Dalat growers send roses to Osaka", "The first lorry left the Vietnamese highlands on Monday."),
    ("lam-dong", True, "越南林同省大叻市举办花卉节", "本届花卉节将持续十天。"),
    ("lam-dong", True, "Người Đà Lạt xếp hàng mua bánh mì xíu mại", "Quán nhỏ trên dốc mở cửa từ 5 giờ sáng."),
    ("lam-dong", False, "Cháy quán ăn trên đường Đà Lạt, TP Vinh", "Ngọn lửa bùng lên lúc nửa đêm tại thành phố Vinh, Nghệ An, không ai bị thương."),
    ("lam-dong", False, "Công ty Sữa Đà Lạt Milk bán 10 % cổ phần cho quỹ Nhật", "Thương vụ ký tại Thành phố Hồ Chí Minh."),
    ("lam-dong", False, "Trường THCS Lâm Đồng ở Bắc Giang nhận thư viện mới", "Thư viện có 3.000 đầu sách do một ngân hàng tặng."),
    ("lam-dong", False, "Ca sĩ Bảo Lộc ra album thứ ba", "Nam ca sĩ sinh ở Huế kể chuyện làm nhạc cùng bạn thân ở Hà Nội."),
    ("lam-dong", False, "Khách sạn Đà Lạt tại Nha Trang bị phạt vì xả thải", "Cơ sở này nằm trên đường Nguyễn Thiện Thuật, Nha Trang."),
    ("lam-dong", False, "Ông Trần Lâm Đồng làm giám đốc cảng Cái Lân", "Ông Đồng sinh năm 1979, quê Quảng Ninh."),
    ("lam-dong", True, "Cháy xưởng gỗ trên đường Hà Nội ở Đà Lạt", "Lửa lan sang hai nhà bên cạnh ở phường Lâm Viên."),
)  # fmt: skip

FLAGS = (
    ("+sensitive", "Hai công nhân thiệt mạng khi đào móng nhà ở Di Linh", "Thành hố bất ngờ sập xuống lúc 9 giờ, hai người bị vùi lấp và tử vong tại chỗ."),
    ("+sensitive", "Cặp vợ chồng Đan Mạch ngã xe máy trên đèo Mimosa", "Cả hai bị gãy chân, đang điều trị tại bệnh viện."),
    ("+sensitive", "Mười tấn sầu riêng bị Trung Quốc buộc tái xuất vì nhiễm cadimi", "Doanh nghiệp ở Bảo Lộc phải đưa hàng về."),
    ("+sensitive", "Trưởng phòng đăng ký đất đai nhận 300 triệu 'lót tay'", "Ông này bị tạm giam để điều tra hành vi nhận hối lộ."),
    ("+sensitive", "Phát hiện tàu vỏ thép mang số hiệu nước ngoài neo gần đảo Phú Quý", "Biên phòng yêu cầu tàu rời khỏi vùng biển Việt Nam."),
    ("+sensitive", "Korean hiker found dead below a waterfall near Da Lat", "Rescuers searched for two days."),
    ("+sensitive", "Chìm ghe trên hồ Hàm Thuận, ba người mất tích", "Lực lượng cứu hộ tìm kiếm suốt đêm."),
    ("-sensitive", "Nhật Bản cấp thêm mã số xuất khẩu cho chuối Lâm Đồng", "Lô hàng đầu tiên lên đường trong tháng này."),
    ("-sensitive", "Tàu du lịch quốc tế đưa 800 khách thăm cảng Phú Quý", "Du khách được đón bằng điệu múa địa phương."),
    ("-sensitive", "Tập huấn phòng chống hối lộ cho cán bộ xã", "Hai trăm học viên dự lớp học trong ba ngày."),
    ("+complaint", "Dân tổ 5 kêu cứu vì trại heo bốc mùi suốt hai năm", "Nhiều hộ đã gửi đơn lên phường mà chưa được trả lời."),
    ("+complaint", "Bạn đọc viết: Đường thôn 3 nát như ruộng, bao giờ sửa?", "Mười năm nay chúng tôi đi làm trong bùn, kiến nghị nhiều lần không ai giải quyết."),
    ("+complaint", "Hàng chục hộ dân bức xúc vì chậm được cấp sổ đỏ", "Người dân đề nghị cơ quan chức năng sớm giải quyết hồ sơ đã nộp từ năm 2019."),
    ("+complaint", "Residents petition over dust from quarry in Duc Trong", "Two hundred households signed a letter asking the province to act."),
    ("-complaint", "Lâm Đồng giải quyết xong 98 % đơn khiếu nại trong năm", "Thanh tra tỉnh báo cáo kết quả tiếp công dân."),
    ("-complaint", "Người dân phấn khởi vì đường mới thông xe", "Tuyến đường dài 4 km nối hai thôn."),
)  # fmt: skip

# Further texts of the same kinds, all of them tuned on.
MORE_FLAGS = (
    ("+sensitive", "Tàu treo cờ Trung Quốc áp sát ngư dân gần đảo Phú Quý", ""),
    ("+sensitive", "Tàu không rõ quốc tịch neo đậu trái phép ngoài khơi Phan Rí", ""),
    ("+sensitive", "Tàu mang số hiệu nước ngoài đi vào vùng biển Tuy Phong", ""),
    ("-sensitive", "Tàu vỏ thép của ngư dân Phú Quý neo tránh bão", ""),
    ("-sensitive", "Tàu container treo cờ Panama cập cảng Vĩnh Tân nhận hàng", ""),
    ("-sensitive", "Tàu khách neo gần đảo Phú Quý chờ hết gió", ""),
    ("+sensitive", "British backpacker found unconscious in Dalat hostel", ""),
    ("+sensitive", "Two Chinese engineers found dead in rented house", ""),
    ("+sensitive", "Body of missing German tourist found in ravine", ""),
    ("-sensitive", "Police found the wallet of a Dutch tourist and gave it back", ""),
    ("+sensitive", "Phát hiện thi thể người đàn ông trong rừng thông", ""),
    ("+sensitive", "Nam sinh lớp 9 tử vong do đuối nước ở hồ Tuyền Lâm", ""),
    ("+sensitive", "Sạt lở vùi hai mẹ con ở Lạc Dương, một người không qua khỏi", ""),
    ("+sensitive", "Khách Tây rơi thác Datanla gãy xương sườn", ""),
    ("+sensitive", "Hai khách Úc trượt ngã khi leo thác, một người chấn thương sọ não", ""),
    ("+sensitive", "Lô ớt xuất sang Hàn Quốc phải quay đầu", "Cơ quan kiểm dịch phát hiện dư lượng thuốc vượt mức."),
    ("+sensitive", "EU trả lại 200 tấn cà phê vì dư lượng thuốc", ""),
    ("+sensitive", "Phó chủ tịch xã cầm tiền của doanh nghiệp, bị tạm giam", ""),
    ("+sensitive", "Lam Dong official detained for taking bribes", ""),
    ("+sensitive", "French couple injured in scooter crash on Prenn Pass", ""),
    ("+sensitive", "Japan sends back shipment of Da Lat spinach", ""),
    ("+sensitive", "中国游客在大叻溺水身亡", ""),
    ("+sensitive", "달랏서 한국인 관광객 교통사고로 숨져", ""),
    ("+sensitive", "ダラットで日本人観光客が死亡", ""),
    ("-sensitive", "Chàng trai Nhật nuôi cá koi giữa Đà Lạt", ""),
    ("-sensitive", "Xuất khẩu cà phê sang EU tăng mạnh", ""),
    ("-sensitive", "大叻机场新增韩国航线", ""),
    ("+complaint", "Cư dân chung cư than trời vì thang máy hỏng ba tháng", ""),
    ("+complaint", "Người dân thôn 7 nhiều lần đề nghị sửa cầu nhưng không được hồi âm", ""),
    ("+complaint", "Phụ huynh phản đối khoản thu đầu năm, đề nghị làm rõ", ""),
    ("+complaint", "Bạn đọc hỏi: Bao giờ đường vào thôn 2 được sửa?", "Gần hai năm nay chúng tôi đi lại rất khổ."),
    ("+complaint", "Bụi mịt mù quanh mỏ đá, dân kêu trời", ""),
    ("+complaint", "Villagers demand action over noise from wind turbines", ""),
    ("+complaint", "Residents complain of foul smell from pig farm", ""),
    ("+complaint", "Households ask authorities to settle land papers after ten years of waiting", ""),
    ("-complaint", "Tiếp công dân định kỳ tháng 11 tại Lâm Đồng", ""),
    ("-complaint", "Bạn đọc viết: Cảm ơn những người giữ rừng", ""),
    ("-complaint", "Người dân đề nghị tặng danh hiệu cho nghệ nhân cồng chiêng", ""),
    ("-complaint", "Residents welcome new footbridge", ""),
)  # fmt: skip
MORE_MENTIONS = (
    ("lam-dong", True, "Ðức Trọng trồng thêm 500 ha cây ăn quả", "Tỉnh Lâm Ðồng hỗ trợ giống."),
    ("lam-dong", True, "Hồ chứa mới ở LâmĐồng tích nước", ""),
    ("lam-dong", True, "Đoàn công tác tỉnh Đ.Nông cũ bàn giao hồ sơ", ""),
    ("lam-dong", True, "B\u1eaf\u200bc qua Bảo\u00adLộc bằng đường đèo", "Đoàn xe dừng ở Đà\u00a0Lạt."),
    ("lam-dong", True, "TP.Đà Lạt sửa 12 tuyến đường", ""),
    ("lam-dong", True, "Da Lat's night market moves to a new street", "Vendors in Vietnam's highland city have a month to pack."),
    ("lam-dong", True, "Lam Dong’s coffee growers wait for rain", ""),
    ("lam-dong", True, "DALAT'S LAST STEAM ENGINE RUNS AGAIN", ""),
    ("lam-dong", True, "Visitors queue for Phan Thiet's dunes", "The coast of Lam Dong is busy."),
    ("lam-dong", True, "Travel: Da\u00a0Lat’s pine forests by bicycle", ""),
    ("lam-dong", False, "Dalat's Kitchen opens in Berlin", "The restaurant serves noodles."),
    ("lam-dong", True, "Khách sạn Hà Nội ở Đà Lạt đổi chủ", "Giao dịch hoàn tất tuần trước."),
    ("lam-dong", False, "Tắc đường Bảo Lộc, quận Tân Phú", "Sáng nay xe cộ nối dài trên tuyến đường của Thành phố Hồ Chí Minh."),
    ("lam-dong", False, "Trường tiểu học Lâm Đồng, Hải Dương đón bằng chuẩn quốc gia", ""),
    ("lam-dong", False, "Võ sĩ Nguyễn Bảo Lộc vô địch giải trẻ", "Giải diễn ra ở Huế."),
    ("lam-dong", False, "Phố Đà Lạt ở Hà Đông ngập sau mưa", "Người Hà Nội lội nước về nhà."),
    ("lam-dong", False, "Bảo Lộc Jewelry khai trương tại Cần Thơ", ""),
    ("lam-dong", False, "Cà phê mang tên Đà Lạt Phố ở Vinh", "Quán nằm trên đường Lê Lợi, thành phố Vinh."),
)  # fmt: skip
