"""liantu 链图: the front door."""
