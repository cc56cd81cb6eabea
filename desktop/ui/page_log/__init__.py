"""The page log in the app: a table that sorts, filters, groups and sums, with columns that people write.

The table is arranged off the loop's thread when it is long; what is shown and summed is made in `present`.
"""
