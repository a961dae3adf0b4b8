"""What happens at the door is told here; the audit trail, which stands above, listens."""

from django.db import models
from django.dispatch import Signal

from accounts.models import User

deed_done = Signal()  # by, deed, subject, detail


def tell(
    by: User | None, deed: str, subject: models.Model | None = None, **detail: object
) -> None:
    """`detail` holds codes and counts; never a name, an address or a token."""
    deed_done.send(sender=User, by=by, deed=deed, subject=subject, detail=detail)
