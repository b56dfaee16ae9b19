"""What was found, in numbers and sentences that people read: made here, and only shown elsewhere.

``numbers`` writes every number, ``units`` puts a measure's unit to it, ``findings`` says what a
comparison found, ``phrases`` is the table of words that this is said with.
"""
