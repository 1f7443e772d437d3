"""Handing a conversation over to a colleague: what happened, what is asked, and what could be answered. Pure."""
