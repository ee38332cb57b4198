"""Words of labels, the last thousand of them kept."""

from functools import lru_cache


@lru_cache(maxsize=1000)
def plain(word: str) -> str:
    return " ".join(word.lower().split())
