"""How much an award criterion weighs: read from prose, from tables, and from structured criteria."""
