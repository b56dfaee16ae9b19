"""Priorities of the tasks on a recruiter's desk, first to last."""

PEOPLE, FOLLOW_UP, ANSWER, SCREEN = range(4)
