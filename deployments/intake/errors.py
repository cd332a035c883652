"""One family of refusals for everything that is read from outside."""


class IntakeError(Exception):
    """The input cannot be read.

    Attributes
    ----------
    problem : str
        Stable key, such as `truncated_xml`; a page translates it.
    place : str
        Where it went wrong: a line, an element, a field.
    remedy : str
        What to do about it, one English sentence for commands and logs.
    """

    def __init__(self, problem: str, *, place: str, remedy: str) -> None:
        super().__init__(f"{problem} at {place}: {remedy}")
        self.problem = problem
        self.place = place
        self.remedy = remedy
