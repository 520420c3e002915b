"""The report as one file that opens anywhere and asks the network for nothing."""
