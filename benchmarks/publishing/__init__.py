"""Publishing measured: wppush and others put the same posts on the same WordPress, in turns."""
