from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "nhipcau.demo"
    label = "demo"
    verbose_name = "Bản trình diễn"
