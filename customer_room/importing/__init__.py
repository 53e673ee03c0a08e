"""Reading foreign files into validated staging files; the store commits those."""

from customer_room.importing.mapping import DateOrder, FileMapping, read_mapping
from customer_room.importing.request import ImportRequest, Progress, StagedImport
from customer_room.importing.staging import stage_file

__all__ = ["DateOrder", "FileMapping", "ImportRequest", "Progress", "StagedImport", "read_mapping", "stage_file"]
