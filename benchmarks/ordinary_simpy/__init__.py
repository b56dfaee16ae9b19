"""An ordinary SimPy model of recsim's rules: the opponent that recsim's engine is timed against.

It is written as SimPy's own documentation teaches: a process for each candidate, recruiter,
requisition, approach and candidacy; a PriorityStore as desk, a PriorityResource for the one offer
at a time, conditions for "whichever comes first", interrupts for bad news; one stream of random
numbers; a list of records that is counted at the end. Rules, parameters and kinds of events are
recsim's, so that both do the same work for a decision and fill the same tally. It leaves out what
the benchmark does not need: several teams, automation, shared inboxes, other targeting.
"""

from ordinary_simpy.market import simulate

__all__ = ["simulate"]
