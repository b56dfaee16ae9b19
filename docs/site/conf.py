"""The documentation as a site: README, CONTRIBUTING and docs/ as they stand, and docstrings.

CONTRIBUTING.md has the command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import recsim

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "recsim"
author = "The recsim developers"
project_copyright = author
version = release = recsim.__version__
language = "en"

# The source is the repository, so that links between README and docs/ work as they stand.
root_doc = "docs/site/index"
include_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**.md"]
exclude_patterns = ["docs/class_example"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

myst_enable_extensions = ["attrs_inline"]
myst_heading_anchors = 4  # the names that code hosts give to headings

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_param = False

html_theme = "furo"  # fonts of the reader's own system: nothing is fetched
html_title = "recsim"
html_copy_source = False
html_show_sphinx = False
html_static_path = ["static"]
html_css_files = ["outputs.css"]
templates_path = ["templates"]
html_additional_pages = {"index": "to_the_start.html"}  # whoever opens the folder finds the pages


ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
"""An anchor as code hosts want it; Sphinx knows targets of its own alone."""
LINE = re.compile(r"^_{30}$", re.MULTILINE)
"""A line to write on, of which there are several together in sheets to print."""


def _for_sphinx(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = LINE.sub("<hr>", ANCHOR.sub(r"[]{#\1}", source[0]))


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _for_sphinx)
