"""Mail: what waits to be sent, how it is sent, and when it is tried again."""
