"""Addresses of an office: its grid, its bundles, its letters."""

from django.urls import path

from reports.views import bundles, desk, letters, office_acts

PATTERNS = [
    path("cac-xa/", desk.desk, name="desk"),
    path("cac-xa/viec/", desk.desk_act, name="desk_act"),
    path("cac-xa/viec/<int:pk>/", office_acts.office_act, name="office_act"),
    path("cac-xa/tra-loi/", desk.desk_answer, name="desk_answer"),
    path("cac-xa/don-doc/", desk.desk_urge, name="desk_urge"),
    path("cac-xa/goi/", bundles.bundle_list, name="bundle_list"),
    path("cac-xa/goi/<int:pk>/", bundles.bundle_detail, name="bundle_detail"),
    path("cac-xa/goi/<int:pk>/tep/", bundles.bundle_file, name="bundle_file"),
    path("cac-xa/cong-van/", letters.letter_list, name="letter_list"),
    path("cac-xa/cong-van/soan/", letters.letter_start, name="letter_start"),
    path("cac-xa/cong-van/<int:pk>/", letters.letter_detail, name="letter_detail"),
    path("cac-xa/cong-van/<int:pk>/sua/", letters.letter_edit, name="letter_edit"),
    path("cac-xa/cong-van/<int:pk>/xoa/", letters.letter_delete, name="letter_delete"),
    path("cac-xa/cong-van/<int:pk>/tao-pdf/", letters.letter_order, name="letter_order"),
    path("cac-xa/cong-van/<int:pk>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("cac-xa/cong-van/<int:pk>/word/", letters.letter_docx, name="letter_docx"),
]
