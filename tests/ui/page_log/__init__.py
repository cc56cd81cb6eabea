"""The page log in the app."""
