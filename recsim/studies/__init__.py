"""Studies from a file to finished results, the same for the command line and for Python."""
