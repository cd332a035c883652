"""What may stand in the way of an assessment, in words that name the place and the remedy."""

from jobs.obstacles import Obstacle


class AssessmentNotFound(Obstacle):
    """No assessment has this id."""


class AssessmentIncomplete(Obstacle):
    """A step without which nothing can be sized is still open."""


class UploadUnreadable(Obstacle):
    """The upload is not what it should be."""


class UnknownCatalogEntry(Obstacle):
    """The catalog has no such model, accelerator, question or data class."""


class PoolNotFound(Obstacle):
    """The assessment has no such pool."""


class ValueRefused(Obstacle):
    """A value contradicts another or lies outside what is possible."""
