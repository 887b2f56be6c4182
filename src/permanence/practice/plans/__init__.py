"""Plans for permanence that narrow: tracks, who was told and agreed, disagreements, and the child's own page."""
