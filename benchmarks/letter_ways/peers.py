"""Other programs."""
def installed(people, folder): return {}
