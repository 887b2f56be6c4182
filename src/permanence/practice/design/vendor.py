"""Takes the style and script of govuk-frontend into this room, without what belongs to GOV.UK alone.

    npm pack govuk-frontend@6.3.0 && tar xzf govuk-frontend-6.3.0.tgz
    python -m permanence.practice.design.vendor package

The typeface, the crown and the crest are for GOV.UK only, so their rules and names are left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent / "static" / "design"
OURS = '"Helvetica Neue",arial,sans-serif'


def style(text: str) -> str:
    """The style sheet with our typeface, and without the crest and the map for its makers."""
    text = re.sub(r"@font-face\{[^}]*\}", "", text).replace("GDS Transport,arial,sans-serif", OURS)
    text = re.sub(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}", "", text)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text).strip() + "\n"


def script(text: str) -> str:
    """The script, without the map for its makers."""
    return re.sub(r"//# sourceMappingURL=.*", "", text).strip() + "\n"


def main(package: Path) -> None:
    """Writes both files from an unpacked package."""
    built = package / "dist" / "govuk"
    for name, ours in (("govuk-frontend.min.css", style), ("govuk-frontend.min.js", script)):
        (HERE / name).write_text(ours((built / name).read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
