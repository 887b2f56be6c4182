"""Children and the dated facts about them."""
