"""What waits to be copied, what was tried, and what is linked."""

from tests.records.attacks.attack import SEALED, Attack

ATTACKS = [
    Attack("delete an item", lambda s: [f"delete from outbox_item where id = {s.pending}"], SEALED),
    Attack("delete a confirmed item", lambda s: [f"delete from outbox_item where id = {s.confirmed}"], SEALED),
    Attack(
        "send a confirmed item again",
        lambda s: [f"update outbox_item set state = 'pending' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's body",
        lambda s: [f"update outbox_item set body = '{{}}' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's body hash",
        lambda s: [f"update outbox_item set body_sha256 = '{'0' * 64}' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's id over there",
        lambda s: [f"update outbox_item set remote_id = 'x' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "confirm without an id",
        lambda s: [f"update outbox_item set state = 'confirmed' where id = {s.pending}"],
        "confirmed_has_remote_id",
    ),
    Attack(
        "change a frozen snapshot",
        lambda s: [f"update outbox_item set snapshot = '{{}}' where id = {s.pending}"],
        SEALED,
    ),
    Attack("change a marker", lambda s: [f"update outbox_item set marker = 'LX' where id = {s.pending}"], SEALED),
    Attack(
        "change what an item copies",
        lambda s: [f"update outbox_item set source_id = {s.receipt} where id = {s.pending}"],
        SEALED,
    ),
    Attack(
        "change where an item goes",
        lambda s: [f"update outbox_item set resource = 'Payments' where id = {s.pending}"],
        SEALED,
    ),
    Attack(
        "change an item's version", lambda s: [f"update outbox_item set version = 9 where id = {s.pending}"], SEALED
    ),
    Attack(
        "lower an item's fence",
        lambda s: [f"update outbox_item set fence = 2 where id = {s.confirmed}"],
        "[fence-lost]",
    ),
    Attack(
        "lower an item's generation",
        lambda s: [f"update outbox_item set generation = 0 where id = {s.confirmed}"],
        "[fence-lost]",
    ),
    Attack(
        "lower a lease's fence",
        lambda s: [f"update outbox_lease set fence = 2 where destination_id = {s.destination}"],
        "[fence-lost]",
    ),
    Attack("delete a lease", lambda s: ["delete from outbox_lease"], "[fence-lost]"),
    Attack(
        "replace a lease",
        lambda s: [
            (
                "replace into outbox_lease (destination_id, firm_id, holder, fence)"
                f" values ({s.destination}, {s.firm}, '', 0)"
            )
        ],
        "[fence-lost]",
        only="sqlite",
        over="ours",  # a bare client replaces without firing the trigger of the deletion
    ),
    Attack("lower the epoch", lambda s: ["update outbox_epoch set number = number - 1"], "[fence-lost]"),
    Attack("delete the epoch", lambda s: ["delete from outbox_epoch"], "[fence-lost]"),
    Attack(
        "answer an attempt again", lambda s: [f"update outbox_attempt set status = 400 where id = {s.attempt}"], SEALED
    ),
    Attack(
        "change an attempt's key", lambda s: [f"update outbox_attempt set key = 'x' where id = {s.attempt}"], SEALED
    ),
    Attack("delete an attempt", lambda s: [f"delete from outbox_attempt where id = {s.attempt}"], SEALED),
    Attack("delete a link", lambda s: [f"delete from outbox_link where id = {s.link}"], SEALED),
    Attack("change a link", lambda s: [f"update outbox_link set remote_id = 'x' where id = {s.link}"], SEALED),
    Attack(
        "move a link to another document",
        lambda s: [f"update outbox_link set source_id = {s.receipt} where id = {s.link}"],
        SEALED,
    ),
    Attack("delete what an item waits for", lambda s: ["delete from outbox_dependency"], SEALED),
    Attack("change what an item waits for", lambda s: ["update outbox_dependency set on_id = item_id"], SEALED),
    Attack(
        "take the destination from its items",
        lambda s: [f"delete from outbox_destination where id = {s.destination}"],
        "FOREIGN KEY",
        "foreign key",
    ),
    Attack("lead the destination elsewhere", lambda s: ["update outbox_destination set remote_id = 'x'"], SEALED),
]
