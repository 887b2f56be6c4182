"""How people work: the screens, with need-to-know and a record of every look (docs/practice-anatomy.md)."""
