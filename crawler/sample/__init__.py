"""Sample notices of invented public bodies, and the loopback portal that serves them with the faults of real ones."""
