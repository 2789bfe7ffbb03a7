"""The data file: what was answered survives a kill and a restart, keys and tokens included."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.sandbox.harness import allocation, bank, credit_note, journal, payment, sale, transfer
from tests.sandbox.on_http import consented, tokens

COMMAND = [sys.executable, "-c", "from xero_sandbox.main import main; main()", "--port", "0"]
ANN = {"Contacts": [{"Name": "Ann Client", "Addresses": [{"AddressType": "POBOX", "City": "Hobart"}]}]}


@contextmanager
def started(data: Path, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), "--minute-limit", "1000", *options], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    origin = process.stdout.readline().rsplit(" ", 1)[-1].strip()
    try:
        with httpx.Client(base_url=origin, headers={"Accept": "application/json"}, timeout=5) as http:
            yield http, process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "sandbox.sqlite"
    with started(data) as (http, process):
        tenant = http.get("/_sandbox").json()["organisations"][0]["tenantId"]
        http.headers["Authorization"] = f"Bearer {tokens(http, consented(http, tenant))['access_token']}"
        http.headers["xero-tenant-id"] = tenant
        first = http.put("/api.xro/2.0/Contacts", json=ANN, headers={"Idempotency-Key": "k1"})
        contact = first.json()["Contacts"][0]["ContactID"]
        invoice = http.put("/api.xro/2.0/Invoices", json=sale(contact)).json()["Invoices"][0]["InvoiceID"]
        http.put("/api.xro/2.0/Payments", json=payment(invoice, "10.00"))
        http.put("/api.xro/2.0/BankTransactions", json=bank(contact))
        http.put("/api.xro/2.0/ManualJournals", json=journal())
        http.put("/api.xro/2.0/BankTransfers", json=transfer("7.00"))
        note = http.put("/api.xro/2.0/CreditNotes", json=credit_note(contact)).json()["CreditNotes"][0]["CreditNoteID"]
        http.put(f"/api.xro/2.0/CreditNotes/{note}/Allocations", json=allocation(invoice, "4.00"))
        http.put(f"/api.xro/2.0/Invoices/{invoice}/Attachments/bill.pdf", content=b"%PDF \xff")
        before = http.get("/api.xro/2.0/Reports/TrialBalance").json()["Reports"][0]["Rows"]
        sign_in = dict(http.headers)
        os.kill(process.pid, signal.SIGKILL)

    with started(data) as (http, _):
        http.headers.update(sign_in)
        after = http.get("/api.xro/2.0/Reports/TrialBalance").json()["Reports"][0]["Rows"]
        replayed = http.put("/api.xro/2.0/Contacts", json=ANN, headers={"Idempotency-Key": "k1"})
        file = http.get(f"/api.xro/2.0/Invoices/{invoice}/Attachments/bill.pdf", headers={"Accept": "*/*"})
        shown = http.get(f"/api.xro/2.0/Invoices/{invoice}").json()["Invoices"][0]

    assert after == before
    assert replayed.content == first.content
    assert (shown["AmountDue"], shown["AmountPaid"], shown["AmountCredited"]) == (96, 10, 4)
    assert file.content == b"%PDF \xff"


def test_faults_can_be_given_in_a_file(tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text('[{"match": {"resource": "connections"}, "fault": "503", "times": 1}]')
    with started(tmp_path / "sandbox.sqlite", "--faults", str(faults)) as (http, _):
        statuses = [http.get("/connections").status_code for _ in range(2)]

    assert statuses == [503, 401]
