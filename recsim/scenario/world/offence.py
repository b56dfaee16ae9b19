"""``world.offence``: when somebody complains about a contact."""

from __future__ import annotations

from recsim.scenario.fields import Block, Factor, Probability, setting


class OffenceByChannel(Block):
    """Chance that an ordinary person complains about a first contact of ordinary care."""

    network_message: Probability = setting(
        0.002,
        "Chance that a message on a professional network draws a complaint.",
        unit="complaints per contact",
        evidence="P24",
        plausible=(0.0005, 0.008),
        label="Complaints about a message on a network",
    )
    personal_email: Probability = setting(
        0.002,
        "Chance that an e-mail to a private address draws a complaint.",
        unit="complaints per contact",
        evidence="P24",
        plausible=(0.0005, 0.008),
        label="Complaints about a private e-mail",
    )
    personal_phone: Probability = setting(
        0.010,
        "Chance that a call to a private phone draws a complaint.",
        unit="complaints per contact",
        evidence="P24",
        plausible=(0.0025, 0.04),
        label="Complaints about a call to a private phone",
    )
    work_email: Probability = setting(
        0.012,
        "Chance that an e-mail to the address at work draws a complaint.",
        unit="complaints per contact",
        evidence="P24",
        plausible=(0.005, 0.08),
        label="Complaints about an e-mail at work",
    )
    work_phone: Probability = setting(
        0.020,
        "Chance that a call to the phone at work draws a complaint.",
        unit="complaints per contact",
        evidence="P24",
        plausible=(0.005, 0.08),
        label="Complaints about a call at work",
    )


class Offence(Block):
    """When somebody complains about a contact. Channel rates are for care 0.5 and a typical
    person and load.
    """

    scale: Factor = setting(
        1.0,
        "Multiplies every chance of a complaint. No study reports it: vary this from 1/4 to 4 "
        "before you believe a result.",
        unit="times",
        evidence="P24",
        plausible=(0.25, 4.0),
        label="All chances of a complaint",
    )
    by_channel: OffenceByChannel = setting(OffenceByChannel(), "Chance of a complaint by channel.")
    care_floor: Factor = setting(
        0.2,
        "Complaints that even full care cannot avoid: the chance goes with 2 - 2 x care + floor.",
        unit="times",
        plausible=(0.0, 1.0),
        label="Complaints that even full care cannot avoid",
    )
    fourth_follow_up: float = setting(
        3.0,
        "How many times likelier a complaint is at the fourth follow-up than at the first contact.",
        unit="times",
        evidence="P27",
        plausible=(2.0, 4.0),
        ge=0.001,
        le=1000,
        label="Complaints at the fourth follow-up, against the first contact",
    )
    second_work_channel: Factor = setting(
        2.0,
        "Extra factor when a person is reached on a second channel at work ('called and mailed "
        "at work').",
        unit="times",
        evidence="P24",
        plausible=(1.0, 4.0),
        label="Complaints when called and mailed at work",
    )
    exposure: Factor = setting(
        1.5,
        "How much worse contact at work is for people who fear exposure: 1 + this x "
        "(1 - satisfaction). 0: nobody minds being seen.",
        unit="times",
        evidence="P28",
        plausible=(0.0, 4.0),
        label="How much worse contact at work is for people who fear to be seen",
    )
    curt_per_complaint: Factor = setting(
        3.0,
        "Curt noes for each complaint or worse: less than a complaint, it ends the approach and "
        "leaves nothing behind. 0: nobody is curt.",
        unit="curt noes per complaint",
        plausible=(0.0, 10.0),
        label="Curt noes for each complaint",
    )
    fury_share: Probability = setting(
        0.1,
        "Share of complaints that are furious, outside of work: furious people tell others for "
        "certain. At work it grows with the fear of exposure, with dissatisfaction and with a "
        "second channel. 0: nobody is furious.",
        unit="share of complaints",
        plausible=(0.0, 0.3),
        label="Furious ones among the complaints",
    )
    fury_hearers: float = setting(
        2.0,
        "How many times more people a furious person tells.",
        unit="times",
        plausible=(1.0, 5.0),
        ge=0,
        le=5,
        label="People whom the furious tell, against others",
    )
    corporate_decorum: Probability = setting(
        0.5,
        "Share of complaints and curt noes that people hold back when the caller is an employer: "
        "they say nothing and become wary. Nobody minds what an agency thinks. 0: none.",
        unit="share",
        evidence="P37",
        plausible=(0.0, 0.8),
        label="Complaints that people do not make to an employer",
    )
    open_door: Probability = setting(
        0.5,
        "Share of complaints and curt noes that people hold back who fully believe in something "
        "better, or feel warmly about the recruiter: they may want to come back. 0: none.",
        unit="share",
        plausible=(0.0, 0.8),
        label="Complaints held back to keep a door open",
    )
    seekers: Factor = setting(
        0.5,
        "Chance of a complaint of people who search, relative to people who do not.",
        unit="times",
        plausible=(0.2, 1.0),
        label="Complaints of people who search, against others",
    )
    annoyance: Probability = setting(
        0.02,
        "Chance that a first contact of ordinary care silently annoys: the person says nothing "
        "and becomes wary of the team.",
        unit="annoyed per contact",
        evidence="P23",
        plausible=(0.01, 0.15),
        label="First contacts that annoy without a word",
    )
    annoyance_at_work: Factor = setting(
        2.0,
        "How much likelier silent annoyance is when the contact comes at work.",
        unit="times",
        plausible=(1.0, 4.0),
        label="Silent annoyance at work, against elsewhere",
    )
