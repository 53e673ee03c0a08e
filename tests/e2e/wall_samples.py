"""Walls to look at and to test: an invented outdoor mail-order company, and rooms that put a wall under strain."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from customer_room.views.wall_view import (
    Choice,
    ComplaintsView,
    FirstStep,
    HeadlineView,
    HealthView,
    KpisView,
    PeriodBar,
    StageColumn,
    SurveysView,
    WallView,
)
from tests.e2e.wall_outdoor import STAGES
from tests.e2e.wall_parts import WORDS, wall


def outdoor() -> WallView:
    """Eight stages of a mail-order company for outdoor clothing."""
    return wall(*STAGES)


def five_stages() -> WallView:
    """The first five stages."""
    view = outdoor()
    return replace(view, stages=view.stages[:5])


def nine_stages() -> WallView:
    """Nine stages, the most a room has."""
    view = outdoor()
    last = replace(view.stages[3], id="again", name="I buy again and tell my friends")
    return replace(view, stages=(*view.stages, last))


GERMAN_NAMES = (
    "Ich stöbere im Katalog",
    "Ich bestelle",
    "Ich erhalte die Auftragsbestätigungsbenachrichtigung",
    "Ich warte auf mein Paket",
    "Ich packe aus",
    "Ich schicke zurück: Rücksendebestätigungsschreiben",
    "Ich erhalte mein Geld zurück",
    "Ich rufe beim Kundenbetreuungszentrum an",
    "Ich kaufe wieder ein",
)


def german() -> WallView:
    """Nine stages with German compounds wherever a name can stand."""
    view = nine_stages()
    words = replace(
        WORDS, artifacts="Was die Kundschaft in Händen hält", complaints="Beschwerden",
        kpis="Berührungspunktkennzahlen", surveys="Zufriedenheitsbefragungen", clips="Gesprächsausschnitte",
        teams="Verbesserungsmannschaften",
        more="weitere", stale="Überfällig", compared_with="Verglichen mit", period="Zeitraum", versus="gegenüber",
    )  # fmt: skip
    stages = tuple(_in_german(one, name) for one, name in zip(view.stages, GERMAN_NAMES, strict=True))
    period = replace(view.period, label="Oktober 2026", compared_label="September 2026")
    return replace(view, language="de-DE", words=words, stages=stages, period=period, demo_note="Beispieldaten")


def _in_german(one: StageColumn, name: str) -> StageColumn:
    rows = tuple(
        replace(row, name=f"Lieferzeitüberschreitungsbenachrichtigung: {row.name}") for row in one.complaints.rows
    )
    kpis = tuple(
        replace(row, name="Rücksendebearbeitungsdurchlaufzeit", status_word="Verfehlt") for row in one.kpis.rows
    )
    teams = tuple(
        replace(row, name="Arbeitsgruppe Rücksendebestätigungsschreiben", status_word="Unterscheidungsmerkmal")
        for row in one.teams
    )
    return replace(
        one,
        name=name,
        health=replace(one.health, word="Versprechen nicht gehalten", reason="Beschwerdehäufigkeit über dem Grenzwert"),
        headline=replace(one.headline, label="Beschwerden je 1.000 Kundinnen und Kunden", value="1.234.567,89 €"),
        complaints=replace(one.complaints, rows=rows),
        kpis=replace(one.kpis, rows=kpis),
        teams=teams,
    )


JAPANESE_NAMES = (
    "カタログを見る",
    "注文する",
    "注文確認のメールを受け取る",
    "荷物を待っている",
    "箱を開ける",
    "返品する",
    "返金を待つ",
    "電話で問い合わせる",
)


def japanese() -> WallView:
    """Eight stages in Japanese."""
    view = outdoor()
    words = replace(
        WORDS, artifacts="お客様の手に届くもの", complaints="苦情", kpis="接点の指標", surveys="アンケート",
        clips="通話", teams="改善チーム", more="他 {n} 件", stale="期限切れ",
        compared_with="比較対象", period="期間", versus="対",
    )  # fmt: skip
    stages = tuple(
        replace(
            one,
            name=name,
            promise="お客様は、約束した日に、約束したものを受け取ります。",
            health=replace(one.health, word="約束を守れていない", reason="苦情が前月より増えています"),
            complaints=replace(
                one.complaints, rows=tuple(replace(row, name="配達が約束の日より遅れた") for row in one.complaints.rows)
            ),
            teams=tuple(replace(row, status_word="差別化できている", name="配送改善チーム") for row in one.teams),
        )
        for one, name in zip(view.stages, JAPANESE_NAMES, strict=True)
    )
    return replace(view, language="ja-JP", words=words, stages=stages)


ARABIC_NAMES = (
    "أتصفح الكتالوج",
    "أطلب",
    "أستلم التأكيد",
    "أنتظر الطرد",
    "أفتح الطرد",
    "أعيد البضاعة",
    "أنتظر المال",
    "أتصل",
)


def arabic() -> WallView:
    """Eight stages written from right to left."""
    view = outdoor()
    stages = tuple(
        replace(one, name=name, health=replace(one.health, word="لا يفي بالوعد"))
        for one, name in zip(view.stages, ARABIC_NAMES, strict=True)
    )
    return replace(view, language="ar", right_to_left=True, stages=stages)


HOSTILE = (
    "<script>window.__xss = 1</script>",
    "<img src=x onerror='window.__xss = 1'>",
    "<svg onload=window.__xss=1>",
    "W" * 5000,
    "مرحبا \u202eبالعالم\u202c " * 20,
    "z" + "\u0335\u0321\u0346\u034a" * 300 + "algo",
    "👩‍👩‍👧‍👦🏔️" * 40,
    "[x](javascript:window.__xss=1) ![x](http://attacker.example/b.png) :red[x] $x$",
    "\u200b \u0000 \ufffd",
    "line\nbreak " * 400,
)


def hostile() -> WallView:
    """Texts of customers that try to break the wall, in every place that shows a text."""
    view = outdoor()
    stages = tuple(_made_hostile(one, HOSTILE[at], HOSTILE[(at + 3) % 10]) for at, one in enumerate(view.stages))
    return replace(view, stages=stages, notes=HOSTILE, room_name=HOSTILE[3], company=HOSTILE[0], as_of=HOSTILE[1])


def _made_hostile(one: StageColumn, text: str, other: str) -> StageColumn:
    lost = replace(
        one.artifacts[0], thumbnail_url="https://attacker.example/b.png", image_url="javascript:window.__xss=1"
    )
    spoken = tuple(replace(line, text=text, speaker=other) for line in one.clips[0].lines) if one.clips else ()
    return replace(
        one,
        name=text,
        promise=other,
        health=replace(one.health, word=text, reason=other),
        headline=replace(one.headline, label=text, value=other, note=text),
        artifacts=(replace(lost, name=text, description=other, dated=text), *one.artifacts[1:]),
        complaints=replace(
            one.complaints,
            rows=tuple(replace(row, name=text, trend_text=other, rate=text, share=9e9) for row in one.complaints.rows),
        ),
        kpis=replace(
            one.kpis, rows=tuple(replace(row, name=text, value=other, target=text, note=other) for row in one.kpis.rows)
        ),
        surveys=replace(
            one.surveys, rows=tuple(replace(row, name=text, score=other, n=text) for row in one.surveys.rows)
        ),
        clips=tuple(replace(row, title=text, shows=other, lines=spoken) for row in one.clips),
        teams=tuple(replace(row, name=text, promise=other, status_word=text, due=other) for row in one.teams),
    )


def empty() -> WallView:
    """A room without stages, inviting to its first steps."""
    steps = (
        FirstStep("Name your stages", "customer-room import my-room stages stages.csv"),
        FirstStep("Bring in what customers say", "customer-room import my-room feedback complaints.csv"),
        FirstStep("Hang what they receive", "Put pictures of your packing slip and your returns form into the inbox."),
        FirstStep("Stand in front of it", "Reload this page."),
    )
    period = PeriodBar(label="", compared_label="", grains=(), periods=(), comparisons=())
    return replace(wall(), first_steps=steps, notes=(), demo_note="", period=period)


def nothing_known() -> WallView:
    """Eight stages of which the sixth has no data at all, and pictures and clips are gone."""
    view = outdoor()
    bare = replace(
        view.stages[5],
        health=HealthView("unknown", "Not judged", "No KPI readings or survey answers yet"),
        headline=HeadlineView(
            "Complaints per 1,000 customers", None, "", "No exposure for October 2026", "unknown", stale=True
        ),
        artifacts=(),
        complaints=ComplaintsView((), 0, "", "No complaints have been imported for this stage.", None),
        kpis=KpisView((), 0, "No KPI is kept for this stage."),
        surveys=SurveysView((), 0, "No survey asks about this stage."),
        clips=(),
        teams=(),
    )
    first = view.stages[0]
    gone = replace(
        first,
        artifacts=(replace(first.artifacts[0], missing=True), *first.artifacts[1:]),
        clips=tuple(replace(row, missing=True) for row in first.clips),
    )
    second = view.stages[1]
    refused = replace(
        second,
        artifacts=(
            replace(second.artifacts[0], thumbnail_url="/files/gone", image_url="/files/gone"),
            *second.artifacts[1:],
        ),
        clips=tuple(replace(row, url="/files/gone-call") for row in second.clips),
    )
    fifth = view.stages[4]
    hushed = tuple(
        replace(row, score=None, note="Fewer than 30 answers", low=None, high=None, at=None)
        for row in fifth.surveys.rows
    )
    few = replace(fifth, surveys=replace(fifth.surveys, rows=hushed))
    return replace(view, stages=(gone, refused, *view.stages[2:4], few, bare, *view.stages[6:]))


def dim() -> WallView:
    """A room whose settings ask for a dark wall."""
    return replace(outdoor(), look="dark")


def chosen(view: WallView, address: Mapping[str, str]) -> WallView:
    """The wall as the address asks for it: another period changes the second stage's number."""

    def marked(entries: tuple[Choice, ...], key: str | None) -> tuple[Choice, ...]:
        known = key in {entry.key for entry in entries}
        return tuple(replace(entry, selected=entry.key == key) for entry in entries) if known else entries

    period = replace(
        view.period,
        grains=marked(view.period.grains, address.get("grain")),
        periods=marked(view.period.periods, address.get("period")),
        comparisons=marked(view.period.comparisons, address.get("comparison")),
    )
    if not view.stages or not address.get("period"):
        return replace(view, period=period)
    second = view.stages[1]
    changed = replace(second, headline=replace(second.headline, note=f"Shown for {address['period']}"))
    return replace(view, period=period, stages=(view.stages[0], changed, *view.stages[2:]))


SAMPLES: dict[str, Callable[[], WallView]] = {
    "outdoor": outdoor,
    "five": five_stages,
    "nine": nine_stages,
    "german": german,
    "japanese": japanese,
    "arabic": arabic,
    "hostile": hostile,
    "empty": empty,
    "bare": nothing_known,
    "dim": dim,
}
