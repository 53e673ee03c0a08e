import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_room.domain.catalogue import fold_name
from customer_room.domain.naming import slug, unique_code

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("I order", "i-order"), ("Größe & Straße", "grosse-strasse"), ("  --Été 2026!! ", "ete-2026"), ("配送", ""),
        ("", ""), ("ﬁt № 5", "fit-no-5"), ("'); DROP TABLE stages;--", "drop-table-stages"), ("../../etc", "etc"),
    ],
)  # fmt: skip
def test_a_slug_keeps_what_ascii_can_say(name: str, code: str) -> None:
    """Accents, ligatures and signs are reduced; a name of which nothing is left has no slug."""
    assert slug(name) == code


@given(st.text())
def test_a_slug_is_a_code_or_nothing(name: str) -> None:
    """Any text gives a lower-case code of at most forty characters, or nothing, and a slug of a slug is itself."""
    code = slug(name)
    assert code == "" or (CODE.fullmatch(code) and len(code) <= 40)
    assert slug(code) == code


@given(st.lists(st.text(max_size=5), max_size=12))
def test_codes_made_one_after_the_other_never_repeat(names: list[str]) -> None:
    """However alike the names, each gets a code of its own."""
    codes: set[str] = set()
    for name in names:
        code = unique_code(name, codes)
        assert CODE.fullmatch(code)
        assert code not in codes
        codes.add(code)


def test_a_taken_code_is_numbered() -> None:
    """The second of a name is -2, the third -3, and a name without letters takes the fallback."""
    assert unique_code("Late", {"late"}) == "late-2"
    assert unique_code("Late", {"late", "late-2"}) == "late-3"
    assert unique_code("配送", set(), fallback="category") == "category"


@pytest.mark.parametrize("name", ["I  order", " i ORDER", "I\torder", "I\u00a0order"])
def test_names_are_compared_without_case_and_spaces(name: str) -> None:
    """Case, and how many or which spaces stand between words, do not make another name."""
    assert fold_name(name) == fold_name("I order")
