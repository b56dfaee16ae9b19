"""``recsim page``: one file in which the simulation runs by itself, on whatever device opens it.

Nothing is defined here twice: the model's numbers are made by its own functions, translated
(``translate``), measures are what their functions read (``reads``), sentences come from the table
of phrases. What is left is in ``static/``, one module a task; ``bundle`` puts them into one file.
"""
