"""What does a whole report look like when every number is invented? One small release with every block and figure kind.

The country, its 43 valleys, its registries and all values are made up and say so in the watermark. Nothing here
describes any real place or person.
"""

from fixture.places import ODD
from fixture.release import example_release
from fixture.tables import correlation_table, matrix_table, modality_table, valley_table

__all__ = ["ODD", "correlation_table", "example_release", "matrix_table", "modality_table", "valley_table"]
