"""Other programs."""
from pathlib import Path
def installed(people, folder): return {}
