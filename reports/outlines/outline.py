"""The outline the portal brings along, as data; a round is opened with a template and keeps its own copy of it.

`writer` names the function of `reports.writing.compile` that drafts the words; `figures` are codes of indicators whose
sums are put into words below it. A heading without words of its own or below it is left out of the printed report.
"""

from typing import NamedTuple


class Heading(NamedTuple):
    key: str
    level: int
    words: str
    writer: str = ""
    figures: tuple = ()
    # The key of the units' heading whose words are gathered here.
    takes: str = ""
    hint: str = ""


OUTLINE = (
    Heading("leadership", 1, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
    Heading(
        "leadership-documents",
        2,
        "Quán triệt, ban hành văn bản",
        "the_plan",
        ("documents", "conferences", "listeners"),
        hint="Văn bản của cấp trên đã quán triệt, văn bản của xã đã ban hành; danh mục để ở phụ lục.",
    ),
    Heading(
        "leadership-assignment",
        2,
        "Phân công phụ trách, kiện toàn Ban Chỉ đạo, bộ phận tham mưu",
        "the_assignment",
        hint="Ai phụ trách, bộ phận nào tham mưu; quyết định kiện toàn (nếu có).",
    ),
    Heading(
        "leadership-information",
        2,
        "Công tác tuyên truyền",
        figures=("news",),
        hint="Nội dung, hình thức, số buổi, lượt người.",
    ),
    Heading("results", 1, "KẾT QUẢ THỰC HIỆN"),
    Heading("results-plan", 2, "Thực hiện nhiệm vụ theo kế hoạch", "the_results", takes="result"),
    Heading(
        "results-people",
        2,
        "Thực hiện nhiệm vụ chính trị, phát triển kinh tế - xã hội, vận động Nhân dân",
        figures=("money", "workdays", "land"),
        hint="Chỉ tiêu kinh tế - xã hội, chương trình mục tiêu, giải phóng mặt bằng, Nhân dân đóng góp.",
    ),
    Heading(
        "results-reform",
        2,
        "Cải cách hành chính, chuyển đổi số, đạo đức công vụ",
        figures=("files", "files-in-time", "files-online"),
        hint="Thủ tục hành chính, dịch vụ công trực tuyến, kỷ luật, kỷ cương, thái độ phục vụ Nhân dân.",
    ),
    Heading(
        "results-dialogue",
        2,
        "Tiếp công dân, đối thoại, giải quyết kiến nghị của Nhân dân",
        figures=(
            "receptions",
            "petitions",
            "petitions-solved",
            "dialogues",
            "opinions",
            "opinions-answered",
        ),
        hint="Lịch tiếp công dân, đối thoại, kết quả giải quyết khiếu nại, tố cáo, kiến nghị, phản ánh.",
    ),
    Heading(
        "results-democracy",
        2,
        "Thực hiện dân chủ ở cơ sở",
        figures=("published", "meetings", "mediations", "mediations-won"),
        hint="Công khai; Nhân dân bàn, quyết định; tham gia ý kiến; kiểm tra, giám sát.",
    ),
    Heading(
        "results-models",
        2,
        "Phong trào thi đua “Dân vận khéo”",
        figures=("models", "models-recognised"),
        hint="Mô hình đăng ký mới, đang duy trì, được công nhận; cách làm hay cần nhân rộng.",
    ),
    Heading(
        "results-front",
        2,
        "Phối hợp với Mặt trận, đoàn thể; giám sát, phản biện xã hội",
        figures=("supervisions", "supervision-answers"),
        hint="Quy chế phối hợp, các cuộc giám sát, phản biện và việc trả lời kiến nghị.",
    ),
    Heading(
        "results-ethnic",
        2,
        "Công tác dân tộc, tôn giáo",
        hint="Nếu địa phương không có nội dung này thì để trống, mục sẽ không in ra.",
    ),
    Heading(
        "results-check",
        2,
        "Kiểm tra, tự chấm điểm",
        hint="Các cuộc kiểm tra, kết quả tự chấm điểm, xếp loại công tác dân vận chính quyền.",
    ),
    Heading("assessment", 1, "ĐÁNH GIÁ CHUNG"),
    Heading("assessment-strengths", 2, "Ưu điểm"),
    Heading("assessment-limits", 2, "Hạn chế, tồn tại", "the_difficulties", takes="difficulty"),
    Heading("assessment-causes", 2, "Nguyên nhân", hint="Nguyên nhân khách quan, chủ quan."),
    Heading("assessment-lessons", 2, "Bài học kinh nghiệm"),
    Heading("outlook", 1, "PHƯƠNG HƯỚNG, NHIỆM VỤ {time_ahead}", "the_outlook"),
    Heading("proposals", 1, "KIẾN NGHỊ, ĐỀ XUẤT", "the_gathered", takes="proposal"),
)

# What each unit is asked to write. `tasks` holds one line for each of its tasks, keyed "task:<pk>".
TASKS, RESULT, DIFFICULTY, PROPOSAL = "tasks", "result", "difficulty", "proposal"
PART_OUTLINE = (
    Heading(TASKS, 1, "Kết quả các nhiệm vụ được giao", "unit_tasks"),
    Heading(RESULT, 1, "Kết quả khác", hint="Việc đã làm ngoài các nhiệm vụ trên. Mỗi ý một dòng."),
    Heading(DIFFICULTY, 1, "Khó khăn, vướng mắc", hint="Ghi “Không” nếu không có."),
    Heading(PROPOSAL, 1, "Đề xuất, kiến nghị", hint="Ghi “Không” nếu không có."),
)
