"""The verbs of the survey room, by what they act on."""
