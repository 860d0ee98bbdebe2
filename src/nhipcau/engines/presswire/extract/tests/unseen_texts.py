"""Texts of the made-up pages of ``unseen_pages.py``, one set a language."""

from __future__ import annotations

VI_TITLE = "Lâm Đồng thử nghiệm xe buýt điện nối ba phường trung tâm"
VI_SAPO = "Từ đầu tháng 11, mười hai xe buýt điện chạy thử trên tuyến dài 18 km, người dân đi miễn phí trong sáu tuần."
VI = (
    "Theo Sở Xây dựng, tuyến xe chạy từ 5 giờ 30 đến 21 giờ, cứ mười lăm phút có một chuyến, dừng ở hai mươi bốn trạm.",
    "Bà Ngô Thị Thu, tiểu thương ở chợ trung tâm, cho biết mỗi ngày tiết kiệm được khoảng bốn mươi nghìn đồng tiền xăng và gửi xe.",
    "Đơn vị vận hành lắp sáu trụ sạc nhanh ở bến đầu và bến cuối, mỗi lần sạc mất bốn mươi phút cho quãng đường 200 km.",
    "Tỉnh sẽ lấy ý kiến hành khách vào tháng 12 trước khi quyết định giá vé chính thức, dự kiến không quá mười nghìn đồng một lượt.",
    "Nếu kết quả tốt, hai tuyến nữa đi sân bay và khu công nghiệp sẽ được mở trong quý hai năm tới, Sở này cho hay.",
)
VI2_TITLE = "Nông dân Di Linh dựng kho lạnh chung để giữ giá bơ"
VI2 = (
    "Ba mươi hai hộ trồng bơ ở Di Linh vừa góp vốn xây kho lạnh 400 tấn, khởi công từ tháng 6 và hoàn thành trong tuần này.",
    "Ông K'Brếu, tổ trưởng tổ hợp tác, nói rằng vụ trước bơ chín rộ, thương lái ép giá xuống còn bảy nghìn đồng một ký.",
    "Nhờ kho lạnh, quả bơ giữ được thêm bốn tuần, đủ để chờ đơn hàng của hai siêu thị lớn ở Thành phố Hồ Chí Minh.",
    "Chi phí vận hành được chia theo lượng hàng gửi, trung bình mỗi ký tốn thêm năm trăm đồng, theo tính toán của tổ hợp tác.",
    "Huyện cũ hỗ trợ đường điện ba pha, còn ngân hàng cho vay một nửa số vốn với lãi suất ưu đãi trong năm năm.",
)
EN_TITLE = "Highland growers turn coffee husks into fuel for drying sheds"
EN = (
    "Farmers in three communes of Lam Dong have begun to press coffee husks into bricks that heat their drying sheds at night.",
    "The cooperative bought two presses with a loan from a provincial bank, and expects to repay it within four harvests.",
    "“We used to burn the husks by the road, and the whole village coughed for a month,” said Ka Hem, who keeps the accounts.",
    "Engineers from the agricultural university measured a third less smoke than from firewood and a steadier heat in the sheds.",
    "A second village will join after the rains, when the road to the upper fields is open again to lorries, the cooperative said.",
)
EN2_TITLE = "Flower auction house in Da Lat moves its clock online"
EN2 = (
    "The auction clock that has set the price of roses in Da Lat for nine years will run on a screen from Monday, its owners said.",
    "Buyers in Hanoi and Singapore will bid at the same second as those in the hall, which handles 60,000 stems on a good day.",
    "Growers fear that prices will swing more widely at first, but most of the forty members voted for the change in October.",
    "The house will keep the hall open for two seasons so that small florists without a connection can still buy by hand.",
    "Refrigerated lorries will leave twice a day instead of once, with the first at four in the morning, the manager added.",
)
ZH_TITLE = "越南林同省推广节水灌溉 农户用水减少三成"
ZH = (
    "越南林同省农业部门近日表示，全省已有四千公顷蔬菜和花卉采用滴灌技术，比去年同期增加近一倍。",
    "大叻市一家合作社负责人告诉记者，安装设备后每公顷用水量下降三成，肥料费用也节省了两成左右。",
    "当地政府为每户提供最高五千万越盾的贷款，利息由省财政补贴，期限为三年，农户可以分期偿还。",
    "专家认为，旱季越来越长，节水技术将成为高原农业的必要条件，而不再只是少数大企业的选择。",
)
JA_TITLE = "ベトナム・ラムドン省、高原野菜の対日輸出を拡大へ"
JA = (
    "ベトナム中部高原のラムドン省は、来年から日本向けの高原野菜の輸出量を現在の二倍に増やす計画を明らかにした。",
    "同省農業当局によると、ダラット周辺の二十の農家組合が日本の残留農薬基準に合わせた検査体制を整えたという。",
    "日本の商社の担当者は「輸送時間の短縮が課題だ」と述べ、リエンクオン空港からの貨物便の就航に期待を示した。",
    "当局は来月、東京で商談会を開き、レタスやパプリカなど八品目を紹介する予定で、三十社が参加を申し込んでいる。",
)
KO_TITLE = "달랏 직항편 증편… 베트남 람동성, 한국인 관광객 맞이 분주"
KO = (
    "베트남 람동성 달랏을 찾는 한국인 관광객이 늘면서 인천에서 출발하는 직항편이 다음 달부터 주 열네 편으로 늘어난다.",
    "람동성 관광 당국은 올해 들어 열 달 동안 한국인 방문객이 사십만 명을 넘어섰다고 밝혔다. 지난해보다 이십 퍼센트 많다.",
    "현지 호텔들은 한국어 안내원을 새로 뽑고 아침 식사에 한식을 더하는 등 손님맞이 준비에 바쁘다고 관계자가 전했다.",
    "당국은 또 야시장 주변의 바가지요금을 막기 위해 가격표 게시를 의무화하고 신고 전화를 하루 종일 운영하기로 했다.",
)
KM_TITLE = "ខេត្តមណ្ឌលគិរី និងខេត្តឡាំដុង ពង្រឹងកិច្ចសហការទេសចរណ៍"
KM = (
    "អាជ្ញាធរខេត្តមណ្ឌលគិរី និងខេត្តឡាំដុង ប្រទេសវៀតណាម បានជួបប្រជុំគ្នា ដើម្បីពិភាក្សាអំពីកិច្ចសហប្រតិបត្តិការទេសចរណ៍ឆ្លងដែន។",
    "ភាគីទាំងពីរបានឯកភាពបើកដំណើរទេសចរណ៍រថយន្តក្រុង ចំនួនពីរជើងក្នុងមួយសប្តាហ៍ ចាប់ពីដើមឆ្នាំក្រោយតទៅ។",
    "លោកអភិបាលខេត្តបានមានប្រសាសន៍ថា ផ្លូវថ្មីនឹងជួយប្រជាជនតាមព្រំដែនលក់កសិផល និងទទួលភ្ញៀវបានច្រើនជាងមុន។",
    "ក្រុមការងាររួមនឹងជួបគ្នាម្តងទៀតនៅខែមករា ដើម្បីកំណត់តម្លៃសំបុត្រ និងលក្ខខណ្ឌសុវត្ថិភាពសម្រាប់អ្នកដំណើរ។",
)
