"""How days and numbers are written, where Django does it otherwise than people do."""
