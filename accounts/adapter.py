"""How allauth behaves here: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are opened by an administrator of accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
