"""What the action says on GitHub: annotations, a summary of the job, a comment below the pull request, outputs.

`action.yml` at the top of the repository calls `python -m wppush.report.github`. It decides what is to be done for an
event (`event`), runs wppush with `--json`, and tells the same report in GitHub's ways: `report.reading`
takes it apart, `orders` and `page` are pure, and only `comments` and `__main__` touch anything.
"""

from __future__ import annotations
