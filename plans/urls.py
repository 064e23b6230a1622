from django.urls import path

from plans.views import checking, editor, imports, paper, plans, preview, register

app_name = "plans"
urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("moi/", plans.plan_create, name="create"),
    path("nhap/", imports.import_start, name="import_start"),
    path("nhap/<int:pk>/", imports.import_review, name="import_review"),
    path("nhap/<int:pk>/tien-do/", imports.import_progress, name="import_progress"),
    path("nhap/<int:pk>/cau-hoi/", imports.import_settle, name="import_settle"),
    path("nhap/<int:pk>/nhan/", imports.import_accept, name="import_accept"),
    path("nhap/<int:pk>/bo/", imports.import_drop, name="import_drop"),
    path("nhap/<int:pk>/tep/", imports.import_file, name="import_file"),
    path("so-van-ban-di/", register.register, name="register"),
    path("<int:pk>/", plans.plan_detail, name="detail"),
    path("<int:pk>/lich-su/", plans.plan_history, name="history"),
    path("<int:pk>/buoc/", plans.plan_move, name="move"),
    path("<int:pk>/ban-hanh/", paper.plan_issue, name="issue"),
    path("<int:pk>/xoa/", plans.plan_delete, name="delete"),
    path("<int:pk>/thong-tin/", plans.plan_basics, name="basics"),
    path("<int:pk>/soan/", editor.plan_edit, name="edit"),
    path("<int:pk>/luu/", editor.plan_save, name="save"),
    path("<int:pk>/trang-in/", preview.plan_pages, name="pages"),
    path("trang-in/<int:pk>/", preview.preview_page, name="preview_page"),
    path("<int:pk>/danh-so/", editor.number_anew, name="number_anew"),
    path("<int:pk>/the-thuc/", checking.plan_check, name="check"),
    path("<int:pk>/the-thuc/sua/", checking.check_correct, name="check_correct"),
    path("<int:pk>/the-thuc/hoan-tac/", checking.check_undo, name="check_undo"),
    path("<int:pk>/xem-truoc/", paper.plan_preview, name="preview"),
    path("<int:pk>/pdf/", paper.plan_pdf, name="pdf"),
    path("<int:pk>/word/", paper.plan_docx, name="docx"),
    path("<int:pk>/pdf/tien-do/", paper.pdf_progress, name="pdf_progress"),
    path("<int:pk>/ban/<int:ordinal>/", paper.version_pdf, name="version_pdf"),
    path("muc-da-xoa/<int:pk>/", editor.item_restore, name="item_restore"),
]
