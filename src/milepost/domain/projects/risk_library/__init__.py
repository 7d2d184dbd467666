"""Common risks of a city's IT projects by type: those that ship with Milepost, and the city's own."""
