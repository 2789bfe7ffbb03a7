"""Who holds a lease, and whether that one is certainly gone."""

import subprocess
import sys

from counterfoil.runner.holder import Holder

NAMED = "from counterfoil.runner.holder import Holder; print(Holder().name, flush=True); input()"


def test_a_living_process_is_not_gone_and_a_dead_one_is() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", NAMED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        alive = Holder().gone(name)
        other.kill()
        other.wait()

    assert not alive
    assert Holder().gone(name)


def test_two_workers_of_one_process_know_each_other_apart() -> None:
    first, second = Holder(), Holder()

    assert first.name != second.name
    assert not first.gone(second.name) and not second.gone(first.name)


def test_a_worker_that_began_anew_replaces_itself() -> None:
    worker = Holder()
    before = worker.name

    worker.renew()

    assert worker.gone(before) and not worker.gone(worker.name)


def test_another_machines_worker_has_to_run_out() -> None:
    boot, space, pid, started_and_count = Holder().name.split(".", 3)

    assert not Holder().gone(f"{'0' * len(boot)}.{space}.{pid}.{started_and_count}")
    assert not Holder().gone("anything else")
    assert not Holder().gone("")
