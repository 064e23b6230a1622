from django.urls import path

from reports.views import sections

PATTERNS = [
    path("muc/<int:pk>/", sections.section_edit, name="section_edit"),
    path("muc/<int:pk>/dung-ban-tong-hop/", sections.section_take, name="section_take"),
    path("muc/<int:pk>/dong/", sections.section_line, name="section_line"),
    path("muc/<int:pk>/khoi-phuc/", sections.section_restore, name="section_restore"),
    path("cua-xa/<int:pk>/so-lieu-moi/", sections.figure_line, name="figure_line"),
]
