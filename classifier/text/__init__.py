"""From text as published to passages: masking, cutting, and the prefilter that throws out what cannot matter."""
