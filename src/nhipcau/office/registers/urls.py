from django.urls import URLPattern, path

from nhipcau.office.registers import views

urlpatterns: list[URLPattern] = [
    path("so-van-ban/", views.books, name="books"),
    path("so-van-ban/cap-so/", views.for_paper, name="number_for_paper"),
    path("so-van-ban/<int:pk>/", views.book, name="book"),
    path("so-van-ban/so/<int:pk>/bo/", views.give_up, name="number_give_up"),
]
