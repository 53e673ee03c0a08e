"""The eight stages of the invented outdoor mail-order company that the browser tests look at."""

from tests.e2e.wall_parts import STALE, artifact, clip, complaint, kpi, stage, survey, team

STAGES = (
    stage(
        "browse",
        "I look for something",
        "The catalogue shows what the jacket is like on a wet hill.",
        "good",
        "Complaints within their usual range",
        ("Complaints per 1,000 customers", "3.1", "0.2 fewer than in September", "unclear"),
        (
            artifact("catalogue", "Catalogue page", "Autumn catalogue, page 14: shell jackets.", "Sep 2026"),
            artifact("size-chart", "Size chart", "The folded chart in every catalogue.", "Mar 2026"),
            artifact("newsletter", "Newsletter", "The weekly letter.", "Oct 2026"),
        ),
        (
            complaint("Colours look different", 61, 1.2, 1.0, 4),
            complaint("Size chart is wrong", 44, 0.9, 0.72, -12),
            complaint("Search finds nothing", 29, 0.6, 0.48, 0),
            complaint("Too many e-mails", 18, 0.4, 0.3, -3),
        ),
        (
            kpi("Searches that find something", "91 %", "Target 90 %", True, 0.85, "Search"),
            kpi("Catalogue on the doorstep", "8 days", "Target 7 days", False, 0.3, "Catalogue", STALE),
        ),
        (survey("Finding the right thing", "CES", "5.6", 0.71, 0.75, 0.79, 812, "no clear change"),),
        (
            clip(
                "call-browse",
                "“The green is not the green”",
                41,
                "12 Oct",
                ("Customer", "The green is not the green on page fourteen."),
            ),
        ),
        (),
    ),
    stage(
        "order",
        "I order",
        "Ordering takes five minutes, on the phone as on the web.",
        "good",
        "Both KPIs meet their target",
        ("Complaints per 1,000 customers", "2.4", "1.1 fewer than in September", "better"),
        (
            artifact("order-form", "Order form", "The form bound into the catalogue.", "Sep 2026"),
            artifact("confirmation", "Order confirmation", "The e-mail that follows an order.", "Jul 2026"),
            artifact("gift-card", "Gift card", "Printed on the packing bench.", "Jan 2026"),
            artifact("voucher", "Voucher", "Ten dollars off the next order.", "Jan 2026"),
        ),
        (
            complaint("Card refused twice", 38, 0.8, 1.0, -31),
            complaint("Waited on the phone", 27, 0.6, 0.71, -18),
            complaint("Voucher not accepted", 22, 0.5, 0.58, 2),
            complaint("Address changed itself", 9, 0.2, 0.24, 0),
            complaint("Had to register", 8, 0.2, 0.2, 0),
        ),
        (
            kpi("Calls answered in 30 s", "86 %", "Target 80 %", True, 0.9, "Order line"),
            kpi("Orders finished on the web", "71 %", "", None, 0.6, "Checkout"),
        ),
        (survey("Ordering", "CSAT", "84 %", 0.81, 0.84, 0.87, 640, "+3 points"),),
        (
            clip(
                "call-order", "Ordering in four minutes", 38, "3 Oct", ("Agent", "That is everything, it ships today.")
            ),
        ),
        (
            team(
                "checkout", "Checkout without tears", "r", "A card works the first time", "since Aug 2026", "due 30 Nov"
            ),
        ),
    ),
    stage(
        "confirm",
        "I am told when it comes",
        "You know the day before we know the weather.",
        "watch",
        "Overstock notices went out late in three weeks",
        ("Orders confirmed within an hour", "88 %", "4 points fewer than in September", "worse"),
        (
            artifact("overstock", "Overstock notice", "Sent when an article is out of stock.", "Feb 2025"),
            artifact("ship-mail", "Shipping e-mail", "Sent when a parcel leaves.", "Jul 2026"),
            artifact("delay", "Delay letter", "Sent after ten days.", "Nov 2024"),
        ),
        (
            complaint("Told too late it is sold out", 96, 2.0, 1.0, 22),
            complaint("No news for a week", 71, 1.5, 0.74, 9),
            complaint("Date was wrong", 40, 0.8, 0.42, -2),
        ),
        (
            kpi("Confirmed within an hour", "88 %", "Target 95 %", False, 0.3, "Confirmation"),
            kpi("Promised dates kept", "79 %", "Target 92 %", False, 0.25, "Delivery date"),
        ),
        (survey("Being kept informed", "CSAT", "61 %", 0.56, 0.61, 0.66, 402, "−5 points"),),
        (
            clip(
                "call-confirm",
                "“Sold out, three weeks later”",
                52,
                "19 Oct",
                ("Customer", "Three weeks later I get a card that says sold out."),
                ("Agent", "I am sorry, I can see that."),
            ),
        ),
        (
            team(
                "notices",
                "Honest stock",
                "b",
                "Nobody hears of it later than the next day",
                "since May 2026",
                "due 31 Oct",
                overdue=True,
            ),
        ),
    ),
    stage(
        "wait",
        "I wait for my parcel",
        "Three days, to the door, dry.",
        "bad",
        "Complaints above their limit for three months",
        ("Complaints per 1,000 customers", "14.8", "3.6 more than in September", "worse"),
        (
            artifact("parcel", "Parcel as it arrives", "Photograph from a customer.", "Oct 2026"),
            artifact("missed-card", "Missed-you card", "Left by the carrier.", "Apr 2026"),
            artifact("tracking", "Tracking page", "What a customer sees.", "Oct 2026"),
            artifact("label", "Shipping label", "Printed in the warehouse.", "Oct 2026"),
            artifact("tape", "Packing tape", "With our name.", "Jan 2026"),
        ),
        (
            complaint("Later than promised", 412, 8.6, 1.0, 34),
            complaint("Left in the rain", 131, 2.7, 0.32, 11),
            complaint("Carrier never rang", 88, 1.8, 0.21, -4),
            complaint("Tracking stands still", 74, 1.5, 0.18, 6),
            complaint("Parcel lost", 22, 0.5, 0.05, 0),
        ),
        (
            kpi("Delivered on the promised day", "73 %", "Target 95 %", False, 0.12, "Delivery"),
            kpi("Days from order to door", "5.2", "Target 3.0", False, 0.9, "Delivery"),
            kpi("Parcels lost per 10,000", "4.1", "Target 3.0", False, 0.7, "Carrier", STALE),
        ),
        (survey("Delivery", "NPS", "−12", 0.38, 0.44, 0.5, 1204, "−9 points"),),
        (
            clip(
                "call-wait",
                "“It was for his birthday”",
                47,
                "22 Oct",
                (
                    "Customer",
                    "It was for his birthday. It came on the Tuesday, wet through, and nobody had even rung the bell.",
                ),
                ("Agent", "That should not have happened."),
            ),
            clip("call-rain", "Left in the rain", 33, "8 Oct", ("Customer", "The box fell apart in my hands.")),
        ),
        (
            team(
                "day", "The promised day", "b", "95 of 100 parcels on the day we named", "since Mar 2026", "due 15 Dec"
            ),
            team("dry", "Dry to the door", "r", "No parcel left in the rain", "since Sep 2026", "due 30 Jan"),
        ),
    ),
    stage(
        "unpack",
        "I unpack it",
        "It is what you saw, and it smells of nothing.",
        "good",
        "Complaints at their lowest in two years",
        ("Complaints per 1,000 customers", "1.9", "0.8 fewer than in September", "better"),
        (
            artifact("packing-slip", "Packing slip", "The slip on top of every parcel.", "Oct 2026"),
            artifact("hang-tag", "Hang tag", "Tied to the zip.", "Aug 2026"),
            artifact("care-label", "Care label", "Sewn into the seam.", "Aug 2026"),
        ),
        (
            complaint("Wrong size in the bag", 41, 0.9, 1.0, -22),
            complaint("Too much plastic", 33, 0.7, 0.8, -40),
            complaint("Tag tears the lining", 14, 0.3, 0.34, 0),
        ),
        (
            kpi("Orders packed right", "99.2 %", "Target 99 %", True, 0.9, "Packing"),
            kpi("Plastic per parcel", "11 g", "Target 15 g", True, 0.1, "Packing"),
        ),
        (survey("First impression", "NPS", "58", 0.75, 0.79, 0.83, 930, "+6 points"),),
        (clip("call-unpack", "“Like a present”", 29, "14 Oct", ("Customer", "It was like a present to myself.")),),
        (team("plastic", "No more plastic", "d", "Unpacking is a pleasure", "since Jul 2026", "due 31 Mar"),),
    ),
    stage(
        "wear",
        "I wear it outside",
        "Dry after six hours on the hill.",
        "watch",
        "One seam leaks in the new shell",
        ("Warranty claims per 1,000", "6.3", "no clear change", "unclear"),
        (
            artifact("seam", "Leaking seam", "Sent in by a customer.", "Oct 2026"),
            artifact("warranty", "Warranty card", "In the inside pocket.", "Feb 2026"),
        ),
        (
            complaint("Seam leaks at the hood", 77, 1.6, 1.0, 18),
            complaint("Zip jams when frozen", 52, 1.1, 0.67, 3),
            complaint("Colour fades", 20, 0.4, 0.26, -8),
        ),
        (
            kpi("Claims settled in 10 days", "64 %", "Target 90 %", False, 0.4, "Warranty"),
            kpi("Repairs that hold a year", None, "Target 95 %", None, 0.4, "Repair", STALE),
        ),
        (),
        (
            clip(
                "call-wear",
                "“Six hours, then soaked”",
                44,
                "27 Oct",
                ("Customer", "Six hours on the hill, then soaked to the skin."),
            ),
        ),
        (team("seam", "The hood seam", "b", "No seam leaks in two winters", "since Oct 2026", "due 28 Feb"),),
    ),
    stage(
        "return",
        "I send something back",
        "One form, one walk to the post, money in a week.",
        "bad",
        "Refunds take twice as long as promised",
        ("Until the money is back", "16.4 days", "2.9 more than in September", "worse"),
        (
            artifact("returns-form", "Returns form", "Both sides of the form in every parcel.", "Jan 2023"),
            artifact("returns-label", "Returns label", "To be cut out.", "Jan 2023"),
            artifact("refund-letter", "Refund letter", "Sent with the money.", "Jun 2025"),
        ),
        (
            complaint("Money came too late", 203, 4.2, 1.0, 27),
            complaint("Form is not understood", 118, 2.5, 0.58, 2),
            complaint("Nobody confirms arrival", 97, 2.0, 0.48, 15),
            complaint("Had to pay postage", 41, 0.9, 0.2, -6),
        ),
        (
            kpi("Refunds within 7 days", "22 %", "Target 90 %", False, 0.05, "Refund"),
            kpi("Calls about a return", "31 %", "Target 10 %", False, 0.9, "Service line"),
        ),
        (survey("Sending back", "CSAT", "43 %", 0.38, 0.43, 0.48, 377, "−7 points"),),
        (
            clip(
                "call-return",
                "“Where is my money?”",
                58,
                "30 Oct",
                ("Customer", "Where is my money? You have had the boots for a month."),
                ("Agent", "I can see they arrived on the second."),
            ),
        ),
        (
            team(
                "money", "Money in a week", "b", "Seven days, every time", "since Jan 2026", "due 30 Sep", overdue=True
            ),
        ),
    ),
    stage(
        "ask",
        "I need help",
        "A person who knows the hill answers.",
        "good",
        "Answered quickly; solved the first time",
        ("Solved at the first call", "82 %", "5 points more than in September", "better"),
        (
            artifact("help-page", "Help page", "The most read answer.", "Oct 2026"),
            artifact("answer-mail", "Answer by e-mail", "The template most used.", "May 2026"),
            artifact("business-card", "Adviser's card", "With a name and a number.", "May 2026"),
        ),
        (
            complaint("Passed on three times", 34, 0.7, 1.0, -19),
            complaint("Chat closes itself", 30, 0.6, 0.88, 7),
            complaint("E-mail unanswered", 11, 0.2, 0.32, -25),
        ),
        (
            kpi("Solved at the first call", "82 %", "Target 80 %", True, 0.88, "Service line"),
            kpi("E-mails answered in a day", "94 %", "Target 95 %", False, 0.8, "E-mail"),
        ),
        (survey("Help", "NPS", "64", 0.79, 0.82, 0.85, 511, "+4 points"),),
        (
            clip(
                "call-ask",
                "“She climbs there herself”",
                36,
                "17 Oct",
                ("Customer", "She told me she climbs there herself."),
            ),
        ),
        (team("first", "The first call", "d", "Solved once, by one person", "since Apr 2026", "due 31 Dec"),),
    ),
)
