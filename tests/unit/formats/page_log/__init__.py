"""The page log as files."""
