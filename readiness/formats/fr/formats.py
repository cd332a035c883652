"""French: the first of a month is an ordinal, “1er septembre”; the other days are not."""

DATE_FORMAT = "jS F Y"
DATETIME_FORMAT = "jS F Y H:i"
MONTH_DAY_FORMAT = "jS F"
