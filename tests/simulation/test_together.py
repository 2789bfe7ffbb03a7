"""Several documents in one request, in virtual time: what Xero says of each holds for that one alone."""

from collections.abc import Callable

from counterfoil.outbox.work import count_of
from simulation.bookkeeper import Bookkeeper, Posted
from simulation.rows import Attempt, Item
from tests.simulation.scenes import Scene


def scene_with_a_client() -> Scene:
    scene = Scene()
    scene.a_client()
    scene.run(5)
    return scene


def post(scene: Scene, enter: Callable[[Bookkeeper], Posted], count: int) -> list[Item]:
    """So many at one moment."""
    return [scene.post(enter) for _ in range(count)]


def creates(scene: Scene, item: Item) -> list[Attempt]:
    return [one for one in scene.attempts(item) if one.purpose in ("create", "replay")]


def test_four_of_a_kind_leave_in_one_request_and_three_one_by_one() -> None:
    scene = scene_with_a_client()
    before = scene.world.calls

    three = post(scene, Bookkeeper.trust_receipt, 3)
    scene.run(5)
    alone = scene.world.calls - before
    four = post(scene, Bookkeeper.trust_receipt, 4)
    scene.run(5)

    assert (alone, scene.world.calls - before - alone) == (3, 1)
    assert len({one.key for one in three}) == 3
    assert {one.key for one in four} == {f"{four[0].marker}/1x4"}
    assert all((one.state, scene.made(one)) == ("confirmed", 1) for one in three + four)


def test_a_refusal_of_one_holds_up_no_other() -> None:
    scene = scene_with_a_client()
    good = post(scene, Bookkeeper.trust_receipt, 3)
    scene.bookkeeper.poison = 1.0
    bad = scene.post(Bookkeeper.trust_receipt)
    scene.bookkeeper.poison = 0.0
    good += post(scene, Bookkeeper.trust_receipt, 2)

    scene.run(5)

    assert (bad.state, bad.reason_code) == ("rejected", "refused")
    assert all(one.state == "confirmed" and one.key == bad.key for one in good)


def test_an_answer_in_another_order_is_taken_by_the_marks_in_it() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["shuffled"]
    six = post(scene, Bookkeeper.trust_receipt, 6)

    scene.run(5)

    theirs = {marker: made[0].remote_id for marker, made in scene.world.other.of_item.items()}
    assert all(one.remote_id == theirs[one.marker] for one in six)


def test_what_an_answer_leaves_out_is_looked_up() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["row missing"]
    six = post(scene, Bookkeeper.trust_receipt, 6)

    scene.run(2)
    (left_out,) = [one for one in six if one.state == "unknown"]
    scene.run(60)

    assert (left_out.state, scene.made(left_out)) == ("confirmed", 1)
    assert [one.purpose for one in scene.attempts(left_out)] == ["create", "read"]


def test_a_lost_answer_is_asked_for_once_more_with_the_same_text_for_all() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["gateway after"]
    five = post(scene, Bookkeeper.trust_receipt, 5)
    before = scene.world.calls

    scene.run(10)

    assert scene.world.calls - before == 2
    for one in five:
        first, again = creates(scene, one)
        assert (first.key, first.body_sha256) == (again.key, again.body_sha256)
        assert (one.state, scene.made(one)) == ("confirmed", 1)


def test_what_broke_down_together_is_looked_up_in_one_reading() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["500 after"]
    six = post(scene, Bookkeeper.trust_receipt, 6)
    before = scene.world.calls

    scene.run(10)

    assert scene.world.calls - before == 2
    assert all((one.state, scene.made(one)) == ("confirmed", 1) for one in six)
    assert all([one.purpose for one in scene.attempts(item)] == ["create", "read"] for item in six)


def test_what_cannot_be_taken_together_is_halved_until_it_can() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["400 together", "400 together"]
    eight = post(scene, Bookkeeper.trust_receipt, 8)

    scene.run(10)

    assert [count_of(one.key) for one in creates(scene, eight[0])] == [8, 4, 2]
    assert all((one.state, scene.made(one)) == ("confirmed", 1) for one in eight)


def test_what_is_refused_even_alone_is_refused_by_itself() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["400 together"] * 3
    five = post(scene, Bookkeeper.trust_receipt, 5)

    scene.run(10)

    assert [count_of(one.key) for one in creates(scene, five[0])] == [5, 2, 1]
    assert (five[0].state, five[0].reason_text) == (
        "rejected",
        "Xero refused it. Correct it and retry. Xero says: Invalid Json data",
    )
    assert all((one.state, scene.made(one)) == ("confirmed", 1) for one in five[1:])


def test_drafts_are_approved_together() -> None:
    scene = scene_with_a_client()
    post(scene, Bookkeeper.supplier_bill, 1)
    scene.run(5)
    before = scene.world.calls
    five = post(scene, Bookkeeper.supplier_bill, 5)

    scene.run(5)

    assert scene.world.calls - before == 2
    assert all((one.state, scene.made(one)) == ("confirmed", 1) for one in five)
    rows = [scene.world.other.row("Invoices", one.remote_id or "") for one in five]
    assert {row.status for row in rows} == {"AUTHORISED"}


def test_while_xero_is_in_trouble_nothing_leaves_together() -> None:
    scene = scene_with_a_client()
    scene.weather.coming += ["gateway before"] * 3
    scene.post(Bookkeeper.trust_receipt)
    scene.run(1)
    post(scene, Bookkeeper.trust_receipt, 6)

    scene.run(3)

    in_doubt = [one for one in scene.world.memory.books.items.values() if one.state == "unknown"]
    assert len(in_doubt) <= 2
    scene.run(120)
    assert not scene.world.memory.left(scene.world.destination).open
