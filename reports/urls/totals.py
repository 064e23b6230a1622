from django.urls import path

from reports.views import totals

PATTERNS = [
    path("cac-xa/so-lieu/", totals.totals_page, name="totals"),
    path("cac-xa/so-lieu/<int:pk>/lam/", totals.totals_make, name="totals_make"),
    path("cac-xa/so-lieu/<int:pk>/<slug:code>/", totals.totals_of_one, name="totals_of_one"),
    path("cac-xa/da-lam/<int:pk>/", totals.made_detail, name="made_detail"),
    path("cac-xa/da-lam/<int:pk>/tep/", totals.made_file, name="made_file"),
]
