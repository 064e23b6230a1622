from django.urls import path

from reports.views import outlines, report_outline, report_sections, template_headings

PATTERNS = [
    path("de-cuong/", outlines.outline_list, name="outline_list"),
    path("de-cuong/<int:pk>/", outlines.outline_detail, name="outline_detail"),
    path("de-cuong/<int:pk>/sao/", outlines.outline_copy, name="outline_copy"),
    path("de-cuong/<int:pk>/sua/", outlines.outline_edit, name="outline_edit"),
    path("de-cuong/<int:pk>/xoa/", outlines.outline_delete, name="outline_delete"),
    path("de-cuong/<int:pk>/dua-lai/", outlines.outline_restore, name="outline_restore"),
    path("de-cuong/<int:pk>/them-muc/", template_headings.heading_create, name="heading_create"),
    path("de-cuong/muc/<int:pk>/", template_headings.heading_edit, name="heading_edit"),
    path("de-cuong/muc/<int:pk>/chuyen/", template_headings.heading_move, name="heading_move"),
    path("de-cuong/muc/<int:pk>/bo/", template_headings.heading_remove, name="heading_remove"),
    path("cua-xa/<int:pk>/de-cuong/", report_outline.report_outline, name="report_outline"),
    path(
        "cua-xa/<int:pk>/de-cuong/dua-lai/",
        report_outline.report_outline_restore,
        name="report_outline_restore",
    ),
    path(
        "cua-xa/<int:pk>/de-cuong/lay-muc/",
        report_outline.report_outline_take,
        name="report_outline_take",
    ),
    path(
        "cua-xa/<int:pk>/de-cuong/hoi-them/",
        report_outline.report_outline_ask,
        name="report_outline_ask",
    ),
    path(
        "cua-xa/<int:pk>/de-cuong/thoi-hoi/",
        report_outline.report_outline_stop,
        name="report_outline_stop",
    ),
    path(
        "cua-xa/<int:pk>/de-cuong/giu-lai/",
        report_outline.report_outline_keep,
        name="report_outline_keep",
    ),
    path(
        "cua-xa/<int:pk>/de-cuong/them-muc/", report_sections.section_create, name="section_create"
    ),
    path("muc/<int:pk>/tieu-de/", report_sections.section_shape, name="section_shape"),
    path("muc/<int:pk>/chuyen/", report_sections.section_move, name="section_move"),
    path("muc/<int:pk>/bo/", report_sections.section_remove, name="section_remove"),
]
