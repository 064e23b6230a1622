"""Addresses of urging, letters and hand-overs; part of tasks.urls."""

from django.urls import path

from tasks.views import handing_over, letters, urging

PATTERNS = [
    path("don-doc/", urging.task_urge, name="urge"),
    path("cong-van/", letters.letter_list, name="letter_list"),
    path("cong-van/soan/", letters.letter_start, name="letter_start"),
    path("cong-van/<int:pk>/", letters.letter_detail, name="letter"),
    path("cong-van/<int:pk>/sua/", letters.letter_edit, name="letter_edit"),
    path("cong-van/<int:pk>/cap-so/", letters.letter_issue, name="letter_issue"),
    path("cong-van/<int:pk>/xoa/", letters.letter_delete, name="letter_delete"),
    path("cong-van/<int:pk>/tao-pdf/", letters.letter_order, name="letter_order"),
    path("cong-van/<int:pk>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("cong-van/<int:pk>/docx/", letters.letter_docx, name="letter_docx"),
    path("ban-giao/", handing_over.hand_over_list, name="hand_over_list"),
    path("ban-giao/cua/<int:pk>/", handing_over.hand_over_start, name="hand_over_start"),
    path("ban-giao/<int:pk>/", handing_over.hand_over_detail, name="hand_over"),
    path("ban-giao/<int:pk>/tao-pdf/", handing_over.hand_over_order, name="hand_over_order"),
    path("ban-giao/<int:pk>/pdf/", handing_over.hand_over_pdf, name="hand_over_pdf"),
    path("ban-giao/<int:pk>/docx/", handing_over.hand_over_docx, name="hand_over_docx"),
]
