from django.urls import path

from nhipcau.documents import views
from nhipcau.documents.letters import urls as letters

app_name = "documents"
urlpatterns = [
    *letters.urlpatterns,
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/chon/", views.papers_found, name="papers_found"),
    path("van-ban/<int:pk>/", views.document, name="document"),
    path("van-ban/<int:pk>/tep/", views.file, name="file"),
]
