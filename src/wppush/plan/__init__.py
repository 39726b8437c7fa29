"""What has to change: (desired, remote) to a plan of typed changes. Pure."""
