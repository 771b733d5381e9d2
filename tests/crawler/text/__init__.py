"""Tests of texts made safe."""
