"""Files of artifacts and recordings: kept by content, never altered."""
