"""What helps to fix: run-books, checks, changes, earlier incidents."""
