from django.urls import URLPattern, path

from nhipcau.office.certificates import views

urlpatterns: list[URLPattern] = [
    path("chung-thu-so/", views.certificates, name="certificates"),
    path("chung-thu-so/them/", views.certificate_add, name="certificate_add"),
    path("chung-thu-so/<int:pk>/go/", views.certificate_remove, name="certificate_remove"),
    path("chung-thu-so/noi-cap/", views.issuer_add, name="issuer_add"),
    path("chung-thu-so/noi-cap/<int:pk>/go/", views.issuer_remove, name="issuer_remove"),
]
