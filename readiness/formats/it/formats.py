"""Days without a leading zero and without the day of the week: 2 marzo 2026."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
