"""The picture of a plan that narrows: a lane for each option, with its place in the plan over time."""
