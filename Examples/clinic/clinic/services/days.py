"""Days as pairs of moments."""

from datetime import datetime, timedelta


def bounds(day):
    """The first moment of a day, and the first after it."""
    first = datetime.fromisoformat(day)
    return first, first + timedelta(days=1)
