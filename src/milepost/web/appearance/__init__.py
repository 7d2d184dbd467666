"""How pages look and act for one reader: choices kept in cookies."""
