"""How the account behind a session is read."""

from allauth.account.auth_backends import AuthenticationBackend as SignIn

from milepost.domain.common.models import User


class AuthenticationBackend(SignIn):
    """The library's sign-in; the account comes with its person, whom every page asks for, in one query."""

    def get_user(self, user_id: int) -> User | None:
        """Give the account of a session while it may sign in."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
