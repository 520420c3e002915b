"""What the public folder of an edition holds beside the report."""
