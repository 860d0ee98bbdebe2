"""What the made-up agencies write in their reports besides what is filled in: some say the same, in other words or other figures."""

LEAD = (
    "Công tác thông tin đối ngoại 6 tháng đầu năm 2026 được các cơ quan, địa phương triển khai đúng kế hoạch,"
    " bám sát chỉ đạo của Tỉnh ủy và Ủy ban nhân dân tỉnh."
)
GOOD = (
    "Công tác thông tin đối ngoại được cấp ủy, lãnh đạo quan tâm chỉ đạo.",
    "Công tác thông tin đối ngoại được lãnh đạo, cấp ủy quan tâm chỉ đạo.",
    "Cán bộ đầu mối chủ động, phối hợp kịp thời với Sở Văn hóa, Thể thao và Du lịch.",
    "Đã quán triệt Kế hoạch đến toàn thể cán bộ, công chức.",
    "Nội dung tuyên truyền bám sát định hướng, đa dạng về hình thức.",
    "Phối hợp tốt với các cơ quan báo chí trong cung cấp thông tin.",
)
WEAK = (
    "Kinh phí bố trí cho công tác thông tin đối ngoại còn hạn chế.",
    "Sản phẩm bằng tiếng nước ngoài còn ít.",
    "Một số nhiệm vụ triển khai chậm so với kế hoạch.",
    "Cán bộ làm công tác thông tin đối ngoại còn kiêm nhiệm.",
    "Tin, bài bằng tiếng dân tộc thiểu số chưa thường xuyên.",
)
REASONS = (
    "Cán bộ kiêm nhiệm nhiều việc, trình độ ngoại ngữ không đồng đều.",
    "Kinh phí được giao muộn so với thời gian thực hiện.",
    "Sắp xếp tổ chức bộ máy nên phải bàn giao công việc giữa các cơ quan.",
)
PROPOSALS = (
    "Đề nghị Ủy ban nhân dân tỉnh bố trí kinh phí riêng cho công tác thông tin đối ngoại.",
    "Đề nghị Sở Văn hóa, Thể thao và Du lịch tổ chức tập huấn kỹ năng viết tin bằng tiếng Anh.",
    "Đề nghị Bộ Văn hóa, Thể thao và Du lịch cung cấp tài liệu tuyên truyền song ngữ.",
)
