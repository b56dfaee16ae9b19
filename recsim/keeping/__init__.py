"""What people keep of a study: its tables and logs elsewhere, the same again, a citation."""
