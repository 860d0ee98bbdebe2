from django.urls import path

from nhipcau.office.weekly import views

urlpatterns = [
    path("giao-ban/", views.this_week, name="this_week"),
    path("giao-ban/<int:year>/<int:week>/", views.week, name="week"),
    path("giao-ban/<int:year>/<int:week>/phieu.<slug:ending>", views.week_paper, name="week_paper"),
    path("giao-ban/<int:year>/<int:week>/ket-luan/", views.conclude, name="conclude"),
    path("giao-ban/<int:year>/<int:week>/gui/", views.send, name="send_conclusions"),
    path("giao-ban/ket-luan/<int:pk>/sua/", views.correct, name="correct_conclusion"),
    path("giao-ban/ket-luan/<int:pk>/bo/", views.drop, name="drop_conclusion"),
    path("giao-ban/<int:year>/<int:week>/<slug:part>/<slug:figure>/", views.figure, name="week_figure"),
]
