"""Rooms made of real exports: their stages, KPIs and surveys, and which file with which mapping fills them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer_room.domain.words import ImportKind
from customer_room.importing import read_mapping
from customer_room.operations.bringing_in import ImportOrder, ImportSummary, import_file
from customer_room.operations.room import Room
from tests.rooms import TESTER

MAPPINGS = Path(__file__).resolve().parent.parent / "data_mappings"
NORTH = ("Haute Normandie", "Nord Pas de Calais", "Picardie", "Champagne Ardenne", "Basse Normandie", "Hauts-de-France")
SOUTH = ("Aquitaine", "Languedoc Roussillon", "Midi Pyrénées", "Provence Alpes Côte d'Azur", "Rhône Alpes", "Occitanie")
ELSEWHERE = (
    "Alsace", "Auvergne", "Auvergne-Rhône-Alpes", "Bourgogne", "Bourgogne-Franche-Comté", "Bretagne", "Centre",
    "Centre Val-de-Loire", "Franche Comté", "Grand Est", "Limousin", "Lorraine", "Normandie", "Nouvelle Aquitaine",
    "Pays-de-la-Loire", "Poitou Charentes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RealFile:
    """One import: the kind, the file below the folder of real files, and the mapping's name."""

    kind: ImportKind
    file: str
    mapping: str


def stage(code: str, name: str) -> dict[str, Any]:
    """A stage of a plan."""
    return {"code": code, "name": name}


def regularity(code: str, region: str, touchpoint: str) -> dict[str, Any]:
    """The regularity of a region's trains as a KPI."""
    return {
        "code": code, "touchpoint": touchpoint, "name": region, "unit": "%", "direction": "up", "layer": "process",
        "orientation": "customer", "cadence": "month", "decimals": 1, "target": 92,
    }  # fmt: skip


BANK: dict[str, Any] = {
    "stages": [
        stage("i-borrow", "I borrow"),
        stage("i-pay", "I pay by card"),
        stage("i-bank", "I keep my money there"),
        stage("i-settle", "I settle what I owe"),
    ]
}
TRAINS: dict[str, Any] = {
    "stages": [
        stage("north", "Je voyage dans le Nord"),
        stage("south", "Je voyage dans le Sud"),
        stage("rest", "Je voyage ailleurs"),
    ],
    "touchpoints": [
        {"code": f"{code}-train", "stage": code, "name": "Le train à l'heure", "rank": rank}
        for rank, code in enumerate(("north", "south", "rest"), 1)
    ],
    "kpis": [
        regularity(f"{area}-{number}", region, f"{area}-train")
        for area, regions in (("north", NORTH), ("south", SOUTH), ("rest", ELSEWHERE))
        for number, region in enumerate(regions)
    ],
}
SHOP: dict[str, Any] = {
    "stages": [stage("wear", "I wear it"), stage("call", "I call for help")],
    "surveys": [
        {"code": "stars", "name": "Stars", "method": "csat", "scale_min": 1, "scale_max": 5, "stage": "wear"},
        {"code": "call-rating", "name": "The call", "method": "csat", "scale_min": 1, "scale_max": 5, "stage": "call"},
    ],
    "categories": [{"code": code, "name": code.title(), "stage": "wear"} for code in ("tops", "dresses", "bottoms")],
}


def bring_real(room: Room, real_files: Path, wanted: RealFile) -> ImportSummary:
    """Import a real file with its mapping file."""
    path = real_files / "data" / wanted.file
    refused = room.folder / "inbox" / f"{wanted.mapping}.refused.csv"
    order = ImportOrder(path, wanted.kind, read_mapping(MAPPINGS / f"{wanted.mapping}.toml"), refused, False)
    return import_file(room, order, TESTER, lambda step, share: None)
