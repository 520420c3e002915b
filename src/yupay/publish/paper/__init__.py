"""The report as it is printed, before it has a format: what docx and pdf both write."""
