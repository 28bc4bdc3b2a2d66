"""More documents from the letters' engine: the manager's summary, the interview sheet, the standards per scheme."""
