"""The outline of a commune's report on công tác dân vận chính quyền, as data.

`writer` names the function of `reports.compile` that drafts the words; `figures` are codes of indicators whose sums
are put into words below it. A heading without words of its own or below it is left out of the printed report.
"""

from typing import NamedTuple


class Heading(NamedTuple):
    key: str
    level: int
    words: str
    writer: str = ""
    figures: tuple = ()


OUTLINE = (
    Heading("leadership", 1, "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
    Heading(
        "leadership-documents",
        2,
        "Quán triệt, ban hành văn bản",
        "the_plan",
        ("documents", "conferences", "listeners"),
    ),
    Heading("leadership-assignment", 2, "Phân công thực hiện", "the_assignment"),
    Heading("leadership-information", 2, "Công tác tuyên truyền", figures=("news",)),
    Heading("results", 1, "KẾT QUẢ THỰC HIỆN"),
    Heading("results-plan", 2, "Thực hiện nhiệm vụ theo kế hoạch", "the_results"),
    Heading(
        "results-people",
        2,
        "Thực hiện nhiệm vụ chính trị, phát triển kinh tế - xã hội, vận động Nhân dân",
        figures=("money", "workdays", "land"),
    ),
    Heading(
        "results-reform",
        2,
        "Cải cách hành chính, chuyển đổi số, đạo đức công vụ",
        figures=("files", "files-in-time", "files-online"),
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
    ),
    Heading(
        "results-democracy",
        2,
        "Thực hiện dân chủ ở cơ sở",
        figures=("published", "meetings", "mediations", "mediations-won"),
    ),
    Heading(
        "results-models",
        2,
        "Phong trào thi đua “Dân vận khéo”",
        figures=("models", "models-recognised"),
    ),
    Heading(
        "results-front",
        2,
        "Phối hợp với Mặt trận, đoàn thể; giám sát, phản biện xã hội",
        figures=("supervisions", "supervision-answers"),
    ),
    Heading("results-ethnic", 2, "Công tác dân tộc, tôn giáo"),
    Heading("results-check", 2, "Kiểm tra, tự chấm điểm"),
    Heading("assessment", 1, "ĐÁNH GIÁ CHUNG"),
    Heading("assessment-strengths", 2, "Ưu điểm"),
    Heading("assessment-limits", 2, "Hạn chế, tồn tại", "the_difficulties"),
    Heading("assessment-causes", 2, "Nguyên nhân"),
    Heading("assessment-lessons", 2, "Bài học kinh nghiệm"),
    Heading("outlook", 1, "PHƯƠNG HƯỚNG, NHIỆM VỤ {time_ahead}", "the_outlook"),
    Heading("proposals", 1, "KIẾN NGHỊ, ĐỀ XUẤT", "the_proposals"),
)

# What each unit is asked to write.
RESULT, DIFFICULTY, PROPOSAL = "result", "difficulty", "proposal"
PART_OUTLINE = (
    Heading(RESULT, 1, "Kết quả thực hiện"),
    Heading(DIFFICULTY, 1, "Khó khăn, vướng mắc"),
    Heading(PROPOSAL, 1, "Đề xuất, kiến nghị"),
)
