from django.urls import URLPattern, path

from nhipcau.office.signing import views

urlpatterns: list[URLPattern] = [
    path("cho-ky/", views.waiting, name="waiting"),
    path("kiem-tra-chu-ky/", views.pdf_check, name="pdf_check"),
    path("ban-ky/<int:pk>/", views.version, name="version"),
    path("ban-ky/<int:pk>/buoc/", views.take_step, name="version_step"),
    path("ban-ky/<int:pk>/tra-lai/", views.send_back, name="version_send_back"),
    path("ban-ky/<int:pk>/phat-hanh/", views.issue, name="version_issue"),
    path("ban-ky/<int:pk>/ky-giay/", views.on_paper, name="version_on_paper"),
    path("ban-ky/<int:pk>/thu-hoi/", views.recall, name="version_recall"),
    path("ban-ky/<int:pk>/ban-in/", views.printed, name="version_printed"),
    path("ban-ky/<int:pk>/tep/<str:which>/", views.file, name="version_file"),
]
