"""The room's structure as it is read."""

from customer_room.store.connection import Store, Write
from customer_room.store.structure import read_structure, save_category, save_silo, save_stage, save_touchpoint
from tests.store.samples import TESTER


def test_the_structure_is_read_in_the_order_of_the_wall(store: Store) -> None:
    """Touchpoints come by rank and unranked ones last, their silos in the silos' order, categories by name."""

    def work(write: Write) -> None:
        save_stage(write, "wait", "I wait", 1, "")
        stage_id = read_structure(write.cursor).stages[0].id
        first, second = save_silo(write, "z", "Z"), save_silo(write, "a", "A")
        for code, rank, silos in (("none", None, ()), ("two", 2, (second, first)), ("one", 1, (second,))):
            save_touchpoint(write, code, stage_id, code, rank, silos)
        for name in ("b", "Ä", "a", "B"):
            save_category(write, name, name, None, None)

    store.transact(TESTER, work)
    structure = read_structure(store.read())
    silos = {silo.id: silo.code for silo in structure.silos}
    assert list(silos.values()) == ["z", "a"]
    assert [(point.code, [silos[silo_id] for silo_id in point.silo_ids]) for point in structure.touchpoints] == [
        ("one", ["a"]), ("two", ["z", "a"]), ("none", []),
    ]  # fmt: skip
    assert [category.name for category in structure.categories] == ["B", "a", "b", "Ä"]
