from django.urls import path

from nhipcau.office.deadlines import views

urlpatterns = [
    path("thoi-han/", views.law_rules, name="law_rules"),
    path("thoi-han/quy-dinh/<slug:code>/doi-chieu/", views.compare, name="law_compare"),
    path("thoi-han/hoan-doi/", views.swaps, name="day_swaps"),
    path("thoi-han/hoan-doi/<int:pk>/bo/", views.withdraw, name="day_swap_withdraw"),
    path("thoi-han/gio-lam-viec/", views.hours, name="work_hours"),
    path("thoi-han/gio-lam-viec/<int:pk>/bo/", views.withdraw_hours, name="work_hours_withdraw"),
]
