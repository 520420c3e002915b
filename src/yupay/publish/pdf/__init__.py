"""The printed report and the one-page summary as tagged PDF."""
