"""Forms of the survey room: what respondents and leaders fill in."""
