from django.urls import path

from nhipcau.office.directions import views

urlpatterns = [
    path("chi-dao/", views.directions, name="directions"),
    path("chi-dao/doc/", views.read_words, name="read_words"),
    path("chi-dao/<int:pk>/thuc-hien/", views.follow, name="follow"),
    path("chi-dao/<slug:kind>/<int:pk>/", views.direct, name="direct"),
]
