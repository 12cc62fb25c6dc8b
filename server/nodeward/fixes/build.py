"""The fix of a finding: its rule names a builder, the builder is a module of this room."""

from importlib import import_module
from typing import cast

from nodeward.fixes.fix import Builder, Fix, Refusal, Site


def build(site: Site) -> Fix | Refusal:
    """What the builder that the rule names makes of a finding."""
    module = import_module("nodeward.fixes." + site.spec.builder.replace("-", "_"))
    return cast("Builder", module.build)(site)
