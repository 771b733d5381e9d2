"""The facts that figures rest on, a source a row: dated law, names, registers, bodies, and the lists of codes."""
