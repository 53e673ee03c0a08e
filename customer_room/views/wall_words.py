"""Headings and labels of the wall."""

from customer_room.views.wall_operation import OPERATION_WORDS
from customer_room.views.wall_view import FirstStep, WallWords

WORDS = WallWords(
    artifacts="Customers hold",
    complaints="Customers complain of",
    kpis="Key touchpoints",
    surveys="Surveys say",
    clips="Hear a customer",
    teams="Fix teams",
    play="Play",
    pause="Pause",
    close="Close",
    missing_file="File is missing",
    more="more",
    stale="Stale",
    compared_with="Compared with",
    period="Period",
    transcript="Transcript",
    versus="against",
    grain="Show by",
    stages="Stages",
    previous="Previous",
    next="Next",
    overdue="Overdue",
    play_error="This clip cannot be played.",
    lost_contact="Not connected since {time}; what you see is of then",
    unreadable="The room cannot be read since {time}; what you see is of then",
    enlarge="Larger",
    reduce="Smaller",
    back="Back to the wall",
    previous_stage="Stage before",
    next_stage="Next stage",
    coming="Fetching what they said …",
    earlier="Page back",
    later="Next page",
    problem="Problem",
    promise="Promise",
    operation=OPERATION_WORDS,
)

FIRST_STEPS = (
    FirstStep(
        "Name the stages", "In your customers' words, five to nine: customer-room import FOLDER stages stages.csv"
    ),
    FirstStep("Bring in what customers say", "From the tools you have: customer-room import FOLDER feedback calls.csv"),
    FirstStep(
        "Name the touchpoints that matter", "Ten to twenty, ranked: customer-room import FOLDER touchpoints points.csv"
    ),
    FirstStep(
        "Or start from your industry", "customer-room init ANOTHER-ROOM --template NAME makes a room with all of it"
    ),
)
