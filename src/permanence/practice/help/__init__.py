"""The page that says how to do what people do here."""
