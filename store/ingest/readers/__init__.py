"""From files and landed pages to releases, one at a time: containers, decoding, package shapes."""
