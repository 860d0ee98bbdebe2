"""Addresses of the province's next plan; they are of the app's (``plans.urls``)."""

from django.urls import path

from nhipcau.plans.next import urls_papers, views

urlpatterns = [
    *urls_papers.urlpatterns,
    path("ke-hoach/nam-sau/", views.begin, name="next_plan_begin"),
    path("ke-hoach/nam-sau/ten/", views.names, name="next_names"),
    path("ke-hoach/nam-sau/<int:pk>/", views.show, name="next_plan"),
    path("ke-hoach/nam-sau/<int:pk>/bang.xlsx", views.export, name="next_plan_export"),
    path("ke-hoach/nam-sau/<int:pk>/phan-chung/", views.edit, name="next_plan_edit"),
    path("ke-hoach/nam-sau/<int:pk>/them/", views.add_task, name="next_task_add"),
    path("ke-hoach/nam-sau/<int:pk>/danh-so/", views.renumber, name="next_plan_renumber"),
    path("ke-hoach/nam-sau/<int:pk>/dua-vao/", views.take_on, name="next_task_take_on"),
    path("ke-hoach/nam-sau/<int:pk>/chi-dao/", views.direction, name="next_direction"),
    path("ke-hoach/nam-sau/<int:pk>/bo/", views.drop, name="next_plan_drop"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/", views.task, name="next_task"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/chuyen-nhom/", views.under, name="next_task_under"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/khong-dua-vao/", views.leave_out, name="next_task_leave_out"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/dua-lai/", views.take_in, name="next_task_take_in"),
    path("ke-hoach/nam-sau/nhiem-vu/<int:pk>/<slug:way>/", views.shift, name="next_task_shift"),
]
