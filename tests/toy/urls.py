from django.urls import path

from tests.toy import views

app_name = "toy"
urlpatterns = [
    path("doan/", views.visits, name="visits"),
    path("doan/<int:pk>/tiep/", views.receive, name="receive"),
]
