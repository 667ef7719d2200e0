"""The archive: the only room that opens files."""
