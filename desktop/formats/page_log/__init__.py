"""The page log as a spreadsheet: its columns, written as XLSX and CSV, read again from XLSX.

What is written is whole and typed; what is read are only the cells that people may edit.
"""
