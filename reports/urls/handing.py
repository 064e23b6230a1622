"""Handing in, receipts, and what was handed in."""

from django.urls import path

from reports.views import handing, photos, receipts, submissions

HERE = "cac-xa/ban-nop/<int:pk>/"
PATTERNS = [
    path("cua-xa/<int:pk>/nop/", handing.report_hand_in, name="report_hand_in"),
    path("dot/<int:pk>/nop-duong-khac/", handing.other_way, name="other_way"),
    path(f"{HERE}sua-ghi-nhan/", handing.other_way_edit, name="other_way_edit"),
    path(HERE, submissions.submission_detail, name="submission_detail"),
    path(f"{HERE}anh/", photos.submission_photo, name="submission_photo"),
    path(f"{HERE}pdf/", submissions.submission_pdf, name="submission_pdf"),
    path(f"{HERE}so-sanh/", submissions.submission_compare, name="submission_compare"),
    path(f"{HERE}buoc/", submissions.submission_move, name="submission_move"),
    path("cac-xa/tep/<int:pk>/", submissions.submission_file, name="submission_file"),
    path(f"{HERE}bien-nhan/", receipts.submission_receipt, name="submission_receipt"),
    path(f"{HERE}bien-nhan/tao-pdf/", receipts.receipt_print, name="receipt_print"),
    path(f"{HERE}bien-nhan/pdf/", receipts.receipt_pdf, name="receipt_pdf"),
    path("kiem-tra-bien-nhan/", receipts.receipt_check, name="receipt_check"),
]
