"""The one exception for "the books say no": a stable code, and advice that says what to do next."""

from collections.abc import Mapping

TOPICS: Mapping[str, Mapping[str, str]] = {
    "What was typed": {
        "field-missing": "A field that the document needs is empty.",
        "field-unknown": "The input names a field that this kind of document does not have.",
        "field-wrong-type": "The input has a list, a number or a text where another is expected.",
        "amount-not-money": "The text is not an amount of money.",
        "amount-too-fine": "The amount has more decimals than the currency.",
        "amount-too-large": "The amount is beyond 9,999,999,999.99.",
        "amount-not-positive": "The amount must be above zero.",
        "date-not-understood": "The text is not a calendar date.",
        "date-out-of-range": "The date lies outside the years the books can hold.",
        "text-too-long": "The text is longer than the field.",
        "text-has-controls": "The text holds characters that are invisible or turn the reading direction.",
        "number-not-understood": "The text is not a number.",
        "email-not-understood": "The text is not an e-mail address.",
        "rows-missing": "The document needs at least one row.",
        "too-many-rows": "The document has more rows than one document may have.",
        "column-unknown": "The file has a column that no field of this kind answers to.",
        "file-not-understood": "The file is not readable as CSV or JSON lines in UTF-8.",
        "file-empty": "The file to attach holds nothing.",
        "file-too-large": "The file to attach is larger than 10 MB.",
        "too-many-files": "The document has as many files as one document may have.",
        "kind-unknown": "There is no such kind of document.",
        "report-unknown": "There is no such report.",
        "choice-unknown": "The text is none of those that may stand there.",
    },
    "How it came": {
        "body-not-understood": "The request's body is not one JSON object in UTF-8.",
        "body-too-large": "The request's body is larger than 5 MB.",
        "not-signed-in": "The request names nobody: neither a session nor an API key that is valid.",
        "too-many-requests": "The API key has made more requests in a minute than it may.",
        "key-unknown": "No API key of this firm has that prefix.",
    },
    "What it refers to": {
        "matter-unknown": "No matter of this firm has that code.",
        "matter-closed": "The matter is closed.",
        "matter-missing": "What is paid for a client names the client's matter.",
        "firms-own-ledger": "The firm's own trust ledger is no matter that a document may name.",
        "contact-unknown": "No contact of this firm has that code.",
        "account-unknown": "No account of this firm has that code.",
        "account-not-allowed": "The account cannot be used on this line.",
        "slot-empty": "A function of the chart of accounts has no account yet.",
        "bank-unknown": "No bank account of this firm has that code.",
        "bank-closed": "The bank account is closed.",
        "bank-twice": "The same bank account stands on both sides of a transfer.",
        "bank-wrong-sort": "A trust account stands where an office account is needed, or the other way round.",
        "tax-code-unknown": "No tax code of this firm has that code.",
        "tax-code-not-allowed": "The tax code cannot be used on this line.",
        "no-rate-on-day": "The tax code has no rate on that day.",
        "bill-unknown": "No posted bill of this firm has that number.",
        "receipt-unknown": "No posted receipt of this firm has that number.",
        "credit-unknown": "No posted credit note of this firm has that number.",
        "order-unknown": "No placed order or template of this firm has that number.",
        "supplier-bill-unknown": "No posted supplier bill of this firm has that number.",
        "supplier-credit-unknown": "No posted supplier credit of this firm has that number.",
        "document-unknown": "There is no such document in this firm.",
        "file-unknown": "The document has no such file, or it was taken off.",
        "name-taken": "Another record of this firm has that code.",
    },
    "What the books forbid": {
        "entry-unbalanced": "Debits and credits differ.",
        "line-one-side": "A line of a journal is a debit or a credit.",
        "entry-empty": "An entry needs at least two lines.",
        "total-not-positive": "The document's total must be above zero.",
        "due-before-date": "The due date lies before the document's date.",
        "period-closed": "The date lies in a closed period.",
        "date-in-future": "Trust money cannot be dated after today.",
        "trust-overdrawn": "The matter does not hold that much on some day from the date on.",
        "bank-overdrawn": "The trust account itself does not have that much on some day from the date on.",
        "same-matter": "Money moves between two matters, not from one to itself.",
        "more-than-held": "More is taken from an account than stands there on some day from the date on.",
        "other-contact": "A credit settles documents of its own contact only.",
        "interest-used-up": "The bank keeps as much as the interest, or more.",
        "receipt-over-allocated": "The parts of the receipt are more than the receipt.",
        "bill-over-paid": "The part is more than the bill still owes.",
        "reference-taken": "The supplier's reference stands on another document of theirs.",
        "order-used": "Something was made from the order already.",
        "bill-named-twice": "The same bill stands on two rows.",
        "paid-before-billed": "What settles a bill is dated before it.",
        "credit-over-used": "More of a credit is used than is left of it.",
        "given-already": "Another document gives some of the same credit to the same bill.",
        "used-before-credited": "A credit is used before its own date.",
        "settles-nothing-of-it": "The document settles nothing of that bill.",
        "document-settled": "Something is still allocated to or from the document.",
        "step-not-allowed": "The document's state does not allow this step.",
        "document-locked": "A copy of the document is in Xero or on its way.",
        "document-changed": "Somebody else changed the document meanwhile.",
        "key-reused": "The same request key came with other content.",
        "refused-while-connected": "Such documents cannot be copied, so they wait until the firm is not connected.",
        "not-in-jurisdiction": "The law of the firm's jurisdiction leaves no room for such a document.",
        "not-yet-supported": "The books cannot do this yet.",
    },
    "Who may": {
        "not-permitted": "The person's roles do not allow this.",
        "reason-missing": "This step needs a reason.",
        "password-wrong": "The password is not the person's, or was tried too often.",
    },
    "Setting up the firm": {
        "package-not-chosen": "Nobody has chosen the firm's accounting package yet.",
        "package-chosen": "The accounting package was chosen before, and is never changed.",
        "package-unknown": "There is no such accounting package.",
        "package-without-xero": "The firm's accounting package has no link to Xero.",
        "not-in-package": "The firm's accounting package does not have this page.",
        "not-acknowledged": "What cannot be undone has to be understood first, in so many words.",
        "jurisdiction-unknown": "There is no such jurisdiction.",
        "currency-unknown": "The books know no such currency.",
        "method-unknown": "The accounting method is neither accrual nor cash.",
        "zone-unknown": "There is no such time zone.",
        "books-begun": "Something is posted already, so that this cannot be changed any more.",
        "contact-not-a-bank": "Only a contact of type Bank holds bank accounts.",
        "contact-holds-accounts": "Bank accounts are held with the contact, so it stays a bank.",
        "account-has-a-bank": "The account of the chart belongs to another bank account.",
        "bank-type-unknown": "The jurisdiction has no such type of bank account.",
        "bank-number-not-understood": "The number is not one of a bank account in the firm's country.",
        "bank-holds-money": "The trust account still holds clients' money.",
        "division-unknown": "The firm has no such division.",
    },
    "The link to Xero": {
        "not-connected": "The firm is not connected to Xero.",
        "already-connected": "The firm is connected to another organisation in Xero.",
        "copies-in-doubt": "Whether some copies arrived in the organisation that is left has to be looked up there.",
        "consent-expired": "The consent was asked for by another session, too long ago, or was used already.",
        "consent-refused": "Xero did not give access.",
        "xero-not-reached": "Xero does not answer now.",
        "xero-calls-used-up": "Xero's calls are used up for now.",
        "organisation-unknown": "The consent does not cover that organisation.",
        "organisation-trial": "The organisation is on trial in Xero.",
        "organisation-cashbook": "The organisation's plan in Xero has no invoices.",
        "organisation-currency": "The organisation keeps its books in another currency.",
        "method-not-accrual": "The firm keeps its books by another method than accrual.",
        "several-currencies": "The firm uses more than one currency.",
        "several-divisions": "The firm has more than one division.",
        "retainers-held": "A matter holds a general retainer.",
        "accounts-without-code": "An account in Xero has no code.",
        "rights-missing": "The consent, or whoever gave it, may not do what copies need.",
        "locked-in-xero": "The date lies in a period that is locked in Xero.",
        "bill-not-waiting": "The bill is not one of those that wait to be brought across.",
        "feed-advice-not-read": "The advice about bank feeds has not been read.",
        "item-unknown": "There is no such push in this firm.",
        "linked-already": "That document in Xero is the copy of another one here.",
        "account-unknown-there": "There is no such account or tax rate in Xero.",
        "counterpart-unfit": "That account or tax rate in Xero cannot answer to this one, by Xero's rules.",
        "counterpart-taken": "Another bank account here is mapped to that one in Xero.",
        "mapping-missing": "An account or tax code has no counterpart in Xero.",
        "mapped-already": "The account has a counterpart in Xero.",
        "account-name-taken": "Xero has another account of that name.",
        "setting-unknown": "A setting has no such choice.",
        "item-not-retriable": "The push is not in a state that can be tried again.",
        "not-linked": "The document has no copy in Xero that it is linked to.",
        "unlink-order": "What settles the document, or uses it, is linked to Xero too, and has to go first.",
        "being-corrected": "A correction of the document, or of one that it settles, is under way.",
        "correction-unknown": "There is no such correction in this firm.",
        "not-reconciled": "Both ledgers do not agree yet, so the comparison cannot be signed off.",
        "comparison-unknown": "There is no such signed comparison in this firm.",
        "drift-unknown": "There is no such difference in this firm.",
        "payment-not-adoptable": "A payment found in Xero cannot be recorded here as it stands.",
        "copy-on-its-way": "A copy is being sent, or nobody knows yet whether it arrived.",
    },
}
"""Every code with the sentence that explains it, by what it is about."""

CODES: Mapping[str, str] = {code: says for codes in TOPICS.values() for code, says in codes.items()}


class Refusal(Exception):
    """The books say no. `code` is one of CODES; `advice` is a sentence for a person, its facts filled in."""

    def __init__(self, code: str, advice: str, /, **facts: object) -> None:
        if code not in CODES:
            raise LookupError(f"'{code}' is not in the list of refusals")
        self.code = code
        self.facts = facts
        self.template = advice
        self.advice = advice.format(**facts) if facts else advice
        super().__init__(f"{code}: {self.advice}")


class InputRefused(Refusal):
    """Several fields are wrong at once. `fields` maps a path such as `items.2.net` to its own Refusal."""

    def __init__(self, fields: Mapping[str, Refusal]) -> None:
        first = next(iter(fields.items()))
        self.fields = dict(fields)
        super().__init__(first[1].code, "{where}: {advice}", where=first[0], advice=first[1].advice)
