"""What is kept beside the documents: the files attached to them."""

from django.db import models
from django.db.models import Q

from counterfoil.documents.models import Document
from counterfoil.firms.models import User, of_its_parents_firm
from counterfoil.firms.publicid import new_public_id


class Attachment(models.Model):
    """A file that proves a document, kept in the database so that a backup holds it too.

    It never changes. Taken off, it keeps its name and its digest, and its content is gone.
    """

    firm = of_its_parents_firm()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    name = models.CharField(max_length=255)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, db_index=False)
    attached_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document", "sha256"), condition=Q(removed_at__isnull=True), name="attached_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
