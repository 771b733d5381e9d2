"""Plain words for codes and figures."""
