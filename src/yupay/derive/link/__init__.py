"""Who is counted twice: records of several institutions joined to persons, with the doubt that joining leaves."""
