"""What is saved below some folders while somebody works there: for runs that go on until they are ended.

It knows nothing of posts: it tells files that were written, and files that are gone.
"""

from wppush.watch.look import Saved
from wppush.watch.waiting import Watch

__all__ = ["Saved", "Watch"]
