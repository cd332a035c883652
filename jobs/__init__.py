"""Long work as job rows with state, progress and a sweeper. Knows none of the rooms above."""
