"""Floor 9: speaks the Language Server Protocol, holds no logic.

Importing it comes before importing lsprotocol, so that this happens lazily (see `lazy`).
"""

from nodeward.lsp.lazy import install

install()
