"""One tampering beside the findings that it must lead to, in order: each says how the finding begins."""

from collections.abc import Callable, Sequence

import pytest

from counterfoil.reports.checks import Finding, run_checks
from tests.builders import BuiltFirm

Tampering = Callable[[BuiltFirm], None]
Case = tuple[Tampering, list[str]]
DIFFERS = "what reports read differs from what was entered:"


def each_of(cases: Sequence[Case]) -> pytest.MarkDecorator:
    named = [f"{tamper.__name__}{at}" for at, (tamper, _) in enumerate(cases)]
    return pytest.mark.parametrize(("tamper", "wanted"), cases, ids=named)


def assert_found(firm: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    tamper(firm)

    found = told(run_checks(firm_id=firm.id))

    assert len(found) == len(wanted), found
    for sentence, start in zip(found, wanted, strict=True):
        assert sentence.startswith(start)


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.check}: {finding.where}: {finding.sentence}" for finding in findings]
