"""Labelled passages: our own, and places in real notices; what the model learns from and is measured on."""
