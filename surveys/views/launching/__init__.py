"""The steps in which a leader plans and launches a survey; each is kept, and can be found again."""
