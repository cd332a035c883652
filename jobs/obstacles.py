"""The family of expected failures: what stands in the way, in words its reader can act on."""


class Obstacle(Exception):
    """An expected failure. Its message names the place and the remedy and is shown as it is."""
