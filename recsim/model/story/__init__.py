"""The story of recruiting, to be read: who lives, works and calls here, as SimPy processes.

Every file has one actor or idea, and knows only those above it::

    calendar      SimPy, with an order for what happens at the same time
    stage         what everybody shares: time, settings, draws, the record of what happens

    regard        what one person holds of one team: goodwill is lost and comes back
    person        who somebody is: mood, job, belief in something better

    desk          where work waits for a recruiter
    manager       meets the people in process, so many a week
    requisition   an opening: filled, withdrawn, or lost to others
    pair          one requisition and one person: how well they fit
    candidacy     a pair in process: talk, interviews, offer, first day
    application   a pair because the person applied: read, turned down, perhaps never answered
    approach      a pair because the person was called or written to, also at work

    outreach      whom to contact about a requisition
    recruiter     what to do next, and how long it takes
    software      what contacts people without a recruiter
    team          recruiters with one strategy, and their adverts
    employers     bring a team openings to fill
    life          what happens to a person without a call: jobs, searching, looking at adverts
    market        everybody, from the warm-up to the horizon

How people decide is in ``recsim.model.rules``, what is recorded in ``recsim.model.events``; a walk
through all of it is in ``docs/story.md``.
"""
