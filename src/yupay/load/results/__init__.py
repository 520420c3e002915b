"""Results that others printed, or that yupay wrote: from a file to the claims it makes."""
