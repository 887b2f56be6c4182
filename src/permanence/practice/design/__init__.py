"""How every page looks: the GOV.UK components without what belongs to GOV.UK alone."""
