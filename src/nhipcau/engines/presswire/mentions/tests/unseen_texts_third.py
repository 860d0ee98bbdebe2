"""A third set of texts of mention and flag, written before the reader was looked at; half kept aside by a hash of the title.

MENTIONS: is the article of the watched place?  Fields: profile, place (yes or no), title, body.
FLAGS: the flag that must stand (``+``) or must not (``-``), title, body.
"""

from __future__ import annotations

MENTIONS = (
    ("lam-dong", True, "Người dân Đạ Huoai thu hoạch sầu riêng sớm", "Vụ này giá ổn định."),
    ("lam-dong", False, "Đồng bằng sông Cửu Long bước vào mùa nước nổi", "Lâm nghiệp và đồng ruộng chịu ảnh hưởng, theo Chi cục Thủy lợi."),
    ("lam-dong", False, "Bác sĩ Lâm Đồng Khánh nhận giải thưởng ở Huế", "Ông công tác tại Bệnh viện Trung ương Huế."),
    ("lam-dong", False, "Không phải Đà Lạt, Măng Đen mới là nơi lạnh nhất tuần này", "Nhiệt độ ở Măng Đen, Quảng Ngãi xuống 9 độ C."),
    ("lam-dong", True, "Bình Thuận cũ: ngư dân trúng đậm cá cơm", "Cảng Phan Thiết nhộn nhịp từ sáng sớm."),
    ("lam-dong", True, "Tuyến cáp quang tới Phú Quý được nối lại", "Đặc khu có thể truy cập mạng tốc độ cao trở lại."),
    ("lam-dong", False, "Chợ Bảo Lộc ở thành phố Thái Nguyên sắp sửa chữa", ""),
    ("lam-dong", False, "Phố Phan Thiết, Hải Phòng cấm xe tải", "Lệnh cấm áp dụng từ tháng 12."),
    ("lam-dong", False, "Quán bánh ướt Đà Lạt ở Biên Hòa bị phạt vì không có giấy phép", "Quán nằm trên đường Đồng Khởi, tỉnh Đồng Nai."),
    ("lam-dong", True, "Mứt Đà Lạt vào siêu thị Hàn Quốc", "Doanh nghiệp ở phường Xuân Hương – Đà Lạt xuất lô đầu tiên."),
    ("lam-dong", True, "Tỉnh trưởng Tuyên Đức xưa và dinh thự bỏ hoang", "Dinh thự nằm trên đồi thông ở Đà Lạt, thuộc tỉnh Tuyên Đức trước 1975."),
    ("lam-dong", True, "Lang Biang: đường lên đỉnh mở lại sau mưa", "Ban quản lý vườn quốc gia Bidoup - Núi Bà thông báo."),
    ("lam-dong", False, "Đội bóng Đức Trọng FC thắng trận thứ ba ở giải phong trào Cần Thơ", "Đội gồm các cầu thủ ở quận Ninh Kiều cũ."),
    ("lam-dong", True, "Vietnam's Lam Dong to host bauxite forum", "Mines in Nhan Co and Bao Lam supply two refineries."),
    ("lam-dong", False, "Review: Dalat House, a Vietnamese bistro in Portland", "The owners serve pho and fresh rolls."),
    ("lam-dong", True, "달랏 야시장, 바가지요금 단속", "베트남 당국이 상인 40명을 적발했다."),
    ("lam-dong", True, "潘切海滩迎来俄罗斯游客", "越南林同省旅游部门表示，本季包机将增至每周十二班。"),
    ("lam-dong", False, "林同学在数学竞赛中获得金牌", "这名来自北京的高中生将代表中国参赛。"),
    ("lam-dong", True, "Đ.Lạt: Khách đông, phòng cháy", "Giá phòng tăng gấp đôi dịp cuối tuần."),
    ("lam-dong", False, "Đường Lâm đồng loạt sửa nhà cổ", "Làng cổ Đường Lâm, Sơn Tây, Hà Nội được cấp vốn tu bổ."),
    ("lam-dong", False, "Công nhân lâm trường đồng tình với phương án sắp xếp", "Lâm trường đóng tại Nghệ An."),
    ("lam-dong", True, "QL20 qua đèo Chuối sạt lở, xe khách quay đầu", "Cảnh sát giao thông Công an tỉnh Lâm Đồng phân luồng từ xa."),
    ("lam-dong", True, "Hồ Tà Đùng đón đoàn làm phim Pháp", "Đoàn quay ở Quảng Khê trong hai tuần."),
    ("lam-dong", False, "Nhà hàng Tà Đùng quận 7 khai trương", "Quán phục vụ món Tây Nguyên tại Thành phố Hồ Chí Minh."),
)  # fmt: skip

FLAGS = (
    ("+sensitive", "Giám đốc sở bị khởi tố vì vi phạm đấu thầu", ""),
    ("+sensitive", "Du khách Israel mất liên lạc khi đi rừng ở Lạc Dương", "Lực lượng chức năng tìm kiếm từ chiều qua."),
    ("+sensitive", "Hoa lan xuất sang Úc bị tiêu hủy vì mang mầm bệnh", ""),
    ("+sensitive", "Nga ngừng nhập chè từ ba doanh nghiệp Lâm Đồng", "Lý do là dư lượng hóa chất vượt ngưỡng."),
    ("+sensitive", "Tàu cá Bình Thuận bị nước ngoài bắt giữ cùng chín ngư dân", ""),
    ("+sensitive", "Ngộ độc ở tiệc cưới, hơn trăm người nhập viện", ""),
    ("+sensitive", "Chinese tourists hospitalised after Mui Ne jeep crash", ""),
    ("+sensitive", "Former vice chairman of Lam Dong jailed for graft", ""),
    ("+sensitive", "Biểu tình phản đối nhà máy xử lý rác, công an can thiệp", ""),
    ("+sensitive", "베트남 무이네서 한국인 2명 파도에 휩쓸려 실종", ""),
    ("+sensitive", "大叻发生山体滑坡致三人遇难", ""),
    ("-sensitive", "Bác sĩ cứu sống du khách Pháp đau tim ở Mũi Né", ""),
    ("-sensitive", "Diễn tập chữa cháy rừng ở Tuyền Lâm", "Hai trăm người tham gia, không có tình huống thật."),
    ("-sensitive", "Tàu kiểm ngư tặng cờ cho ngư dân Phú Quý", ""),
    ("-sensitive", "Vở kịch về vụ án cổ lên sân khấu Đà Lạt", "Nghệ sĩ kể chuyện một vị quan nhận hối lộ thời Nguyễn."),
    ("-sensitive", "Chết lặng trước vẻ đẹp mùa hoa mai anh đào", ""),
    ("-sensitive", "Korean firm to build cold storage in Duc Trong", ""),
    ("+complaint", "Mòn mỏi chờ tiền đền bù, dân Hàm Kiệm viết tâm thư gửi tỉnh", ""),
    ("+complaint", "Khách tố bị chặt chém ở chợ đêm, quản lý chợ chưa phản hồi", "Nhiều du khách đề nghị ngành chức năng vào cuộc."),
    ("+complaint", "Dân chặn xe chở quặng vì bụi, yêu cầu doanh nghiệp đối thoại", ""),
    ("-complaint", "Hội nghị đối thoại với doanh nghiệp FDI tại Lâm Đồng", "Các doanh nghiệp đánh giá cao môi trường đầu tư."),
    ("-complaint", "Đà Lạt lấy ý kiến người dân về đặt tên đường", ""),
    ("-complaint", "Bạn đọc gửi ảnh mùa dã quỳ", ""),
)  # fmt: skip

# Further texts of the kinds that failed, all of them tuned on.
MORE_MENTIONS = (
    ("lam-dong", False, "Không phải Lâm Đồng, Gia Lai mới dẫn đầu về chanh dây", "Gia Lai có hơn 5.000 ha chanh dây."),
    ("lam-dong", False, "Nơi ngắm mây đẹp nhất chẳng phải Đà Lạt", "Y Tý, Lào Cai đón hàng nghìn khách mỗi cuối tuần."),
    ("lam-dong", True, "Không phải ai cũng biết Đà Lạt có nhà ga cổ", "Ga nằm trên đường Quang Trung, Đà Lạt."),
    ("lam-dong", True, "Không chỉ Đà Lạt, Bảo Lộc cũng đón nhiều khách", ""),
)  # fmt: skip
MORE_FLAGS = (
    ("+sensitive", "Russian tourists hospitalized after seafood dinner in Phan Thiet", ""),
    ("+sensitive", "Korean visitor in intensive care after fall at Datanla waterfall", ""),
    ("-sensitive", "Korean hospital opens clinic in Da Lat", ""),
)  # fmt: skip
