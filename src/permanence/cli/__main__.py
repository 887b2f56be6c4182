"""``python -m permanence.cli``."""

import sys

from . import main

sys.exit(main())
