"""The gallery: models in, rich renderables out. Prints nothing."""
