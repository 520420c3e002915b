"""From linked records to counts of people, and from protected counts to the measures of a study."""
