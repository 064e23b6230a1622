from django.urls import path

from reports.views import part_writing, parts

PATTERNS = [
    path("phan/<int:pk>/", parts.part_detail, name="part_detail"),
    path("phan/<int:pk>/lich-su/", parts.part_history, name="part_history"),
    path("phan/<int:pk>/soan/", part_writing.part_edit, name="part_edit"),
    path("phan/<int:pk>/luu/", part_writing.part_save, name="part_save"),
    path("phan/<int:pk>/buoc/", parts.part_move, name="part_move"),
]
