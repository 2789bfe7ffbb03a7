"""Who appears: the firm, the people who work in it, its clients and everybody else it pays."""

from dataclasses import dataclass

FIRM = "Harbour & Vale Lawyers"
JURISDICTION = "au"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody in the firm; `part` is what the story calls them."""

    part: str
    name: str
    email: str
    roles: tuple[str, ...]


WORKERS = (
    Worker("bookkeeper", "Priya Raman", "priya@harbourvale.example", ("bookkeeper",)),
    Worker("trust_manager", "Helen Achterberg", "helen@harbourvale.example", ("bookkeeper", "trust_manager")),
    Worker("lawyer", "Tom Okafor", "tom@harbourvale.example", ("fee_earner",)),
    Worker("admin", "Margaret Vale", "margaret@harbourvale.example", ("admin", "auditor")),
)

LAWYERS = ("Tom Okafor", "Margaret Vale", "Daniel Brzezinski", "Aroha Whitcombe")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A contact. `part` is what the story calls them."""

    part: str
    name: str
    sort: str
    email: str = ""
    phone: str = ""


CLIENTS = (
    Somebody("harrow", "Harrow & Pike Pty Ltd", "company", "accounts@harrowpike.example", "02 5550 0142"),
    Somebody("nguyen", "Linh Nguyen", "person", "linh.nguyen@post.example", "0491 570 156"),
    Somebody("castellano", "Marco and Giulia Castellano", "person", "castellano@post.example"),
    Somebody("quayside", "Quayside Developments Pty Ltd", "company", "legal@quayside.example", "02 5550 0173"),
    Somebody("oreilly", "Bridget O'Reilly", "person", "bridget@post.example", "0491 570 158"),
    Somebody("levi", "דוד לוי ורחל לוי", "person", "levi@post.example"),
    Somebody("alnoor", "شركة النور للتجارة والاستثمار", "company", "office@alnoor.example", "02 5550 0119"),
    Somebody(
        "papadopoulos",
        "The Trustee for the Papadopoulos-Harrington Family Discretionary Investment Trust No. 2",
        "company",
        "trustee@phtrust.example",
    ),
    Somebody("estate_webb", "Estate of the late Dorothy May Webb", "person"),
    Somebody("estate_fraser", "Estate of the late Alistair Fraser", "person"),
    Somebody("estate_costa", "Estate of the late Maria da Costa", "person"),
    Somebody("singh", "Harpreet Singh", "person", "h.singh@post.example", "0491 570 110"),
    Somebody("tanaka", "Yuki Tanaka", "person", "yuki@post.example"),
    Somebody("blackwattle", "Blackwattle Brewing Co. Pty Ltd", "company", "hello@blackwattle.example", "02 5550 0188"),
    Somebody("stmarks", "St Mark's Early Learning Centre Incorporated", "company", "office@stmarks.example"),
    Somebody("mackenzie", "Fiona Mackenzie", "person", "fiona.m@post.example", "0491 570 313"),
    Somebody("dubois", "Chloé Dubois-Lefèvre", "person", "chloe@post.example"),
    Somebody("ironbark", "Ironbark Civil Contractors Pty Ltd", "company", "admin@ironbark.example", "02 5550 0131"),
    Somebody("zhao", "Zhao Family Holdings Pty Ltd", "company", "zhao@holdings.example"),
    Somebody("kowalski", "Piotr Kowalski", "person", "piotr@post.example", "0491 570 737"),
    Somebody("redgum", "Red Gum Veterinary Clinic Pty Ltd", "company", "clinic@redgum.example", "02 5550 0155"),
    Somebody("hassan", "Amina Hassan", "person", "amina@post.example"),
    Somebody("thornbury", "Thornbury Shipping (Singapore) Pte Ltd", "company", "legal@thornbury.example"),
    Somebody("jensen", "Lars and Ingrid Jensen", "person", "jensen@post.example"),
    Somebody("wattle", "Owners Corporation Strata Plan 88214", "company", "secretary@sp88214.example"),
    Somebody("burke", "Seamus Burke", "person", phone="0491 570 157"),
    Somebody("petrov", "Irina Petrova", "person", "irina@post.example"),
)

OTHERS = (
    Somebody("revenue", "Revenue NSW", "company"),
    Somebody("registry", "NSW Land Registry Services", "company"),
    Somebody("water", "Sydney Water Corporation", "company"),
    Somebody("council", "Inner West Council", "company"),
    Somebody("supreme", "Supreme Court of New South Wales", "company"),
    Somebody("district", "District Court of New South Wales", "company"),
    Somebody("family_court", "Federal Circuit and Family Court of Australia", "company"),
    Somebody("searches", "Southern Searches & Certificates Pty Ltd", "company"),
    Somebody("lender", "Harbour Mutual Bank Limited", "bank"),
    Somebody("other_side", "Mercer Lowe Solicitors Trust Account", "company"),
    Somebody("other_side_2", "Pennant Hills Conveyancing Trust Account", "company"),
    Somebody("agent", "Bayview Estate Agents Trust Account", "company"),
    Somebody("counsel", "Ms A. J. Whitlock of Counsel", "person"),
    Somebody("senior", "Mr R. St John Pemberton SC", "person"),
    Somebody("doctor", "Dr Samuel Adeyemi, Orthopaedics", "person"),
    Somebody("surveyor", "Eastern Drainage Surveys Pty Ltd", "company"),
    Somebody("server", "Swift Process Servers", "company"),
    Somebody("insurer", "Austral General Insurance Limited", "company"),
)

SUPPLIERS = (
    Somebody("landlord", "Level Four Holdings Pty Ltd", "company"),
    Somebody("staff", "Wages of Harbour & Vale Lawyers", "company"),
    Somebody("office", "Chambers Office Supply Pty Ltd", "company"),
    Somebody("cleaner", "Brightside Office Cleaning", "company"),
    Somebody("tax_office", "Australian Taxation Office", "company"),
)
"""Those whom the firm itself pays."""

BANK = "Tidewater Banking Corporation"
"""Where the firm has its accounts."""

FIRST_BANKS = (
    ("T1", "Trust bank account", "062-000 10307761"),
    ("O1", "Office bank account", "062-000 10307753"),
)
"""Code, name and number of the two accounts that a firm begins with."""

MORE_BANKS = (
    ("office", "Tax and wages reserve", "062-000 10307788"),
    ("trust", "Trust money at call", "062-000 10307796"),
)
"""Sort, name and number of what the firm opens beside its first two: where it puts aside what is not its own to spend,
and where money of estates lies that is not needed for a while."""
