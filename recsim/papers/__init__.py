"""What a trainer hands out: slides with notes, and sheets to print."""
