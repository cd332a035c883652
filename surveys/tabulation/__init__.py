"""Between calculation and publication: scores become declared figures, cells become results."""
