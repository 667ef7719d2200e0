"""The study: what to learn, in what order, when. Pure: no files, clock, randomness or terminal."""
