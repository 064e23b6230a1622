"""The second outline the portal brings along: thực hiện dân chủ ở cơ sở, by the chapters of its law.

The articles are those of Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15; hương ước, quy ước: NĐ 61/2023/NĐ-CP.
"""

from reports.outlines.outline import DIFFICULTY, PROPOSAL, RESULT, TASKS, Heading

TOPIC = "thực hiện dân chủ ở cơ sở"

OUTLINE = (
    Heading("leadership", 1, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
    Heading(
        "leadership-documents",
        2,
        "Quán triệt, ban hành văn bản",
        "the_plan",
        ("documents", "conferences", "listeners"),
        hint="Việc quán triệt Luật Thực hiện dân chủ ở cơ sở; văn bản của xã đã ban hành.",
    ),
    Heading(
        "leadership-assignment",
        2,
        "Phân công phụ trách, kiện toàn Ban Chỉ đạo thực hiện dân chủ ở cơ sở",
        "the_assignment",
    ),
    Heading("leadership-information", 2, "Tuyên truyền, phổ biến pháp luật", figures=("news",)),
    Heading(
        "results",
        1,
        "KẾT QUẢ THỰC HIỆN DÂN CHỦ Ở CẤP XÃ",
        hint="Chương II của Luật, Điều 11 đến Điều 45.",
    ),
    Heading("results-plan", 2, "Thực hiện nhiệm vụ theo kế hoạch", "the_results", takes=RESULT),
    Heading(
        "results-publicity",
        2,
        "Công khai thông tin ở cấp xã",
        "the_gathered",
        ("published",),
        takes="publicity",
        hint="Điều 11 đến Điều 14: nội dung, hình thức, thời điểm công khai.",
    ),
    Heading(
        "results-decision",
        2,
        "Nhân dân bàn và quyết định",
        "the_gathered",
        ("meetings",),
        takes="decision",
        hint="Điều 15 đến Điều 24: nội dung, hình thức, kết quả biểu quyết của cộng đồng dân cư.",
    ),
    Heading(
        "results-opinion",
        2,
        "Nhân dân tham gia ý kiến",
        "the_gathered",
        ("dialogues", "opinions", "opinions-answered"),
        takes="opinion",
        hint="Điều 25 đến Điều 29: nội dung lấy ý kiến, đối thoại, việc tiếp thu, giải trình.",
    ),
    Heading(
        "results-oversight",
        2,
        "Nhân dân kiểm tra, giám sát",
        "the_gathered",
        ("receptions", "petitions", "petitions-solved", "supervisions", "supervision-answers"),
        takes="oversight",
        hint="Điều 30 đến Điều 35: việc kiểm tra, giám sát và xử lý kiến nghị, phản ánh.",
    ),
    Heading(
        "results-inspection",
        2,
        "Hoạt động của Ban Thanh tra nhân dân",
        hint="Điều 36 đến Điều 40: tổ chức, các cuộc giám sát, xác minh, kiến nghị.",
    ),
    Heading(
        "results-investment",
        2,
        "Hoạt động của Ban Giám sát đầu tư của cộng đồng",
        hint="Điều 41 đến Điều 45: công trình, dự án được giám sát, kiến nghị.",
    ),
    Heading(
        "results-conventions",
        2,
        "Hương ước, quy ước; hòa giải ở cơ sở",
        figures=("mediations", "mediations-won"),
        hint="NĐ 61/2023/NĐ-CP: số được công nhận, sửa đổi, thay thế, bị bãi bỏ; khó khăn khi thực hiện.",
    ),
    Heading(
        "bodies",
        1,
        "KẾT QUẢ THỰC HIỆN DÂN CHỦ TRONG CƠ QUAN, ĐƠN VỊ",
        hint="Chương III của Luật, Điều 46 đến Điều 63: công khai, hội nghị cán bộ, công chức, quy chế.",
    ),
    Heading(
        "enterprises",
        1,
        "KẾT QUẢ THỰC HIỆN DÂN CHỦ Ở DOANH NGHIỆP",
        hint="Chương IV của Luật, Điều 64 đến Điều 82. Không có doanh nghiệp nhà nước thì để trống.",
    ),
    Heading("assessment", 1, "ĐÁNH GIÁ CHUNG"),
    Heading("assessment-strengths", 2, "Ưu điểm"),
    Heading("assessment-limits", 2, "Hạn chế, tồn tại", "the_difficulties", takes=DIFFICULTY),
    Heading("assessment-causes", 2, "Nguyên nhân", hint="Nguyên nhân khách quan, chủ quan."),
    Heading("assessment-lessons", 2, "Bài học kinh nghiệm"),
    Heading("outlook", 1, "PHƯƠNG HƯỚNG, NHIỆM VỤ {time_ahead}", "the_outlook"),
    Heading("proposals", 1, "KIẾN NGHỊ, ĐỀ XUẤT", "the_gathered", takes=PROPOSAL),
)

PART_OUTLINE = (
    Heading(TASKS, 1, "Kết quả các nhiệm vụ được giao", "unit_tasks"),
    Heading("publicity", 1, "Nội dung đã công khai", hint="Công khai việc gì, ở đâu, khi nào."),
    Heading(
        "decision",
        1,
        "Việc Nhân dân bàn, quyết định",
        hint="Mỗi việc một dòng: nội dung, số hộ dự, kết quả biểu quyết.",
    ),
    Heading("opinion", 1, "Việc Nhân dân tham gia ý kiến", hint="Lấy ý kiến về việc gì, kết quả."),
    Heading("oversight", 1, "Việc Nhân dân kiểm tra, giám sát", hint="Ghi “Không” nếu không có."),
    Heading(
        RESULT,
        1,
        "Kết quả khác",
        hint="Dân chủ trong nội bộ đơn vị, hương ước, quy ước, hòa giải. Mỗi ý một dòng.",
    ),
    Heading(DIFFICULTY, 1, "Khó khăn, vướng mắc", hint="Ghi “Không” nếu không có."),
    Heading(PROPOSAL, 1, "Đề xuất, kiến nghị", hint="Ghi “Không” nếu không có."),
)
