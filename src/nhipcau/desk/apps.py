from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "nhipcau.desk"
    label = "desk"
    verbose_name = "Bàn làm việc"
