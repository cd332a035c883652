"""Pages on which reports are asked for, watched and fetched."""
