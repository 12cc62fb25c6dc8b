"""`python -m nodeward` is `nodeward`."""

import sys

from nodeward.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
