"""TaxCode and its dated rates. A rate is whole hundredths of a percent."""

from django.db import models

from counterfoil.firms.models import Firm


class TaxCode(models.Model):
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, db_index=False)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    direction = models.CharField(
        max_length=9, choices=[("collected", "On sales"), ("paid", "On purchases"), ("none", "No tax")]
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "code"), name="tax_code"),)

    def __str__(self) -> str:
        return self.code


class TaxRate(models.Model):
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT)
    tax_code = models.ForeignKey(TaxCode, on_delete=models.PROTECT, related_name="rates")
    starts_on = models.DateField()
    rate_bp = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tax_code", "starts_on"), name="tax_rate_start"),)

    def __str__(self) -> str:
        return f"{self.rate_bp / 100:g} %"
