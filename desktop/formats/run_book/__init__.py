"""Run-books as Markdown files with YAML front matter: reading, writing, changing one step.

PyYAML and markdown-it-py come with it (6 MB), so import it only when a file is read. Nothing here ever runs
what a file says.
"""
