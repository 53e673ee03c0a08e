"""The eight calls: what customer and agent say. Nobody here is a person, and both voices are synthesised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One call: where it hangs on the wall, and its lines, each "C" (customer) or "A" (agent) and the words."""

    file: str
    stage: str
    touchpoint: str
    title: str
    shows: str
    recorded_on: str
    #: The customer's pitch and pace against the voice as it comes, so that eight customers sound different.
    pitch: float
    pace: float
    lines: tuple[tuple[str, str], ...]


CALLS = (
    Call(
        "forest-green.mp3", "look", "product-page", "Forest green that is brown",
        "The photo sells a color that does not exist, and the page leaves out what the customer needs to decide.",
        "2026-10-06", 1.05, 1.0,
        (
            ("A", "Kettlefell, how can I help?"),
            ("C", "I am looking at the Tarnwick parka, in forest green. In the catalog it looks brown."),
            ("A", "It is green. The photo was taken in the evening light."),
            ("C", "So what color is it really?"),
            ("A", "I can go and look. Most people who send it back say it is the color."),
            ("C", "And does the hood come off? The page says nothing. No weight, no lining."),
            ("A", "I do not see it on my screen either. I have the same page as you."),
            ("C", "It is ten dollars more on the website than in the catalog, too."),
            ("A", "Yes. We get that a lot."),
            ("C", "Then I will wait until I pass one of your stores. That may be spring."),
        ),
    ),
    Call(
        "three-sizes.mp3", "choose", "size-chart", "Three answers to one size",
        "Chart, hang tag and fit finder name three different sizes; the customer orders two coats to keep one.",
        "2026-09-15", 0.94, 1.04,
        (
            ("A", "Kettlefell, good morning."),
            ("C", "Good morning. I measured my chest. Forty inches. Your chart says medium."),
            ("A", "Yes, medium."),
            ("C", "The fit finder says medium or large. And the tag on the coat in your store said, order one down."),
            ("A", "Oh. So that would be small."),
            ("C", "Which one is right?"),
            ("A", "To be honest, I tell everybody to take one size up."),
            ("C", "That makes three answers. Is the inch on the chart for my body, or for the coat?"),
            ("A", "It does not say. I am sorry."),
            ("C", "Then send me two, and I will send one back. Again."),
            ("A", "Most people do that."),
        ),
    ),
    Call(
        "empty-basket.mp3", "order", "checkout", "The basket that emptied itself",
        "On the busiest weekend the checkout loses a full basket at sign-in, and the sale goes elsewhere.",
        "2025-11-28", 1.0, 0.94,
        (
            ("A", "Kettlefell, thank you for waiting."),
            ("C", "I had six things in my basket. Gifts for the whole family. Then your site asked me to sign in."),
            ("A", "And then it was empty."),
            ("C", "So you know about it?"),
            ("A", "You are my twentieth call today. I can type the order in for you."),
            ("C", "It took me an hour to find the right sizes. I did not write them down."),
            ("A", "Is there anything you remember?"),
            ("C", "Two hundred and sixty dollars, that is what I remember. Is it on my card now, or not?"),
            ("A", "I can not see that from here. You would have to ask your bank."),
            ("C", "Forget it. I will buy the gifts in town."),
        ),
    ),
    Call(
        "to-be-advised.mp3", "wait", "backorder", "Expected: to be advised",
        "The third overstock notice without a date: the date exists in the company, but not where customers ask.",
        "2026-10-20", 0.97, 1.0,
        (
            ("A", "Kettlefell, how may I help you?"),
            ("C", "I have a yellow card here. It says, overstock notice. Do you have too much of my sweater?"),
            ("A", "No, it means we have none."),
            ("C", "It says, expected, to be advised. That is the third card. When does it come?"),
            ("A", "I see the same words that you see. To be advised."),
            ("C", "You took ninety eight dollars from me in September."),
            ("A", "Yes. The buyers know when the ship comes, but it does not show here."),
            ("C", "So somebody in your house knows."),
            ("A", "Yes, somebody does."),
            ("C", "It snows here on Friday. Do I wait, or do I buy another one? That is all I need to know."),
            ("A", "I wish I could tell you."),
        ),
    ),
    Call(
        "vest-for-parka.mp3", "open", "right-item", "A vest instead of a parka",
        "Since the new packing benches the wrong thing is in the bag, and the customer drives to the post office.",
        "2026-09-09", 1.08, 0.97,
        (
            ("A", "Kettlefell, good afternoon."),
            ("C", "I ordered a green parka. The bag says green parka. In the bag is a red vest."),
            ("A", "I am so sorry. I will send the parka today."),
            ("C", "This is the second time since June. It never happened before."),
            ("A", "There are new benches in the warehouse. They have no scanner."),
            ("C", "The slip even has a stamp. Checked, twenty two."),
            ("A", "They compare a number of nine digits by eye."),
            ("C", "And I drive twenty miles to the post office with your vest."),
            ("A", "I can send you a label."),
            ("C", "I leave for the mountains on Saturday. Will I have a coat?"),
            ("A", "I can not promise that."),
        ),
    ),
    Call(
        "one-winter.mp3", "wear", "durability", "Ten winters, one zipper",
        "A new coat fails in its first cold week, and the promise on the card turns out to leave out zippers.",
        "2026-01-22", 0.9, 1.05,
        (
            ("A", "Kettlefell, hello."),
            ("C", "My coat is nine weeks old, and the zipper is off its track. It is ten below here."),
            ("A", "Oh no. Did you get stuck outside?"),
            ("C", "On a chair lift, with my coat open. The card says, ten winters, or we mend it."),
            ("A", "Yes. Zippers are, well. They are in the small print. Zippers are excluded."),
            ("C", "A coat without a zipper is a blanket."),
            ("A", "You are right. I have had four of these this morning. It is the new maker."),
            ("C", "My last one from you had a brass zipper. It did eleven winters."),
            ("A", "I will take it in for repair. We are waiting for the part."),
            ("C", "How long?"),
            ("A", "Five weeks. Maybe six."),
            ("C", "Then it is March."),
        ),
    ),
    Call(
        "day-nineteen.mp3", "return", "refund", "Day nineteen",
        "Before the fix: the parcel is back, the money is not, and each department sees only its own queue.",
        "2025-08-12", 1.02, 1.0,
        (
            ("A", "Kettlefell, how can I help?"),
            ("C", "You have had my jacket back for nineteen days. Where is my money?"),
            ("A", "Let me look. It says, received. It is waiting for inspection."),
            ("C", "I never even wore it. It was too small."),
            ("A", "After inspection it goes to finance. They do refunds on Thursdays."),
            ("C", "You took my money in two seconds."),
            ("A", "I know."),
            ("C", "Last week I was told, one more week. The week before, one more week."),
            ("A", "I can put a note on it."),
            ("C", "There are two notes on it already, I was told. I can not order the right size until I have it."),
            ("A", "I would feel the same."),
            ("C", "One hundred and eighty nine dollars. That is our groceries."),
        ),
    ),
    Call(
        "call-number-four.mp3", "help", "solved", "Call number four",
        "Calls measured on five minutes end before the problem does: the same story, told for the fourth time.",
        "2026-10-14", 0.95, 0.96,
        (
            ("A", "Kettlefell. May I have your order number?"),
            ("C", "You will find it in your notes. This is call number four."),
            ("A", "I am sorry, the notes are empty."),
            ("C", "All right. From the start. The wrong sweater. I sent it back. You sent the same one again."),
            ("A", "I will pass this on to the warehouse."),
            ("C", "That is what the last three of you did. Every one of you was friendly, and fast."),
            ("A", "Is there anything else I can do for you today?"),
            ("C", "You could stay on the line until it is solved. You used to."),
            ("A", "I have four minutes and fifty seconds on this call. It turns red at five."),
            ("C", "So I will talk to somebody else tomorrow."),
            ("A", "I am really sorry."),
        ),
    ),
)  # fmt: skip
