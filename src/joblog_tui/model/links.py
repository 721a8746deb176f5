"""Addresses of web pages in what writers said: to be shown and copied, never opened by us."""

import re
from collections.abc import Iterable

LONGEST = 2_000  # characters of an address
MOST = 50
_URL = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f-\x9f]{1,2000}", re.IGNORECASE)
_BEHIND = ".,;:!?"


def links(texts: Iterable[str]) -> tuple[str, ...]:
    """The addresses in some texts, each once, in order; 50 at most."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _URL.finditer(text.replace("\\/", "/")):
            address = match[0].rstrip(_BEHIND)
            if address.endswith(")") and "(" not in address:
                address = address[:-1]
            if "://" in address and len(address) > address.index("://") + 3:
                found.setdefault(address)
            if len(found) >= MOST:
                return tuple(found)
    return tuple(found)
