"""The verbs of the deployment room, by what they act on."""
