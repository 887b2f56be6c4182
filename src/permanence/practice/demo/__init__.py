"""A made-up council to try the app on: invented children, families and people. Not installed in production."""
