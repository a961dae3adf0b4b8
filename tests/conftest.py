"""What every test may ask for: the cast, and a file of East Asia to work on."""

import pytest

from casework.cases.models import Case
from tests.cast import Cast, make_cast
from tests.makers import make_group_of_17


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    """The file of a group of seventeen, written by mara, confirmed by teo."""
    return make_group_of_17(cast.mara, cast.teo, cast.east_asia)
