"""What goes with what, unit by unit: coefficients, their intervals, and families of them."""
