"""What the simulation has found, each in its plainest form. The number is the seed that told."""

import random
from datetime import timedelta

from counterfoil.xero.readback import Unread, look
from counterfoil.xero.request import Answered, Reply, Request
from simulation.bookkeeper import Bookkeeper
from simulation.firm import UNMAPPED
from simulation.otherside import Listing
from simulation.rows import Link, work_of
from simulation.running import run_seed
from simulation.taking_back import is_void, take_back
from tests.simulation.scenes import Scene


def test_135_a_list_in_smaller_pages_than_asked_is_read_to_its_end() -> None:
    scene = Scene()
    scene.a_client()
    scene.world.other.listing = Listing(most_rows=1)
    for _ in range(3):
        scene.post(Bookkeeper.trust_receipt)

    last = scene.post(Bookkeeper.trust_receipt, "", "", "", "500 after")
    scene.run(60)

    assert (last.state, scene.made(last)) == ("confirmed", 1)


def test_a_list_whose_rows_move_while_it_is_read_does_not_count_as_read() -> None:
    """Somebody edits what stood before ours: it moves to the end, and ours slips onto a page already read."""
    scene = Scene()
    scene.a_client()
    scene.post(Bookkeeper.trust_receipt)
    ours = scene.post(Bookkeeper.trust_receipt)
    scene.run(5)
    oldest = next(made for made in scene.world.other.made.values() if made.path == "BankTransactions")
    network = SomebodyEdits(scene, oldest.marker)

    seen, replies = look([(work_of(ours), ours.body or "")], network, path="BankTransactions", offset_ms=0)

    assert len(replies) == 3
    assert isinstance(seen, Unread)


class SomebodyEdits:
    """Pages of one document, and an edit before the third."""

    def __init__(self, scene: Scene, marker: str) -> None:
        self.scene, self.marker, self.asked = scene, marker, 0
        scene.world.other.listing = Listing(most_rows=1)

    def send(self, request: Request) -> Reply:
        world = self.scene.world
        self.asked += 1
        if self.asked == 3:
            self.scene.run(5)
            world.people.touch(self.marker)
        response = world.other.answer(request, token=world.other.token(world.clockwork.now), now=world.clockwork.now)
        return Answered(status=response.status, headers=response.headers, body=response.body)

    def ready(self) -> None:
        return None

    def renew(self) -> bool:
        return True


def test_158_doubt_that_cannot_ask_holds_up_nothing_new() -> None:
    """Two records in doubt lean on one that was given up, and Xero was away: they cannot ask whether it is back."""
    scene = Scene()
    scene.a_client()
    bills = [scene.post(Bookkeeper.client_bill, "refused"), scene.post(Bookkeeper.client_bill)]
    receipts = [scene.bookkeeper.client_receipt(), scene.bookkeeper.client_receipt()]
    for receipt in receipts:
        scene.world.post(receipt)
    store = scene.world.memory
    for bill in bills:
        scene.world.decisions.cancel(bill.id, why="not wanted", at=store.now())
    leaning = [item for item in store.books.items.values() if {bill.id for bill in bills} & set(item.leans_on)]
    for item in leaning:
        store.change(item, state="unknown", first_send_at=store.now(), last_send_at=store.now())
    assert len(leaning) >= 2
    scene.run(120)

    new = [scene.post(Bookkeeper.trust_receipt, "lost"), scene.post(Bookkeeper.trust_receipt)]
    scene.run(1800)

    assert [one.state for one in new] == ["confirmed", "confirmed"]


def test_190_doubt_without_a_counterpart_holds_up_nothing_new() -> None:
    scene = Scene()
    scene.a_client()
    scene.bookkeeper.poison = 1.0
    doubtful = [scene.post(Bookkeeper.client_bill), scene.post(Bookkeeper.client_bill)]
    scene.run(5)
    assert [one.reason_code for one in doubtful] == ["mapping-missing"] * 2
    store = scene.world.memory
    for item in doubtful:
        store.change(item, state="unknown", first_send_at=store.now(), last_send_at=store.now(), not_before=None)
    scene.bookkeeper.poison = 0.0

    new = [scene.post(Bookkeeper.trust_receipt, "refused"), scene.post(Bookkeeper.trust_receipt)]
    scene.run(1800)

    assert [one.state for one in new] == ["confirmed", "confirmed"]
    assert not set(UNMAPPED) & set(scene.world.mapping.accounts)


def test_5_a_document_with_another_mark_of_ours_is_never_taken_for_this_one() -> None:
    """Two receipts of one day, amount and payer: the first is there, not yet written down when the second is read."""
    scene = Scene()
    scene.a_client()
    first = scene.post(Bookkeeper.trust_receipt, "500 after")
    second = scene.post(Bookkeeper.trust_receipt, "500 before")
    store = scene.world.memory
    scene.run(1.5)
    store.change(first, not_before=store.now() + timedelta(hours=1))

    scene.run(30)

    assert (second.state, scene.world.oracle.questions) == ("unknown", 0)
    scene.run(7200)
    assert [scene.made(first), scene.made(second)] == [1, 1]


def test_572_a_clock_set_back_does_not_make_an_old_key_young() -> None:
    scene = Scene()
    scene.a_client()
    lost = scene.post(Bookkeeper.trust_receipt, "unanswered")
    scene.run(0.9)
    for worker in scene.world.workers:
        scene.world.end_worker(worker, comes_back=False)
    scene.run(400)

    scene.world.set_clock(-86_400)
    scene.world.start_worker("a")
    scene.run(90_000)

    assert (lost.state, scene.made(lost)) == ("confirmed", 1)
    assert "replay" not in [one.purpose for one in scene.attempts(lost)]


def test_663_a_clock_set_back_does_not_hide_what_was_sent_before() -> None:
    scene = Scene()
    scene.a_client()
    lost = scene.post(Bookkeeper.trust_receipt, "500 after")
    scene.run(1)

    scene.world.set_clock(-3_600)
    scene.post(Bookkeeper.trust_receipt)
    scene.run(7_200)

    assert (lost.state, scene.made(lost)) == ("confirmed", 1)


def test_a_clock_set_ahead_does_not_end_the_quiet_time() -> None:
    """The request is still on its way when everything looks a day old."""
    scene = Scene()
    scene.a_client()
    scene.weather.rng.uniform = lambda a, b: b  # type: ignore[method-assign]
    late = scene.post(Bookkeeper.trust_receipt, "late", "lost", "lost", "lost")
    scene.run(95)
    scene.world.set_clock(86_400)

    scene.run(3_600)

    assert (late.state, scene.made(late)) == ("confirmed", 1)


def test_a_worker_whose_lease_was_taken_stops_at_once() -> None:
    """It used to ask for work without end until its lease had run out."""
    scene = Scene()
    scene.a_client()
    worker = scene.world.workers[0]
    taken = scene.world.memory.take_lease

    def overtaken(point: str) -> None:
        if point == "before persist":
            taken(scene.world.destination, holder="b.9.1", gone=lambda holder: True)

    worker.passing = overtaken  # type: ignore[method-assign]
    waiting = scene.post(Bookkeeper.trust_receipt)

    scene.run(2)

    assert waiting.state == "pending"
    assert worker.store._turns < 20


def test_181_with_few_calls_left_in_the_day_nobody_asks_three_times_a_second() -> None:
    scene = Scene()
    scene.a_client()
    store = scene.world.memory
    scene.post(Bookkeeper.trust_receipt)
    scene.run(5)
    store.set_place(scene.world.destination, day_limit=1000, day_left=50)
    turns = scene.world.workers[0].store._turns

    waiting = scene.post(Bookkeeper.trust_receipt)
    scene.run(600)

    assert waiting.state == "pending"
    assert scene.world.workers[0].store._turns - turns < 20
    scene.run(400)
    assert waiting.state == "confirmed"


def test_4575_an_approval_that_arrived_late_is_found_when_the_next_one_is_refused() -> None:
    """The period was locked in between: Xero refuses to approve what is approved already."""
    scene = Scene()
    scene.a_client()
    scene.weather.rng.uniform = lambda a, b: 60.0  # type: ignore[method-assign]
    bill = scene.post(Bookkeeper.supplier_bill, "", "late", "", *["refused"] * 8)
    scene.run(100)
    assert (bill.state, scene.made(bill)) == ("drafted", 1)
    assert scene.world.other.effective(bill.marker)
    scene.world.people.lock_period()

    scene.run(300)

    assert (bill.state, scene.world.oracle.findings) == ("confirmed", [])
    assert [one.outcome for one in scene.attempts(bill)][-2:] == ["rejected", "read"]


def test_7328_a_backup_made_in_the_safe_state_is_looked_through_again_when_it_comes_back() -> None:
    """Nobody had started since the second restore when somebody let the sending go on."""
    scene = Scene()
    scene.a_client()
    world = scene.world
    world.somebody_looks = lambda: None  # type: ignore[method-assign]
    world.save_backup()
    scene.post(Bookkeeper.trust_receipt)
    scene.run(5)
    world.restore_backup()
    world.start_worker("a")
    scene.run(10)
    assert world.memory.place(world.destination).state == "safe"
    journal = scene.post(Bookkeeper.trust_journal)
    world.save_backup()
    world.people.leave_safe()
    scene.run(900)
    assert journal.state == "confirmed"

    world.restore_backup()
    world.people.leave_safe()
    scene.run(7_200)

    journal = scene.item(journal.id)
    assert (journal.state, scene.made(journal)) == ("confirmed", 1)
    assert world.memory.place(world.destination).state == "live"


def test_what_cannot_be_taken_back_holds_up_nothing_else() -> None:
    """A person said which document an overpayment is; its other id, under which its allocation stands, is unknown."""
    scene = Scene()
    scene.a_client()
    world, items = scene.world, scene.world.memory.books.items
    while not any(item.resource == "Allocations" for item in items.values()):
        for enter in (Bookkeeper.client_bill, Bookkeeper.client_receipt, Bookkeeper.receipt_allocation):
            scene.post(enter)
        scene.run(120)
    allocation = next(item for item in items.values() if item.resource == "Allocations")
    assert allocation.state == "confirmed"
    for on in allocation.leans_on:
        world.memory.books.links[on] = Link(on, items[on].remote_id or "", "")
    documents = world.bookkeeper.firm.documents
    world.bookkeeper.firm.documents = {allocation.source[1]: documents[allocation.source[1]]}

    take_back(world, random.Random(1))  # noqa: S311 - chance of a seed
    void = next(item for item in items.values() if is_void(item))
    scene.run(5)
    new = scene.post(Bookkeeper.trust_receipt)
    scene.run(5)

    assert (void.state, void.reason_code) == ("rejected", "carrier-missing")
    assert new.state == "confirmed"


def test_a_mistake_of_the_program_over_one_item_delays_that_one_alone() -> None:
    """What was kept of the sending cannot be read when it is looked up."""
    scene = Scene()
    scene.a_client()
    doubtful = scene.post(Bookkeeper.trust_receipt, "500 after")
    scene.run(1)
    scene.world.memory.change(doubtful, body="{}")

    new = scene.post(Bookkeeper.trust_receipt)
    scene.run(60)

    assert new.state == "confirmed"
    assert (doubtful.state, doubtful.reason_code) == ("unknown", "mistake")
    assert "Tell whoever looks after it" in doubtful.reason_text


def test_18601_nobody_is_asked_while_an_earlier_request_may_still_arrive() -> None:
    """Somebody had entered the same movement by hand; asked too early, a person had ours sent twice."""
    assert run_seed(18601).findings == []


def test_86317_a_copy_is_found_after_a_restore_although_the_clock_was_set_back_since_it_was_queued() -> None:
    scene = Scene()
    scene.a_client()
    for worker in scene.world.workers:
        scene.world.end_worker(worker, comes_back=False)
    queued = scene.post(Bookkeeper.trust_receipt)
    scene.world.set_clock(-2 * 86_400)
    ahead = scene.world.memory.place(scene.world.destination).clock_offset_ms + 2 * 86_400_000
    scene.world.memory.heard(scene.world.destination, minute_left=None, day_left=None, offset_ms=ahead)
    scene.world.save_backup()
    scene.world.start_worker("a")
    scene.run(60)
    assert scene.made(queued) == 1

    scene.world.restore_backup()
    scene.run(90_000)

    assert (scene.item(queued.id).state, scene.made(queued)) == ("confirmed", 1)


def test_512111_a_voided_bill_that_nothing_tells_for_ours_is_made_anew_once() -> None:
    """Its mark was taken out there, it was voided from here, and a backup forgot the void: one of the two stands."""
    told = run_seed(512111)

    assert told.findings == []
    assert told.faults["restore"] and told.faults["people"]
