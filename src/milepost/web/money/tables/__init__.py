"""Tables of the city's money."""
