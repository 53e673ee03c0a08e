"""The five fix teams and every change of their status. People are named by their role: nobody here is a person."""

COLUMNS = (
    "code", "name", "stage", "touchpoint", "sponsor", "lead", "members",
    "problem", "promise", "due", "status", "since", "reason", "by",
)  # fmt: skip

_TEAMS = {
    "on-the-day": (
        "On the Day", "wait", "delivery-day", "Chief Operating Officer", "Dispatch Manager",
        "Dispatch Manager (transport); Second Shift Lead (warehouse); Checkout Owner (website); "
        "Service Planner (service)",
        "One parcel in six comes after the day we named, one in four before Christmas. The site promises a day that "
        "the warehouse cut-off cannot make, and nobody tells the customer.",
        "We name a day when you order, and 94 of 100 parcels come on it.", "2025-12-31",
    ),
    "right-first-box": (
        "Right First Box", "open", "right-item", "Chief Operating Officer", "Packing Lead",
        "Packing Lead (warehouse); Stock Analyst (merchandising); Order Systems Owner (website)",
        "Two boxes in a hundred hold the wrong thing, and the customer pays for it with a trip to the post office.",
        "99 of 100 boxes hold exactly what was ordered.", "2026-12-15",
    ),
    "money-back": (
        "Money Back in Five", "return", "refund", "Chief Financial Officer", "Payments Manager",
        "Payments Manager (finance); Returns Desk Lead (warehouse); Carrier Manager (transport); "
        "Forms Designer (marketing)",
        "Customers wait two weeks for their own money, because we inspect first and batch once a week, and the "
        "return form loses one parcel in seven.",
        "Your money is on its way when the carrier scans your return.", "2026-03-31",
    ),
    "one-answer": (
        "One Answer", "help", "solved", "Chief Customer Officer", "Service Coach",
        "Service Coach (service); Claims Clerk (finance); Returns Desk Lead (warehouse); Store Trainer (stores)",
        "Calls got three minutes shorter and every third problem comes back. We measured the clock, and customers tell "
        "their story four times.",
        "The first person you reach keeps your case until it is solved.", "2027-01-31",
    ),
    "true-to-size": (
        "True to Size", "choose", "size-chart", "Chief Merchant", "Pattern Room Lead",
        "Pattern Room Lead (product); Fit Page Owner (website); Fitting Room Lead (stores); Service Coach (service)",
        "One order in seven comes back for size. The chart on the site, the hang tag and the garment disagree.",
        "The first size you order is the one you keep.", "2027-04-30",
    ),
}  # fmt: skip

_STEPS = [
    ("on-the-day", "broken", "2025-01-14",
     "Review of January 2025: the most frequent complaint, 84 of 100 on the day.", "Chief Operating Officer"),
    ("on-the-day", "reliable", "2026-04-14",
     "Twelve months since the named day went live on April 7, 2025: 97 of 100, no signal of concern.",
     "Chief Operating Officer"),
    ("on-the-day", "differentiating", "2026-10-13",
     "Reliable in two reviews running, and customers rate our delivery above the benchmark twice in a row.",
     "Chief Operating Officer"),
    ("right-first-box", "broken", "2025-01-14",
     "Review of January 2025: 97.6 of 100 boxes right, the costliest mistake we make.", "Chief Operating Officer"),
    ("right-first-box", "reliable", "2026-04-14",
     "Fourteen months since the second look with the scanner began on February 10, 2025: 99.4 of 100.",
     "Chief Operating Officer"),
    ("right-first-box", "broken", "2026-07-14",
     "Relapse: the new packing benches of May 4, 2026 came without scanners; two months below target.",
     "Packing Lead"),
    ("money-back", "broken", "2025-07-15",
     "Review of July 2025: 14 days until the refund; the loudest complaint of those who send something back.",
     "Chief Financial Officer"),
    ("money-back", "reliable", "2026-10-13",
     "Twelve months since refund-on-scan and the one-step form went live on October 6, 2025: under 5 days.",
     "Chief Financial Officer"),
    ("one-answer", "broken", "2026-07-14",
     "Review of July 2026: calls shorter than ever, and fewer problems solved in one contact every month.",
     "Chief Customer Officer"),
    ("true-to-size", "broken", "2026-10-13",
     "Review of October 2026: formed; returns for size have not moved in two years.", "Chief Merchant"),
]  # fmt: skip


def rows() -> list[list[str]]:
    """One row for each change of a team's status, in the columns of `COLUMNS`."""
    return [[code, *_TEAMS[code], status, since, reason, by] for code, status, since, reason, by in _STEPS]
