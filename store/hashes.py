"""Short keys of contents."""

import hashlib


def short_hash(content: bytes) -> str:
    """First 32 hexadecimal digits of SHA-256: 128 bits, enough that no two contents ever meet."""
    return hashlib.sha256(content).hexdigest()[:32]
