from django.urls import path

from reports.urls import desk, figures, handing, outlines, parts, requests, sections, totals
from reports.views import commune, editing, issuing, kept, photos, round_opening, rounds

app_name = "reports"
urlpatterns = [
    *totals.PATTERNS,
    path("", rounds.round_list, name="round_list"),
    path("mo-dot/", round_opening.round_create, name="round_create"),
    path("mo-san/", round_opening.round_year, name="round_year"),
    path("dot/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("dot/<int:pk>/sua/", round_opening.round_edit, name="round_edit"),
    path("dot/<int:pk>/han-moi/", rounds.round_due, name="round_due"),
    path("dot/<int:pk>/giao/", round_opening.round_hand_out, name="round_hand_out"),
    path("dot/<int:pk>/khoa/", rounds.round_close, name="round_close"),
    path("dot/<int:pk>/don-doc/", rounds.round_urge, name="round_urge"),
    path("cua-xa/<int:pk>/", commune.report_detail, name="report_detail"),
    path("cua-xa/<int:pk>/lich-su/", commune.report_history, name="report_history"),
    path("cua-xa/<int:pk>/tong-hop/", commune.report_compile, name="report_compile"),
    path("cua-xa/<int:pk>/the-thuc/", editing.report_edit, name="report_edit"),
    path("cua-xa/<int:pk>/anh/", photos.report_photos, name="report_photos"),
    path("cua-xa/<int:pk>/anh/xem/", photos.report_photo, name="report_photo"),
    path("cua-xa/<int:pk>/buoc/", commune.report_move, name="report_move"),
    path("cua-xa/<int:pk>/ban-hanh/", issuing.report_issue, name="report_issue"),
    path("cua-xa/<int:pk>/tao-pdf/", issuing.report_preview, name="report_preview"),
    path("cua-xa/<int:pk>/pdf/", issuing.report_pdf, name="report_pdf"),
    path("cua-xa/<int:pk>/word/", issuing.report_docx, name="report_docx"),
    path("cua-xa/<int:pk>/ban-ky/", kept.report_signed_copy, name="report_signed_copy"),
    *sections.PATTERNS,
    *handing.PATTERNS,
    *figures.PATTERNS,
    *parts.PATTERNS,
    *desk.PATTERNS,
    *outlines.PATTERNS,
    *requests.PATTERNS,
]
