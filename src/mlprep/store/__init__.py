"""The archive: the only room that opens files, but for the editor's file in terminal.py."""
