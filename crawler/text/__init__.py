"""Texts made safe and readable: personal data removed, broken JSON mended, what no reader sees taken out."""
