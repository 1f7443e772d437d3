"""The tables with all their indexes, for who makes or compares them: of an index on a part of a table SQLAlchemy wants
to know what `where` means in each database, and loads all of both dialects for it. No web process needs that."""

from sqlalchemy import Index

from fulfillment.storage.tables import WAITING, mails
from fulfillment.storage.tables import metadata as metadata

Index("ix_mails_waiting", mails.c.due, sqlite_where=WAITING, postgresql_where=WAITING)
