from django.urls import path

from reports.views import commune, desk, editing, parts, rounds, submissions

app_name = "reports"
urlpatterns = [
    path("", rounds.round_list, name="round_list"),
    path("mo-dot/", rounds.round_create, name="round_create"),
    path("dot/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("dot/<int:pk>/sua/", rounds.round_edit, name="round_edit"),
    path("dot/<int:pk>/don-doc/", rounds.round_urge, name="round_urge"),
    path("phan/<int:pk>/", parts.part_detail, name="part_detail"),
    path("phan/<int:pk>/lich-su/", parts.part_history, name="part_history"),
    path("phan/<int:pk>/soan/", parts.part_edit, name="part_edit"),
    path("phan/<int:pk>/buoc/", parts.part_move, name="part_move"),
    path("cua-xa/<int:pk>/", commune.report_detail, name="report_detail"),
    path("cua-xa/<int:pk>/lich-su/", commune.report_history, name="report_history"),
    path("cua-xa/<int:pk>/tong-hop/", commune.report_compile, name="report_compile"),
    path("cua-xa/<int:pk>/the-thuc/", editing.report_edit, name="report_edit"),
    path("cua-xa/<int:pk>/so-lieu/", editing.report_figures, name="report_figures"),
    path("cua-xa/<int:pk>/buoc/", commune.report_move, name="report_move"),
    path("cua-xa/<int:pk>/ban-hanh/", commune.report_issue, name="report_issue"),
    path("cua-xa/<int:pk>/tao-pdf/", commune.report_preview, name="report_preview"),
    path("cua-xa/<int:pk>/pdf/", commune.report_pdf, name="report_pdf"),
    path("cua-xa/<int:pk>/word/", commune.report_docx, name="report_docx"),
    path("cua-xa/<int:pk>/nop/", commune.report_hand_in, name="report_hand_in"),
    path("muc/<int:pk>/", editing.section_edit, name="section_edit"),
    path("muc/<int:pk>/dung-ban-tong-hop/", editing.section_take, name="section_take"),
    path("cac-xa/ban-nop/<int:pk>/", submissions.submission_detail, name="submission_detail"),
    path("cac-xa/ban-nop/<int:pk>/pdf/", submissions.submission_pdf, name="submission_pdf"),
    path(
        "cac-xa/ban-nop/<int:pk>/bien-nhan/",
        submissions.submission_receipt,
        name="submission_receipt",
    ),
    path("cac-xa/ban-nop/<int:pk>/buoc/", submissions.submission_move, name="submission_move"),
    path("cac-xa/", desk.desk, name="desk"),
    path("cac-xa/tai-ve/", desk.desk_download, name="desk_download"),
    path("cac-xa/goi/<int:pk>/", desk.bundle_detail, name="bundle_detail"),
    path("cac-xa/goi/<int:pk>/tep/", desk.bundle_file, name="bundle_file"),
]
