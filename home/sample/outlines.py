"""An outline of the home-affairs office, which its communes may open their rounds with."""

from reports.actions.outlines import TemplateOutline, add_heading
from reports.actions.templates import copy_template, save_template
from reports.models import TemplateHeading
from reports.outlines.templates import default_templates

NAME = "Đề cương báo cáo của Sở Nội vụ"
HEADING = {
    "words": "Việc lấy ý kiến Nhân dân và giải trình của chính quyền",
    "level": 2,
    "hint": "Nêu việc đã đưa ra lấy ý kiến, số ý kiến nhận được, việc tiếp thu.",
    "writer": "",
    "takes": "",
    "figures": ["opinions", "opinions-answered"],
}  # fmt: skip


def make(receiver):
    """A copy of the shared outline that asks one thing more."""
    template = copy_template(default_templates()["dan-van"], owner=receiver.home_unit)
    save_template(template, version=template.version, fields={"name": NAME})
    template.refresh_from_db()
    outline = TemplateOutline(template, TemplateHeading.Scope.COMMUNE)
    last_of_results = [row for row in outline.rows() if row.level == 2][-1]
    add_heading(outline, version=template.version, values=HEADING, after=last_of_results.pk)
