"""The room's figures as pure functions: plain sequences and dataclasses in, frozen dataclasses out."""
