"""The words of the practice as frozen dataclasses, enums and pure rules."""
