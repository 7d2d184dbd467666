"""How pages look to one reader: the theme kept in a cookie."""
