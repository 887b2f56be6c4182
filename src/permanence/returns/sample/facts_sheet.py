HEADER="child"
def facts_of(*a): return []
def facts_before_care(*a): return []
