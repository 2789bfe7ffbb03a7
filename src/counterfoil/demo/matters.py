"""The sixty matters of the sample firm: what each is about, for whom, and when it begins in the fourteen months."""

from dataclasses import dataclass

AREAS = {
    "purchase": "Conveyancing, purchase",
    "sale": "Conveyancing, sale",
    "litigation": "Litigation",
    "estate": "Estates",
    "lease": "Leasing",
    "advice": "Commercial advice",
    "family": "Family law",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A matter. `week` is when it is opened: in weeks of six days from the first day of the story."""

    title: str
    client: str
    area: str
    week: int


def _plans(area: str, rows: str) -> list[Plan]:
    found = []
    for row in rows.strip().splitlines():
        week, client, title = row.strip().split(maxsplit=2)
        found.append(Plan(title, client, area, int(week)))
    return found


PLANS = (
    *_plans(
        "purchase",
        """
        1 nguyen Purchase of 14 Quayside Parade, Balmain
        4 castellano Purchase of 3/22 Wharf Road, Birchgrove
        7 quayside Purchase of Lots 4-9, Gasworks Lane, Pyrmont
        11 singh Purchase of 51 Darling Street, Rozelle
        15 tanaka Purchase of 8 Fig Tree Lane, Hunters Hill
        19 levi Purchase of 27 Bronte Road, Waverley
        23 jensen Purchase of 112 Elswick Street, Leichhardt
        28 dubois Purchase of 6/40 Glebe Point Road, Glebe
        33 zhao Purchase of 240 Victoria Road, Gladesville
        39 kowalski Purchase of 19 Cary Street, Drummoyne
        44 hassan Purchase of 5 Merton Street, Rozelle
        49 petrov Purchase of 88 Moore Street, Leichhardt
        54 burke Purchase of 31 Louisa Road, Birchgrove
        """,
    ),
    *_plans(
        "sale",
        """
        2 oreilly Sale of 9 Rowntree Street, Balmain
        9 papadopoulos Sale of 77 Norton Street, Leichhardt
        17 castellano Sale of 16 Short Street, Balmain
        25 mackenzie Sale of 2/5 Beattie Street, Balmain
        31 zhao Sale of Unit 12, 300 Harris Street, Ultimo
        37 estate_webb Sale of 44 Wharf Road, Gladesville, by executors
        42 quayside Sale of Lot 4, Gasworks Lane, Pyrmont
        47 jensen Sale of 3 Curtis Road, Balmain
        52 tanaka Sale of 61 Foucart Street, Lilyfield
        """,
    ),
    *_plans(
        "litigation",
        """
        0 harrow Harrow & Pike v Ironmonger Supplies: unpaid invoices
        0 ironbark Ironbark Civil v Shoalhaven Quarries: defective aggregate
        1 blackwattle Blackwattle Brewing: trade mark opposition
        3 mackenzie Mackenzie v Austral General: motor accident claim
        6 wattle Owners Corporation SP 88214: defective waterproofing
        8 thornbury Thornbury Shipping: cargo claim, MV Coral Dawn
        12 papadopoulos Papadopoulos-Harrington Trust v former trustee
        16 kowalski Kowalski: unfair dismissal
        21 alnoor Al-Noor Trading: recovery of deposit, Parramatta showroom
        26 harrow Harrow & Pike: shareholder dispute
        32 redgum Red Gum Veterinary: complaint before the Board
        40 burke Burke v Swiftline Couriers: personal injury
        """,
    ),
    *_plans(
        "estate",
        """
        0 estate_webb Estate of Dorothy May Webb: probate and administration
        5 estate_fraser Estate of Alistair Fraser: probate and administration
        14 estate_costa Estate of Maria da Costa: letters of administration
        20 oreilly O'Reilly: will, enduring powers and guardianship
        27 levi Levi: testamentary trust and wills
        34 estate_fraser Estate of Alistair Fraser: family provision claim
        41 singh Singh: will and enduring powers
        50 petrov Petrova: contested guardianship
        """,
    ),
    *_plans(
        "lease",
        """
        0 stmarks St Mark's Early Learning: lease of 18 Church Street
        2 blackwattle Blackwattle Brewing: lease of taproom, Marrickville
        10 redgum Red Gum Veterinary: lease of 140 Lyons Road
        24 alnoor Al-Noor Trading: lease of showroom, Auburn
        36 harrow Harrow & Pike: surrender and new lease, Level 9
        """,
    ),
    *_plans(
        "advice",
        """
        0 ironbark Ironbark Civil: standing advice
        0 quayside Quayside Developments: standing advice and joint venture
        6 wattle Owners Corporation SP 88214: by-laws and levies
        18 thornbury Thornbury Shipping: charterparty terms
        29 zhao Zhao Family Holdings: restructure of the group
        """,
    ),
    *_plans(
        "family",
        """
        1 hassan Hassan: parenting orders
        5 dubois Dubois-Lefèvre: property settlement
        13 mackenzie Mackenzie: binding financial agreement
        22 petrov Petrova: divorce and property settlement
        30 burke Burke: parenting plan
        35 tanaka Tanaka: relocation application
        43 kowalski Kowalski: property settlement
        48 castellano Castellano: financial agreement
        """,
    ),
)
