"""A registry made up from a seed: nobody in it exists, and the truth is known."""
