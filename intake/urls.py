from django.urls import path

from intake import views

app_name = "intake"
urlpatterns = [
    path("", views.start, name="start"),
    path("tep-mau/", views.template, name="template"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/nhap/", views.apply, name="apply"),
]
