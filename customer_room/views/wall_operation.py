"""The words with which a wall is worked: its keys, its rotation, its volume."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """What is printed on a key, or on two that belong together, and what it does on the wall.

    `is_character` says that the key writes a letter, a figure or a sign: a screen may do without those.
    """

    keys: str
    does: str
    is_character: bool = False


@dataclass(frozen=True, slots=True)
class OperationWords:
    """Headings and labels of the wall's own controls.

    `rotating` holds `{n}`, the seconds until the next. `waiting` is said while the rotation waits by itself, `paused`
    while somebody paused it.
    """

    keys_title: str
    keys: tuple[KeyHelp, ...]
    rotation: str
    rotating: str
    waiting: str
    paused: str
    pause: str
    resume: str
    previous: str
    next: str
    blank: str
    volume: str
    muted: str


OPERATION_WORDS = OperationWords(
    keys_title="Keys",
    keys=(
        KeyHelp("← →", "to the stage beside"),
        KeyHelp("Enter", "open the stage"),
        KeyHelp("Esc", "back; on the wall, end the call"),
        KeyHelp("Page ↓ Page ↑", "walk the stages, one by one"),
        KeyHelp("1 … 6", "in a stage, one section large", is_character=True),
        KeyHelp("B or .", "blank the screen, and back", is_character=True),
        KeyHelp("+ −", "louder, quieter", is_character=True),
        KeyHelp("M", "sound off and on", is_character=True),
        KeyHelp("F", "full screen, and back", is_character=True),
        KeyHelp("D", "dark or light", is_character=True),
        KeyHelp("Space", "pause or resume the rotation"),
        KeyHelp("?", "these keys", is_character=True),
    ),
    rotation="Rotation",
    rotating="Next in {n} s",
    waiting="Rotation waits",
    paused="Rotation paused",
    pause="Pause the rotation",
    resume="Resume the rotation",
    previous="Back",
    next="On",
    blank="The screen is blank. Press B to bring it back.",
    volume="Volume",
    muted="Sound off",
)
