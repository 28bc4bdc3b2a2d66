"""The KPI library: ready KPIs of eight functions, kept in kpis/*.toml, for people to choose from."""
