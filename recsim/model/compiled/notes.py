"""Which requisitions a person applied for or was approached about.

Each person has notes on sheets of a pool. A note is of use for as long as its requisition is open;
old ones are thrown away when a sheet is full, and everybody's when the pool is.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model.compiled.compiler import inline, jit, record_at
from recsim.model.compiled.layout import NONE, NOTE_SHEET, NOTES, Record, person_at, requisition_at
from recsim.model.compiled.pools import give_back, take

APPLIED = 0
APPROACHED = 1


@inline
def _sheet_at(s: Record, number: int) -> Record:
    return record_at(s.notes.table, number, NOTE_SHEET)


@inline
def _note(r: int, how: int) -> Any:
    return (np.int64(r) << 1) + how


@inline
def has_met(s: Record, r: int, p: int, how: int) -> bool:
    """Whether the person applied for (or was approached about) the requisition."""
    note = _note(r, how)
    number = person_at(s, p).notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            if sheet.notes[place] == note:
                return True
        number = sheet.next
    return False


@jit
def meets(s: Record, r: int, p: int, how: int) -> None:
    """Remember it."""
    note = _note(r, how)
    if _finds_place(s, p, note):
        return
    throws_away(s, p)
    if _finds_place(s, p, note):
        return
    person = person_at(s, p)
    number = take(s, s.notes)
    sheet = _sheet_at(s, number)
    sheet.next = person.notes
    sheet.notes[0] = note
    for place in range(1, NOTES):
        sheet.notes[place] = NONE
    person.notes = number


@inline
def _finds_place(s: Record, p: int, note: int) -> bool:
    """Write a note where a sheet is empty, if there is such a place."""
    number = person_at(s, p).notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            if sheet.notes[place] == NONE:
                sheet.notes[place] = note
                return True
        number = sheet.next
    return False


@jit
def throws_away(s: Record, p: int) -> int:
    """Throw away a person's notes about closed requisitions; how many sheets are left."""
    person = person_at(s, p)
    sheets = 0
    target = person.notes
    place_in_target = NOTES
    number = person.notes
    while number != NONE:
        sheet = _sheet_at(s, number)
        for place in range(NOTES):
            note = sheet.notes[place]
            if note == NONE or not requisition_at(s, note >> 1).open:
                continue
            if place_in_target == NOTES:
                if sheets > 0:
                    target = _sheet_at(s, target).next
                sheets += 1
                place_in_target = 0
            _sheet_at(s, target).notes[place_in_target] = note
            place_in_target += 1
        number = sheet.next
    if sheets == 0:
        rest = person.notes
        person.notes = NONE
    else:
        last = _sheet_at(s, target)
        for place in range(place_in_target, NOTES):
            last.notes[place] = NONE
        rest = last.next
        last.next = NONE
    while rest != NONE:
        following = _sheet_at(s, rest).next
        give_back(s.notes, rest)
        rest = following
    return sheets


@jit
def everybody_throws_away(s: Record) -> int:
    """Throw away all notes about closed requisitions; how many sheets are left."""
    sheets = 0
    for p in range(s.number_of_people):
        sheets += throws_away(s, p)
    return sheets
