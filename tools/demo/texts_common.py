"""Openings, feelings, requests and closings that people use whatever their matter is."""

OPENINGS = """
Hello,|Hi there,|Good morning.|To whom it may concern:|Dear Kettlefell,|Hello again.|
I rarely write to companies, but|I am a customer since [2009|2014|the paper-only days|my student years].|
Just so you know:|Honestly,|Look,|Well.|So.|I will keep it short.|
Second try, since the first mail was not answered.|
I am writing for my [mother|father|neighbor], who has no computer.|My order is {order}.|Order {order}, {item}.|
About my order of {date}:|Regarding the {item}:|This is about the {item} I ordered on {date}.|
Not sure if anybody reads this.|You asked how it went, so here it is.|I like your things, that is why I write.|
Long-time customer here.|First order with you.|OK, deep breath.|A question and a complaint.|Here we go again.|
I had such good memories of your company.|Please pass this on to somebody who can do something.|
My {kin} says I should write this down, so I do.|
We live [an hour from the next store|far out|on an island|up north], so we depend on the mail.|
Sent from my phone, excuse the typing.
"""

POLITE_OPENINGS = """
Hello,|Hi,|Hi there,|Good morning.|Good evening.|Dear Kettlefell,|Quick question.|Just a thought:|
A small thing:|Hello again.|I am a customer since [2009|2014|my student years].|Long-time customer here.|
About my order {order}:|About the {item}:|For my {kin}, who has no computer:|Not urgent.|
My {kin} and I were wondering.|I love the {item}.|Sorry to bother you.
"""

STAFF_OPENINGS = """
Again today:|From the floor, {date}:|Second shift:|For the room:|{weekday}, early shift:|Please read this one:|
Not the first time I write this.|I know nobody asked, but|Seen at the desk:|From {n} years on this job:|
For the {item}:|After the {weekday} rush:
"""

PARTNER_OPENINGS = """
From the depot, {date}:|Carrier call, {weekday}:|To whoever plans the mail:|From the workshop, {date}:|
Once more, as in {month}:|
For your buyers:|Said to your people on {date}:|Nobody asked us, but|From our side:|Note for your order desk, {date}:
"""

PARTICULARS = """
{item}, {size}|{item} in {color}|Order {order}|{item}, {color}, {size}|{item}, since {date}|Ordered {date}|
Order {order}, {item}|My {kin}'s {item}|The {color} one|{amount} gone|{amount} for a {item}
"""

FEELINGS = """
I am [really|quite|honestly] disappointed.|That is not the Kettlefell I know.|
I felt [stupid|ignored|like a number|fobbed off].|It is a small thing, but it [stays with you|adds up].|
I was [so looking forward to it|near tears|fuming].|I expected better.|I have had enough.|
Not a drama, but [annoying|a pity].|I am more tired than angry.|You used to be so good at this.|
It would be funny if it were not my money.|How can this be so hard?|
Somebody did not think of the customer here.|Not impressed.|
I will think twice [next time|before I order again].|I told [everybody at work|my whole hiking club], sorry.|
Once is a mistake, [twice is a habit|this is a pattern].|I do not blame the person, I blame the system.|
Shame, because the [{item}|quality] is good.|Is anybody in charge of this?|I feel let down.
"""

ASKS = """
Please fix this.|What will you do about it?|Please send the right one.|I want my money back.|
Can somebody who can decide call me?|I do not need a voucher, I need an answer.|
Please tell me [the truth|what happens next|a date].|What now?|Let me know by {weekday}.|
Please look into order {order}.|A line back would be nice.|
I would like to hear from a person, not from a machine.|Please do not send me a survey about it.|
Sort it out and I will stay.|Tell me whom to talk to.
"""

LONG_EXTRAS = """
I have ordered from you for [nine|twelve|twenty] years, coats for the whole family, and still have the first one.|
We spend about {amount} with you every winter, not a fortune, but it adds up over the years.|
When I called on {weekday} the person was polite and could do nothing; she said the system does not let her.|
I then tried the website, which sent me to the phone, which sent me to the website.|
My {kin} had a similar thing in {month} and simply stopped ordering; I did not want to do that without telling you why.|
I am not after compensation, I would like the next customer not to go through the same.|
I read in your catalog that you walk in your customers' boots; please do, from the order to the return, once.|
What annoys me is not the mistake, it is that everybody I spoke with knew about it already.|
I run a small shop myself and know that things go wrong; what counts is what you do then.|
It is a long drive to the post office from here, and the road was not clear until noon.|
I kept all the papers and can send pictures if that helps anybody.|
The {item} from the same order is fine, by the way, credit where it is due.|
I did look at the help page first, it has [forty|sixty] questions on it and not this one.
"""

CLOSINGS = """
Thank you for reading.|Regards, a customer of many years|Kind regards|Waiting for your answer.|Thanks.|
Yours, still|Hoping for the best.|A [disappointed|tired|still loyal] customer|
Best wishes from [the north|the lake|the hills]|Thank you
"""

JOYS = """
Thank you!|Keep it up.|You have a customer for life.|I tell everybody.|That is how it should be.|Wonderful.|
Well done.|More of this.|Could not be happier.|Made me smile.|Please tell the people behind it.|Five stars.|
Bravo.|Again and again.
"""

EMOJI = {"complaint": "😡 😤 🙄 😞 🤦 😠", "praise": "😊 ❤️ 👍 🎉 🧡 🏔️", "other": "🙏 🤔 💡 🙂"}

ITEMS = """
Tarnwick parka|Birchrun fleece|Stormlee rain jacket|Hollow Pine vest|Millbrae sweater|Greyling shirt|
Ridgeway shell|Marl Lake cardigan|Fenwater anorak|Oxbow flannel shirt|Snowmere snowsuit|Larch base layer|
Kestrel windbreaker|Cooper field coat|Northgate down jacket|Wetherby duffle coat|Alder trail jacket|
Peat Hill overshirt|Sandpiper smock|Juniper tunic
"""

#: Colors by family, so that a wrong color is a near one.
COLOR_FAMILIES = (
    "forest green|pine|moss|teal|olive",
    "rust|brick red|plum|burgundy|berry",
    "oatmeal|sand|ivory|mustard|straw",
    "navy|slate|charcoal|cobalt|steel blue",
)
SIZE_RUNS = ("XS|S|M|L|XL|XXL", "M tall|L tall|XL tall", "XS petite|S petite|M petite|L petite")
KIN = "wife|husband|daughter|son|mother|father|sister|brother|grandson|granddaughter|neighbor|partner|aunt|cousin"
