"""``python -m recsim``: the same as the command ``recsim``."""

from recsim.cli import main

if __name__ == "__main__":
    main()
