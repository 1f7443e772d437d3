"""Sessions, finished scans, reports and mails, durable in one database."""
