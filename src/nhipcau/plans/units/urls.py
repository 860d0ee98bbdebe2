"""Addresses of agencies' own plans; they are of the app's (``plans.urls``)."""

from django.urls import path

from nhipcau.plans.units import views

urlpatterns = [
    path("ke-hoach/<int:pk>/ke-hoach-don-vi/", views.board, name="unit_plans"),
    path("ke-hoach/<int:pk>/ke-hoach-don-vi/don-doc/", views.urge, name="unit_plans_urge"),
    path("ke-hoach/<int:pk>/ke-hoach-don-vi/thoi-han/", views.due, name="unit_plans_due"),
    path("ke-hoach/<int:pk>/ke-hoach-don-vi/lap/", views.begin, name="unit_plan_begin"),
    path("ke-hoach/<int:pk>/ke-hoach-don-vi/cua/<int:agency>/", views.own, name="unit_plan_own"),
    path("ke-hoach-don-vi/<int:pk>/", views.show, name="unit_plan"),
    path("ke-hoach-don-vi/<int:pk>/phan-chung/", views.edit, name="unit_plan_edit"),
    path("ke-hoach-don-vi/<int:pk>/them-dong/", views.add_line, name="unit_line_add"),
    path("ke-hoach-don-vi/<int:pk>/dua-vao/", views.take_on, name="unit_line_take_on"),
    path("ke-hoach-don-vi/<int:pk>/nop/", views.submit, name="unit_plan_submit"),
    path("ke-hoach-don-vi/<int:pk>/hoi/", views.ask, name="unit_plan_ask"),
    path("ke-hoach-don-vi/<int:pk>/chap-nhan/", views.accept, name="unit_plan_accept"),
    path("ke-hoach-don-vi/<int:pk>/tra-lai/", views.send_back, name="unit_plan_return"),
    path("ke-hoach-don-vi/<int:pk>/nguoi-ky/", views.signer, name="unit_plan_signer"),
    path("ke-hoach-don-vi/<int:pk>/trinh/", views.present, name="unit_plan_present"),
    path("ke-hoach-don-vi/<int:pk>/du-thao.<slug:ending>", views.preview, name="unit_plan_preview"),
    path("ke-hoach-don-vi/dong/<int:pk>/", views.line, name="unit_line"),
    path("ke-hoach-don-vi/dong/<int:pk>/xoa/", views.remove_line, name="unit_line_remove"),
]
