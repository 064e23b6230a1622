"""Static files by the hash of their content: what has one may be kept by the browser for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class HashedStatic(Hashed):
    """Also what our own modules import from each other goes by its hash.

    Without it an editor opened within a minute of an upgrade would be put together from old and new modules. Only our
    own: packages bring scripts that import what is not on the disk.
    """

    patterns = (
        *Hashed.patterns,
        ("js/editor/*.js", Hashed._js_module_import_aggregation_patterns[1]),
        ("js/progress/*.js", Hashed._js_module_import_aggregation_patterns[1]),
    )
