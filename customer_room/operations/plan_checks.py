"""Whether a plan that a person wrote can become a room: every entry is looked at before a folder is made."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from customer_room.domain.catalogue import fold_name
from customer_room.domain.periods import CADENCES
from customer_room.domain.words import Cause, GoodDirection, Layer, Orientation, SurveyMethod
from customer_room.errors import RoomError

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SETTINGS = ("name", "summary", "locale", "currency")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "silos": ("code", "name"),
    "stages": ("code", "name"),
    "touchpoints": ("code", "stage", "name"),
    "kpis": ("code", "touchpoint", "name", "unit", "direction", "layer", "orientation", "cadence"),
    "surveys": ("code", "name", "method", "scale_min", "scale_max"),
    "categories": ("code", "name"),
}
_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "silos": (),
    "stages": ("promise", "headline_kpi"),
    "touchpoints": ("rank", "silos"),
    "kpis": ("target", "decimals", "owner", "pair"),
    "surveys": ("question", "stage", "touchpoint"),
    "categories": ("cause", "stage"),
}
_WORDS: Mapping[str, type[StrEnum] | Sequence[str]] = {
    "direction": GoodDirection,
    "layer": Layer,
    "orientation": Orientation,
    "cadence": CADENCES,
    "method": SurveyMethod,
    "cause": Cause,
}
_REFERENCES = {"stage": "stages", "touchpoint": "touchpoints", "pair": "kpis", "headline_kpi": "kpis"}
_WHOLE_NUMBERS = {"rank": (1, 9999), "decimals": (0, 4), "scale_min": (0, 1000), "scale_max": (1, 1000)}
_CSAT_POINTS = (3, 11)
_SCALES = {SurveyMethod.NPS: (0, 10), SurveyMethod.CES: (1, 7)}


def check_plan(plan: Mapping[str, Any], source: str) -> None:
    """Look at a plan; `source` is what people call it.

    Raises:
        RoomError: an entry lacks something, or says what nothing else knows; the error names the first such entry.
    """
    checks = _PlanChecks(plan, source)
    checks.look_at_sections()
    for noun in _NEEDED:
        checks.look_at(noun)
    checks.look_at_headlines()


@dataclass(frozen=True, slots=True)
class _PlanChecks:
    plan: Mapping[str, Any]
    source: str

    def look_at_sections(self) -> None:
        """Only known sections, settings as text, and a stage at least."""
        for key, value in self.plan.items():
            if key not in (*_SETTINGS, *_NEEDED):
                known = ", ".join((*_SETTINGS, *(f"[[{noun}]]" for noun in _NEEDED)))
                raise self._refused(f"“{key}” is not known.", f"Known are: {known}.")
            if key in _SETTINGS and not isinstance(value, str):
                raise self._refused(f"{key} is not text.", f'Write it in quotes: {key} = "…".')
            is_list = isinstance(value, list) and all(isinstance(row, dict) for row in value)
            if key in _NEEDED and not is_list:
                raise self._refused(f"{key} is not a list of entries.", f"Begin each entry with [[{key}]].")
        if not self.plan.get("stages"):
            raise self._refused("It has no stage.", "Add [[stages]] with a code and a name.")

    def look_at(self, noun: str) -> None:
        """Every entry of a noun: its keys, its words, what it refers to, and that nothing is called the same."""
        called: dict[str, str] = {}
        for number, row in enumerate(self.plan.get(noun, []), start=1):
            entry = f"[[{noun}]] {row.get('code') or f'number {number}'}"
            self._look_at_keys(noun, row, entry)
            self._look_at_values(row, entry)
            self._look_at_references(noun, row, entry)
            for label in sorted({fold_name(row["code"]), fold_name(row["name"])}):
                if label in called:
                    what = f"{entry}: {called[label]} has the code or name “{label}” already."
                    raise self._refused(what, "Give each entry a code and a name of its own.")
                called[label] = entry

    def _look_at_keys(self, noun: str, row: Mapping[str, Any], entry: str) -> None:
        known = (*_NEEDED[noun], *_OPTIONAL[noun])
        for key in row:
            if key not in known:
                raise self._refused(f"{entry}: “{key}” is not known.", f"Known are: {', '.join(known)}.")
        for key in _NEEDED[noun]:
            if row.get(key) in (None, ""):
                raise self._refused(f"{entry}: {key} is missing.", f"Add a line: {key} = …")

    def _look_at_values(self, row: Mapping[str, Any], entry: str) -> None:
        for key, value in row.items():
            if key in _WHOLE_NUMBERS or key == "target":
                self._look_at_number(key, value, entry)
            elif key != "silos" and not isinstance(value, str):
                raise self._refused(f"{entry}: {key} is not text.", f'Write it in quotes: {key} = "…".')
            elif key in _WORDS and value not in set(_WORDS[key]):
                raise self._refused(f"{entry}: {key} is “{value}”.", f"Use one of {', '.join(_WORDS[key])}.")
        if not _CODE.fullmatch(row["code"]):
            raise self._refused(f"{entry}: this is not a code.", "Use lower-case letters, digits and hyphens.")
        if "scale_min" in row and row["scale_min"] >= row["scale_max"]:
            raise self._refused(f"{entry}: scale_min is not below scale_max.", "Give the lowest and the highest score.")
        points = row["scale_max"] - row["scale_min"] + 1 if "scale_min" in row else 0
        if row.get("method") == SurveyMethod.CSAT and not _CSAT_POINTS[0] <= points <= _CSAT_POINTS[1]:
            what = f"{entry}: its scale has {points} points, and the two highest are counted."
            raise self._refused(
                what, f"Give it a scale of {_CSAT_POINTS[0]} to {_CSAT_POINTS[1]} points, such as 1 to 5."
            )
        scale = _SCALES.get(row.get("method", ""))
        if scale and scale != (row["scale_min"], row["scale_max"]):
            fix = f"Write scale_min = {scale[0]} and scale_max = {scale[1]}, or use csat."
            raise self._refused(f"{entry}: {row['method']} has a scale of its own.", fix)

    def _look_at_number(self, key: str, value: object, entry: str) -> None:
        is_whole = key in _WHOLE_NUMBERS
        lowest, highest = _WHOLE_NUMBERS.get(key, (-1e15, 1e15))
        is_number = isinstance(value, int if is_whole else int | float) and not isinstance(value, bool)
        if not is_number or not lowest <= float(str(value)) <= highest:
            wanted = f"a whole number from {lowest} to {highest}" if is_whole else "a number such as 95"
            raise self._refused(f"{entry}: {key} is “{value}”.", f"Use {wanted}, without quotes.")

    def _look_at_references(self, noun: str, row: Mapping[str, Any], entry: str) -> None:
        for key, target in _REFERENCES.items():
            if key in row and row[key] not in self._codes(target):
                raise self._unknown(entry, key, str(row[key]), target)
        silos = row.get("silos", [])
        if not isinstance(silos, list):
            raise self._refused(f"{entry}: silos is not a list.", 'Write silos = ["…", "…"].')
        for silo in silos:
            if silo not in self._codes("silos"):
                raise self._unknown(entry, "silos", str(silo), "silos")

    def look_at_headlines(self) -> None:
        """A stage is known by a KPI of its own."""
        points = {point["code"]: point["stage"] for point in self.plan.get("touchpoints", [])}
        stages = {kpi["code"]: points[kpi["touchpoint"]] for kpi in self.plan.get("kpis", [])}
        for stage in self.plan["stages"]:
            chosen = stage.get("headline_kpi")
            if chosen is not None and stages[chosen] != stage["code"]:
                own = ", ".join(code for code, place in stages.items() if place == stage["code"])
                what = f"[[stages]] {stage['code']}: headline_kpi is “{chosen}”, a KPI of the stage {stages[chosen]}."
                raise self._refused(what, f"Use one of {own or 'none'}, or remove the line.")

    def _codes(self, noun: str) -> list[Any]:
        return [row.get("code") for row in self.plan.get(noun, [])]

    def _unknown(self, entry: str, key: str, word: str, target: str) -> RoomError:
        codes: Collection[str] = [str(code) for code in self._codes(target)]
        what = f"{entry}: {key} is “{word}”, and no [[{target}]] has that code."
        return self._refused(what, f"Use one of {', '.join(codes) or 'none'}, or remove the entry.")

    def _refused(self, what: str, fix: str) -> RoomError:
        return RoomError("The plan cannot become a room", f"{self.source}: {what}", fix)
