from django.urls import path

from nhipcau.documents import views

app_name = "documents"
urlpatterns = [
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/tep/", views.file, name="file"),
]
