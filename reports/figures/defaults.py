"""What communes are nearly always asked, as data; an office may keep a set of its own, and each year another."""

COUNT, DECIMAL = "count", "decimal"
# code, label, unit of measure, group, type
INDICATORS = (
    ("documents", "Văn bản về dân vận đã ban hành", "văn bản", "Văn bản, tuyên truyền", COUNT),
    ("conferences", "Hội nghị quán triệt, tuyên truyền", "cuộc", "Văn bản, tuyên truyền", COUNT),
    ("listeners", "Lượt người dự hội nghị", "lượt người", "Văn bản, tuyên truyền", COUNT),
    ("news", "Tin, bài, buổi phát thanh", "tin, bài", "Văn bản, tuyên truyền", COUNT),
    ("receptions", "Lượt tiếp công dân", "lượt", "Tiếp công dân, đối thoại", COUNT),
    ("petitions", "Đơn thư tiếp nhận", "đơn", "Tiếp công dân, đối thoại", COUNT),
    ("petitions-solved", "Đơn thư đã giải quyết", "đơn", "Tiếp công dân, đối thoại", COUNT),
    ("dialogues", "Hội nghị đối thoại với Nhân dân", "cuộc", "Tiếp công dân, đối thoại", COUNT),
    ("opinions", "Ý kiến, kiến nghị tiếp nhận", "ý kiến", "Tiếp công dân, đối thoại", COUNT),
    (
        "opinions-answered",
        "Ý kiến, kiến nghị đã trả lời",
        "ý kiến",
        "Tiếp công dân, đối thoại",
        COUNT,
    ),
    ("files", "Hồ sơ thủ tục hành chính tiếp nhận", "hồ sơ", "Cải cách hành chính", COUNT),
    (
        "files-in-time",
        "Hồ sơ giải quyết đúng hạn, trước hạn",
        "hồ sơ",
        "Cải cách hành chính",
        COUNT,
    ),
    ("files-online", "Hồ sơ nộp trực tuyến", "hồ sơ", "Cải cách hành chính", COUNT),
    ("published", "Nội dung công khai để Nhân dân biết", "nội dung", "Dân chủ ở cơ sở", COUNT),
    ("meetings", "Cuộc họp thôn, tổ dân phố", "cuộc", "Dân chủ ở cơ sở", COUNT),
    ("mediations", "Vụ việc hòa giải", "vụ", "Dân chủ ở cơ sở", COUNT),
    ("mediations-won", "Vụ việc hòa giải thành", "vụ", "Dân chủ ở cơ sở", COUNT),
    ("models", "Mô hình “Dân vận khéo” đăng ký", "mô hình", "Dân vận khéo", COUNT),
    (
        "models-recognised",
        "Mô hình “Dân vận khéo” được công nhận",
        "mô hình",
        "Dân vận khéo",
        COUNT,
    ),
    ("money", "Kinh phí vận động Nhân dân đóng góp", "triệu đồng", "Vận động Nhân dân", DECIMAL),
    ("workdays", "Ngày công Nhân dân đóng góp", "ngày công", "Vận động Nhân dân", DECIMAL),
    ("land", "Diện tích đất Nhân dân hiến", "m2", "Vận động Nhân dân", DECIMAL),
    ("supervisions", "Cuộc giám sát của Mặt trận, đoàn thể", "cuộc", "Giám sát, phản biện", COUNT),
    (
        "supervision-answers",
        "Kiến nghị sau giám sát đã trả lời",
        "kiến nghị",
        "Giám sát, phản biện",
        COUNT,
    ),
)
# left, comparison, right: what is only pointed out, for a matter taken over from last year may be settled this year
CHECKS = (
    ("[petitions-solved]", "<=", "[petitions]"),
    ("[opinions-answered]", "<=", "[opinions]"),
    ("[files-in-time]", "<=", "[files]"),
    ("[files-online]", "<=", "[files]"),
    ("[mediations-won]", "<=", "[mediations]"),
    ("[models-recognised]", "<=", "[models]"),
)
