"""The accounts an organisation begins with. Codes follow what Xero gives a new Australian organisation."""

from typing import NamedTuple


class AccountSeed(NamedTuple):
    code: str
    name: str
    type: str
    tax: str = "none"
    """Which of the country's default taxes: sales, purchases, or none."""
    system: str = ""
    takes_payments: bool = False
    description: str = ""
    bank_number: str = ""


SYSTEM_ACCOUNTS = (
    AccountSeed("610", "Accounts Receivable", "CURRENT", system="DEBTORS"),
    AccountSeed("800", "Accounts Payable", "CURRLIAB", system="CREDITORS"),
    AccountSeed("820", "GST", "CURRLIAB", system="GST"),
    AccountSeed("840", "Historical Adjustment", "CURRLIAB", system="HISTORICAL"),
    AccountSeed("860", "Rounding", "CURRLIAB", system="ROUNDING"),
    AccountSeed("877", "Tracking Transfers", "CURRLIAB", system="TRACKINGTRANSFERS"),
    AccountSeed("960", "Retained Earnings", "EQUITY", system="RETAINEDEARNINGS"),
)

DEMO_ACCOUNTS = (
    AccountSeed("090", "Office Bank", "BANK", description="The firm's own money", bank_number="062000-10203040"),
    AccountSeed("095", "Trust Bank", "BANK", description="Money held for clients", bank_number="062000-50607080"),
    AccountSeed("200", "Fees", "REVENUE", "sales", description="Professional fees"),
    AccountSeed("201", "Disbursements Recovered", "REVENUE", "sales"),
    AccountSeed("260", "Other Revenue", "REVENUE", "sales"),
    AccountSeed("270", "Interest Income", "OTHERINCOME"),
    AccountSeed("310", "Disbursements Paid", "DIRECTCOSTS", "purchases"),
    AccountSeed("320", "Counsel Fees", "DIRECTCOSTS", "purchases"),
    AccountSeed("330", "Search and Filing Fees", "DIRECTCOSTS", "purchases"),
    AccountSeed("400", "Advertising", "EXPENSE", "purchases"),
    AccountSeed("404", "Bank Fees", "EXPENSE"),
    AccountSeed("408", "Cleaning", "EXPENSE", "purchases"),
    AccountSeed("412", "Consulting and Accounting", "EXPENSE", "purchases"),
    AccountSeed("416", "Depreciation", "DEPRECIATN"),
    AccountSeed("420", "Entertainment", "EXPENSE"),
    AccountSeed("425", "Freight and Courier", "EXPENSE", "purchases"),
    AccountSeed("429", "General Expenses", "EXPENSE", "purchases"),
    AccountSeed("433", "Insurance", "EXPENSE", "purchases"),
    AccountSeed("437", "Interest Expense", "EXPENSE"),
    AccountSeed("441", "Library and Practising Certificates", "EXPENSE", "purchases"),
    AccountSeed("445", "Light, Power, Heating", "EXPENSE", "purchases"),
    AccountSeed("453", "Office Expenses", "EXPENSE", "purchases"),
    AccountSeed("461", "Printing and Stationery", "EXPENSE", "purchases"),
    AccountSeed("469", "Rent", "EXPENSE", "purchases"),
    AccountSeed("477", "Wages and Salaries", "EXPENSE"),
    AccountSeed("485", "Subscriptions", "EXPENSE", "purchases"),
    AccountSeed("489", "Telephone and Internet", "EXPENSE", "purchases"),
    AccountSeed("493", "Travel", "EXPENSE", "purchases"),
    AccountSeed("620", "Prepayments", "CURRENT"),
    AccountSeed("710", "Office Equipment", "FIXED", "purchases"),
    AccountSeed("711", "Less Accumulated Depreciation on Office Equipment", "FIXED"),
    AccountSeed("850", "Trust Liability", "CURRLIAB", takes_payments=True, description="Held for clients in trust"),
    AccountSeed("851", "Trust Transfers", "CURRLIAB", takes_payments=True),
    AccountSeed("852", "Trust Paid by Firm", "CURRENT", takes_payments=True),
    AccountSeed("853", "Statutory Deposit", "CURRENT"),
    AccountSeed("900", "Loan", "TERMLIAB"),
    AccountSeed("970", "Owner Funds Introduced", "EQUITY"),
    AccountSeed("980", "Owner Drawings", "EQUITY"),
)
