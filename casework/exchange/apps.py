from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "casework.exchange"
    verbose_name = "Exchange"
