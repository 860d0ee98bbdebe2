"""A fourth set of texts of mention and flag, three of a kind, written before the reader was looked at; half kept aside by
a hash of the title.  Fields as in the third set; the profile is a file of ours or a province's name.
"""

from __future__ import annotations

MENTIONS = (
    # Odd letters: Eth, spaces of no width, words run together, short forms.
    ("lam-dong", True, "\u00d0à Lạt: phố đi bộ mở thêm một đoạn", "Ðoạn mới dài 200 m, theo UBND phường."),
    ("lam-dong", True, "Lâm\u200bĐồng giao ban báo chí tháng 11", ""),
    ("lam-dong", True, "T.Lâm Đồng: ĐứcTrọng và ĐơnDương trồng thêm ớt chuông", ""),
    # Streets, squares and wards of other towns.
    ("lam-dong", False, "Ngập nặng ở ngã tư Đà Lạt - Lạc Long Quân", "Nước dâng nửa bánh xe, quận Tân Phú cũ, Thành phố Hồ Chí Minh."),
    ("lam-dong", False, "Cháy kho vải số 45 Lâm Đồng, Đà Nẵng", "Đường Lâm Đồng, phường Hòa Cường, bị phong tỏa hai giờ."),
    ("lam-dong", True, "Đường Phan Đình Phùng ở Đà Lạt thành phố sách", ""),
    # Companies and brands.
    ("lam-dong", False, "Cổ phiếu Thủy điện Đa Nhim tăng trần phiên thứ ba", "Sàn TP.HCM khớp lệnh 2 triệu đơn vị."),
    ("lam-dong", True, "Vang Đà Lạt giới thiệu dòng rượu mới tại hội chợ Cần Thơ", "Gian hàng của hãng đông khách trẻ."),
    ("lam-dong", True, "Nhà máy của Vang Đà Lạt ở phường Lâm Viên xả thải vượt ngưỡng", ""),
    # Schools, hospitals, clubs elsewhere or here.
    ("lam-dong", False, "Trường tiểu học Bảo Lâm (Lạng Sơn) đón học sinh trở lại", "Trường nằm ở xã biên giới, tỉnh Lạng Sơn."),
    ("lam-dong", True, "Sinh viên Trường Đại học Đà Lạt chế máy sấy dâu", ""),
    ("lam-dong", False, "CLB bóng bàn Đạ Tẻh của người Việt ở Sydney thắng giải", "Câu lạc bộ do những người xa quê lập năm 2019."),
    # Persons.
    ("lam-dong", False, "Ca sĩ Đà Lạt Trần ra MV mới quay tại Seoul", "Nghệ danh của cô gái quê Nam Định."),
    ("lam-dong", False, "Ông Phan Thiết Hùng làm Chủ tịch Hội Cựu chiến binh tỉnh Nghệ An", ""),
    ("lam-dong", True, "Cụ bà K'Ho 98 tuổi ở Đam Rông còn dệt vải", ""),
    # Negation and comparison.
    ("lam-dong", True, "Như Đà Lạt của những năm 90: một góc Trại Mát còn nguyên", "Con dốc nằm ở phường Xuân Trường - Đà Lạt."),
    # Merged provinces and new wards, reservoirs, passes, parks, airports, roads.
    ("lam-dong", True, "Sân bay Phan Thiết gấp rút hoàn thiện đường băng", ""),
    ("lam-dong", True, "Thủy điện Đại Ninh xả lũ, Bắc Bình sơ tán dân", ""),
    ("lam-dong", True, "Voi về gần khu dân cư ở vườn quốc gia Cát Tiên, xã Cát Tiên 2", ""),
    # Other languages.
    ("lam-dong", True, "Вьетнам: в Далате открылся фестиваль цветов", "Провинция Ламдонг ждёт туристов из России."),
    ("lam-dong", True, "Tourismus in Mui Ne: Kitesurfer kehren zurück", "Die Strände der Provinz Lam Dong füllen sich."),
    ("lam-dong", False, "Dalat Hotel in Paris wird zum Theater", "Das Haus im Marais war lange geschlossen."),
    # Only a place in passing, or in a list of places of the country.
    ("lam-dong", False, "Dự báo thời tiết: Bắc Bộ rét đậm", "Hà Nội 12 độ, Hải Phòng 13 độ, Huế 17 độ, Đà Nẵng 20 độ, Cần Thơ 26 độ."),
    ("lam-dong", True, "Mưa lớn cục bộ từ Đà Nẵng đến Lâm Đồng", "Đề phòng lũ quét ở vùng núi Lâm Đồng."),
    ("lam-dong", True, "Bắt nghi phạm trốn nã từ Đắk Mil sang Campuchia", ""),
    # Other provinces, with names that are common words.
    ("Quảng Ninh", True, "Hạ Long cấm tàu du lịch vì gió mạnh", ""),
    ("Quảng Ninh", False, "Xã Quảng Ninh (Thanh Hóa) có bến xe mới", "Bến xe rộng 2 ha bên quốc lộ 1."),
    ("Cần Thơ", False, "Việc ấy cần thơ mộng hơn một chút", "Bài tản văn về cách viết thơ tình."),
    ("An Giang", True, "Phú Quốc đón chuyến bay thẳng từ Bishkek", ""),
    ("Huế", False, "Bánh bèo Huế cô Ba khai trương ở Đà Nẵng", "Quán nằm trên đường Trần Phú, Đà Nẵng."),
    ("Đồng Nai", True, "Long Thành đón chuyến bay kiểm tra đầu tiên", "Cảng hàng không quốc tế Long Thành ở Đồng Nai hoàn tất đường cất hạ cánh."),
)  # fmt: skip

FLAGS = (
    # Deaths.
    ("+sensitive", "Tìm thấy thi thể hai học sinh dưới hồ Tuyền Lâm", ""),
    ("+sensitive", "Nổ lò hơi ở Đức Trọng, một người không qua khỏi", ""),
    ("-sensitive", "Nhà thơ qua đời ở tuổi 96 được đặt tên đường ở Đà Lạt", "Lễ gắn biển diễn ra sáng nay."),
    # Accidents with foreigners.
    ("+sensitive", "Nữ du khách Anh bị lạc trên núi Lang Biang hai ngày", ""),
    ("+sensitive", "Xe điện chở khách Nga lật ở Mũi Né", "Ba người xây xát."),
    ("-sensitive", "Đội cứu hộ bãi biển Mũi Né học tiếng Nga, tiếng Hàn", ""),
    # Returned exports.
    ("+sensitive", "EU cảnh báo lô hạt tiêu từ Đắk Nông chứa chất cấm", ""),
    ("+sensitive", "Ba container thanh long bị Trung Quốc từ chối thông quan", ""),
    ("-sensitive", "Sầu riêng Đạ Huoai được cấp thêm mã số vùng trồng", ""),
    # Bribery and discipline of officials.
    ("+sensitive", "Cựu chủ tịch huyện hầu tòa vì nhận hai tỷ đồng của doanh nghiệp", ""),
    ("+sensitive", "Kỷ luật khai trừ Đảng nguyên giám đốc sở", ""),
    ("-sensitive", "Tập huấn phòng, chống tham nhũng cho cán bộ xã", ""),
    # Foreign vessels, sovereignty.
    ("+sensitive", "Tàu hải cảnh nước ngoài đẩy đuổi ngư dân Lâm Đồng gần Trường Sa", ""),
    ("+sensitive", "Chinese survey ship shadows fishing boats off Phan Thiet", ""),
    ("-sensitive", "Ngư dân La Gi được tặng tủ thuốc trước chuyến biển xa", ""),
    # Drugs, human traffic, religion, land, crowds.
    ("+sensitive", "Lừa bán lao động sang Campuchia, ba người ở Đắk Mil bị khởi tố", ""),
    ("+sensitive", "Hàng trăm người tụ tập trước trụ sở xã đòi đất", ""),
    ("-sensitive", "Hàng trăm người tụ tập xem đua thuyền trên hồ Xuân Hương", ""),
    # Food and health.
    ("+sensitive", "40 học sinh đau bụng, nôn ói sau bữa trưa ở trường", ""),
    ("+sensitive", "Korean tourists fall ill after eating at Da Lat night market", ""),
    ("-sensitive", "Kiểm tra an toàn thực phẩm trước mùa lễ hội, mọi mẫu đều đạt", ""),
    # Other languages.
    ("+sensitive", "越南林同省前官员因受贿被判十二年", ""),
    ("+sensitive", "В Муйне утонул российский турист", ""),
    ("-sensitive", "달랏 꽃축제 개막, 한국 관광객 북적", ""),
    # Complaints: must be settled.
    ("+complaint", "Hai mươi hộ dân sống cạnh bãi rác kêu cứu", ""),
    ("+complaint", "Phản ánh về việc thu phí giữ xe quá quy định ở thác Datanla", ""),
    ("+complaint", "Đường vào thôn lầy lội, dân nhiều lần kiến nghị chưa được giải quyết", ""),
    # Complaints: none.
    ("-complaint", "Giải quyết xong kiến nghị của cử tri về đường thôn 5", ""),
    ("-complaint", "Người dân đề nghị nhân rộng mô hình camera an ninh", ""),
    ("-complaint", "Cách gửi phản ánh hiện trường trên ứng dụng của tỉnh", ""),
    # Other kinds.
    ("+sensitive", "Voi rừng quật chết người làm rẫy ở Đắk Lắk", ""),
    ("+sensitive", "Sạt lở vùi lấp nhà dân trong đêm, cứu được một cháu bé", ""),
    ("-sensitive", "Phim về thảm họa sạt lở đoạt giải ở Busan", ""),
    ("-sensitive", "Chết cười với tiểu phẩm của học sinh Di Linh", ""),
    ("+sensitive", "Giả danh công an lừa đảo du khách Đài Loan 300 triệu đồng", ""),
    ("-sensitive", "Chủ tịch tỉnh tiếp Đại sứ Hà Lan, bàn hợp tác trồng hoa", ""),
)  # fmt: skip

# Further texts of the kinds that failed, written before the words were changed, all of them tuned on.
MORE_MENTIONS = (
    ("lam-dong", False, "Xe tải lật ở ngã ba Phan Thiết - Võ Thị Sáu", "Vụ việc tại quận 3 cũ, TP.HCM không gây thương vong."),
    ("lam-dong", False, "Giao lộ Bảo Lộc - Trường Chinh lắp đèn tín hiệu", "Đà Nẵng chi ba tỷ đồng cho nút giao."),
    ("lam-dong", True, "Xe khách Nha Trang - Đà Lạt dừng chạy vì mưa lũ", ""),
    ("lam-dong", True, "Ngã ba Bảo Lộc - Đạ Tẻh thành điểm đen tai nạn", "Nút giao nằm trên quốc lộ 20, tỉnh Lâm Đồng."),
    ("Huế", False, "Tiệm bún bò Huế bà Tư mở cửa hàng ở Hải Phòng", ""),
    ("Quảng Ninh", True, "Chả mực Hạ Long lên sàn thương mại điện tử", "Các hộ ở chợ Hạ Long 1 nhận đơn từ nhiều tỉnh."),
    ("lam-dong", False, "Bánh căn Phan Thiết dì Năm khai trương tại Vũng Tàu", "Quán mở trên đường Thùy Vân, Vũng Tàu."),
    ("lam-dong", True, "Thủy điện Hàm Thuận - Đa Mi thả phao cảnh báo", ""),
    ("lam-dong", True, "Cao tốc Vĩnh Hảo - Phan Thiết thêm trạm dừng nghỉ", ""),
    ("lam-dong", True, "Hồ Đại Ninh cạn trơ đáy", ""),
    ("lam-dong", True, "Đường ven biển Hòa Thắng đẹp nhất mùa này", "Xã Hòa Thắng, Lâm Đồng đón nhiều đoàn phượt."),
    ("Cần Thơ", True, "Chợ nổi Cái Răng vắng ghe", ""),
    ("An Giang", True, "Khách Nga trở lại Phú Quốc", ""),
    ("Đồng Nai", True, "Kẹt xe ở ngã tư Vũng Tàu, Biên Hòa", "Công an Đồng Nai phân luồng từ sáng."),
    ("Huế", True, "Lăng Cô đón du thuyền", ""),
)  # fmt: skip
MORE_FLAGS = (
    ("+sensitive", "Phát hiện thi thể người đàn ông trôi trên sông Đồng Nai", ""),
    ("+sensitive", "Tìm thấy thi thể nạn nhân cuối cùng vụ lật thuyền", ""),
    ("-sensitive", "Tìm thấy cháu bé đi lạc sau hai giờ", ""),
    ("-sensitive", "Nữ văn sĩ qua đời, để lại mười tập thơ về Đà Lạt", ""),
    ("+sensitive", "Nam du khách Pháp lạc trong rừng Bidoup, điện thoại hết pin", ""),
    ("+sensitive", "Hai khách Đức lạc đường trên núi, lực lượng cứu hộ xuyên đêm", ""),
    ("-sensitive", "Du khách Anh lạc vào phiên chợ bản, thích thú chụp ảnh", ""),
    ("+sensitive", "Nguyên giám đốc bệnh viện lĩnh 8 năm tù vì nâng khống giá thiết bị", ""),
    ("+sensitive", "Xét xử cựu chủ tịch xã bán đất công", ""),
    ("+sensitive", "Đề nghị khai trừ Đảng phó giám đốc sở", ""),
    ("-sensitive", "Chủ tịch xã nhận hai bằng khen của tỉnh", ""),
    ("+sensitive", "Hơn 60 công nhân nôn ói, chóng mặt sau bữa ăn ca", ""),
    ("+sensitive", "Cả gia đình tiêu chảy, nhập viện sau khi ăn nấm lạ", ""),
    ("+sensitive", "Tourists vomit after dinner at Mui Ne resort", ""),
    ("+sensitive", "Dozens of Korean visitors sick after buffet in Da Lat", ""),
    ("-sensitive", "Cười chảy nước mắt với đội kịch học sinh", ""),
    ("-sensitive", "Ngon chết đi được: quán ốc vỉa hè Phan Thiết", ""),
    ("-sensitive", "Đẹp chết người: đèo Mimosa mùa sương", ""),
    ("+sensitive", "Ba lao động bị lừa sang Campuchia được chuộc về", ""),
    ("+sensitive", "Lừa bán thiếu nữ sang Trung Quốc, cặp vợ chồng lĩnh án", ""),
    ("+sensitive", "Đường dây đưa người vượt biên trái phép qua cửa khẩu Bu Prăng bị phá", ""),
    ("-sensitive", "Tập huấn nhận biết bẫy việc nhẹ lương cao cho thanh niên", ""),
    ("+sensitive", "Nhật Bản cảnh báo ớt chuông Lâm Đồng tồn dư thuốc bảo vệ thực vật", ""),
    ("+sensitive", "Đài Loan tiêu hủy hai lô chanh dây từ Gia Nghĩa", ""),
    ("-sensitive", "Hàn Quốc mở cửa cho bưởi Việt Nam", ""),
    ("+complaint", "Mười hộ dân ở xóm lò gạch kêu cứu vì khói bụi", ""),
    ("+complaint", "Dân xã Quảng Khê kêu cứu vì cầu treo sắp sập", ""),
    ("+complaint", "Bãi rác bốc mùi, dân sống không yên", ""),
    ("-complaint", "Mô hình tổ tự quản giúp dân bớt kêu ca chuyện rác", ""),
    ("-complaint", "Trả lời kiến nghị của cử tri xã Nam Dong", ""),
    ("-complaint", "Ra mắt tổng đài tiếp nhận phản ánh của người dân", ""),
)  # fmt: skip
