"""Reading foreign files into validated staging files; the store commits those."""

from customer_room.importing.mapping import DateOrder, FileMapping, read_mapping
from customer_room.importing.request import ImportRequest, Progress, StagedImport

__all__ = ["DateOrder", "FileMapping", "ImportRequest", "Progress", "StagedImport", "read_mapping"]
