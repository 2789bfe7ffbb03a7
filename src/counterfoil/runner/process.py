"""The process of `counterfoil worker`: one worker or several at once, until SIGTERM or SIGINT.

Any number of processes may run, on any number of machines that share the database and the folder of keys. The outbox
itself says who does what: a destination's lease lets one worker at a time send there, and what a worker left behind is
taken over by the next that looks. So no work is handed out, and none can be lost on the way.
"""

import signal
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from types import FrameType

from django.db import connection

from counterfoil.config import Settings
from counterfoil.firms.rows import on_postgres
from counterfoil.runner.embedded import Worker

AT_ONCE_ON_POSTGRES = 4


def run_workers(settings: Settings, *, at_once: int | None = None) -> None:
    """Until a signal. Whatever ends one of the workers ends the process: whoever started it sees that it is gone.

    `at_once` destinations are served side by side: while one waits for Xero's answer another is written to. SQLite
    has one writer, and one worker is enough for it.
    """
    workers = [Worker(settings=settings, keeps_house=nth == 0) for nth in range(at_once or usual())]

    def stop(number: int, frame: FrameType | None) -> None:
        for worker in workers:
            worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with ThreadPoolExecutor(max_workers=len(workers)) as threads:
        ends = [threads.submit(_until_told, worker) for worker in workers]
        wait(ends, return_when=FIRST_COMPLETED)
        for worker in workers:
            worker.stop()
    for end in ends:
        end.result()


def usual() -> int:
    """Workers at once where nobody says how many."""
    return AT_ONCE_ON_POSTGRES if on_postgres() else 1


def _until_told(worker: Worker) -> None:
    try:
        worker.run()
    finally:
        connection.close()
