# ruff: noqa: E501 - drafts stand as they would be written
"""Invented drafts to Michael Stone, a hydrologist, and what an editor is to say of each."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from comity.operations.document import Person
from comity.operations.draft.tie import Known, Message
from comity.operations.loops.rows import Row
from comity.operations.plan.guard import Guard
from tests.records import DAY_US, us

NOW_US = us("2025-06-01")
STRANGER = Known(
    person=Person("m1", "Michael Stone"),
    called=("Michael Stone", "Mike Stone"),
    stage="listed",
    sent=0,
    received=0,
    met=0,
    quiet_until_us=0,
    latest=(),
    spoken_of=("Hydrologist", "Harbour Trust"),
    thank="",
    thank_key="",
    thank_us=None,
    thank_words="",
    guard=Guard(0, 0),
    their_word=None,
    pasted=0,
)


def wrote(days: int, text: str, subject: str = "Weir survey", *, mine: bool = False) -> Message:
    """Return a message of so many days ago."""
    return Message(f"k{days}{mine}", NOW_US - days * DAY_US, mine, subject, text)


CLOSE = replace(
    STRANGER,
    stage="established",
    sent=40,
    received=38,
    met=3,
    spoken_of=("Weir survey", "Hydrologist", "Harbour Trust"),
    latest=(wrote(90, "Hi Mike, see you at the weir.\nAnna", mine=True),),
)
RESTING = replace(
    CLOSE,
    stage="resting",
    sent=6,
    received=5,
    met=0,
    latest=(
        wrote(700, "Hi Mike, thanks for the survey notes.\nAnna", mine=True),
        wrote(710, "Dear Anna, the survey notes are attached."),
    ),
)
ASKED = replace(RESTING, latest=(wrote(3, "Dear Anna, could you send me the gauge list?"),))
WANTS_CALL = replace(RESTING, latest=(wrote(3, "Happy to talk. When is a good time for a call?"),))
SILENT = replace(
    STRANGER,
    sent=2,
    guard=Guard(2, 0),
    latest=(
        wrote(9, "Hi Michael, did you see my note?", "Gauges", mine=True),
        wrote(16, "Hi Michael, which gauge do you use?", "Gauges", mine=True),
    ),
)
TAKEN = replace(RESTING, guard=Guard(0, 3))
OWED = replace(
    RESTING,
    thank="a recommendation 2 weeks ago",
    thank_key="rec",
    thank_us=NOW_US - 14 * DAY_US,
    thank_words="Anna finds the leak nobody else finds.",
)
PASTED = replace(STRANGER, pasted=4)
FORMAL = replace(
    RESTING,
    latest=(
        wrote(700, "Sehr geehrter Herr Stone,\n\nanbei die Daten für Sie.\n", mine=True),
        wrote(710, "Sehr geehrte Frau Hale,\n\nkönnen Sie mir die Daten senden?"),
    ),
)
PROMISED = replace(
    RESTING,
    their_word=Row(
        *("l1", "their_promise", "m1", "Michael Stone", "", "k9", NOW_US - 20 * DAY_US, None),
        *("I will send you the plan.", 0.9, "open", "", "", None),
    ),
)
PAUSED = replace(RESTING, quiet_until_us=NOW_US + 30 * DAY_US)


class Draft(NamedTuple):
    """A draft, to whom, of what kind it is, and the rules that are to find something."""

    name: str
    to: Known
    kind: str
    text: str
    found: frozenset[str] = frozenset()


def _draft(name: str, to: Known, kind: str, text: str, found: str = "") -> Draft:
    return Draft(name, to, kind, text.strip("\n"), frozenset(found.split()))


DRAFTS = (
    # ── fine: short answers ──────────────────────────────────────────────────────────────
    _draft("yes", ASKED, "answer", "Yes, Thursday at ten works. See you there."),
    _draft("attached", ASKED, "answer", "Hi Mike,\n\nthe gauge list is attached.\n\nAnna"),
    _draft("thanks", ASKED, "thanks", "Thanks, Mike, that helps a lot!"),
    _draft(
        "late", ASKED, "answer", "Sorry for the slow reply, Mike. The list follows by Friday.\nAnna"
    ),
    _draft("question back", ASKED, "answer", "Sure! Do you want it as a table or as a map?"),
    _draft("no", ASKED, "answer", "Dear Michael,\n\nI'm afraid I can't share it, it is the town's."),
    _draft("german yes", ASKED, "answer", "Hallo Michael,\n\nja, Donnerstag um zehn passt mir.\nAnna"),
    _draft(
        "answer with advice",
        ASKED,
        "answer",
        "Hi Mike,\n\nthe list has 14 gauges; four of them drift in winter, so I would leave these "
        "out. The calibration sheet is in the second tab. If you need the raw counts, tell me "
        "which months and I will pull them.\n\nAnna",
    ),
    _draft(
        "long answer",
        ASKED,
        "answer",
        "Hi Mike,\n\n" + "The gauge at the upper weir reads low when ice forms on the sill. " * 20,
    ),
    _draft(
        "quoting",
        ASKED,
        "answer",
        "Subject: Re: Weir survey\n\nAttached.\n\n> Dear Anna, could you send me the gauge list?\n"
        "> It is urgent, act now, last chance!\n",
    ),
    # ── fine: thanks, news, good wishes ──────────────────────────────────────────────────
    _draft(
        "thank for advice",
        RESTING,
        "thanks",
        "Dear Michael,\n\nthank you for the advice on the sill. We raised it by four centimetres, "
        "and the readings are steady now.\n\nAnna",
    ),
    _draft("birthday", CLOSE, "other", "Happy birthday, Mike! I hope the river is kind to you."),
    _draft("congratulate", RESTING, "other", "Congratulations on the post at Harbour Trust, Mike!"),
    _draft(
        "tell how it went",
        RESTING,
        "other",
        "Hi Mike,\n\nyou told me to ask Dan Frost about the sill. I did, and he found the leak in "
        "an hour.\n\nAnna",
    ),
    _draft(
        "article",
        RESTING,
        "other",
        "Hi Mike,\n\nthis paper on ice at weirs made me think of your survey: the third figure is "
        "your sill.\n\nAnna",
    ),
    _draft("german thanks", RESTING, "thanks", "Lieber Michael,\n\nvielen Dank für die Notizen!\nAnna"),
    # ── fine: asks that are easy to answer ───────────────────────────────────────────────
    _draft(
        "cold and specific",
        STRANGER,
        "networking",
        "Dear Michael,\n\nyour talk on ice at weirs answered half of a question of mine. I tried "
        "your sill formula on our gauge at Lower Mill and get readings 4% low in March. Do you "
        "correct for ice by temperature or by date? If you have no time, no worries at all.\n\n"
        "Best,\nAnna Hale",
    ),
    _draft(
        "introduction",
        RESTING,
        "networking",
        "Hi Mike,\n\nthe survey we did is being repeated, and the town wants somebody from Harbour "
        "Trust on the panel. Could you introduce me to Lena Fox, since you worked with her? I can "
        "send you three lines to forward. If it is not a good moment, just say no.\n\nAnna",
    ),
    _draft("coffee", CLOSE, "networking", "Mike, coffee on Tuesday before the survey?"),
    _draft("small favour", CLOSE, "networking", "Hi Mike, could you send me the plan of the weir?"),
    _draft(
        "revive",
        RESTING,
        "networking",
        "Hi Mike,\n\nI walked past the weir today and thought of our survey. Did the new sill hold "
        "through the winter?\n\nAnna",
    ),
    _draft(
        "job, well asked",
        RESTING,
        "job_search",
        "Hi Mike,\n\nI'm looking for a role in river monitoring, and you know Harbour Trust from "
        "the survey. Is the gauge team as independent as it looks from outside? A line is plenty, "
        "and no worries if you'd rather not say.\n\nAnna",
    ),
    _draft(
        "organiser to speaker",
        STRANGER,
        "networking",
        "Subject: Weirs in winter, 12 November\n\nDear Michael,\n\nI run the river evening at the "
        "town library; forty people come, most of them engineers. Because you wrote on ice at "
        "weirs, would you speak for twenty minutes on 12 November? We pay travel and 200 pounds. "
        "If not, is there somebody you would rather hear?\n\nAnna Hale",
    ),
    _draft(
        "researcher",
        STRANGER,
        "networking",
        "Dear Dr. Stone,\n\nin your 2023 paper you left out the Lower Mill gauge. Was it because of "
        "the ice in February? I have read the supplement and found no reason there.\n\nKind "
        "regards,\nAnna Hale",
    ),
    _draft(
        "founder asks a user",
        RESTING,
        "networking",
        "Hi Mike,\n\nsince you ran the survey, may I show you our new logger for 20 minutes on "
        "Thursday or Friday? I would like to know where it would fail on your weir. In return you "
        "keep the readings. A no is fine.\n\nAnna",
    ),
    _draft(
        "german, well asked",
        RESTING,
        "networking",
        "Hallo Michael,\n\nweil du die Messung am Wehr gemacht hast: Könntest du mich bis Freitag "
        "mit Lena Fuchs bekannt machen? Wenn es nicht passt, ist das völlig in Ordnung.\n\nAnna",
    ),
    _draft(
        "they want to talk",
        WANTS_CALL,
        "answer",
        "Hi Mike,\n\ngladly. Tuesday or Wednesday at ten? Or pick one here: "
        "https://calendly.com/anna/30\n\nAnna",
    ),
    _draft(
        "offer first",
        RESTING,
        "networking",
        "Hi Mike,\n\nI have the ice records of 1987 that you missed in the survey. Shall I send "
        "them?\n\nAnna",
    ),
    _draft("one apology", CLOSE, "networking", "Sorry, Mike: which day did we say for the survey?"),
    _draft("nickname", CLOSE, "networking", "Mike, which gauge did you take in the end?"),
    # ── the name ─────────────────────────────────────────────────────────────────────────
    _draft("misspelt", CLOSE, "networking", "Hi Micheal,\n\nwhich gauge was it?", "their_name"),
    _draft(
        "another's",
        RESTING,
        "networking",
        "Hi Sarah,\n\ndid the new sill of the weir hold?\n\nAnna",
        "their_name",
    ),
    _draft(
        "not filled in",
        STRANGER,
        "networking",
        "Dear [First Name],\n\nyour paper on ice helped us. Which sill did you use at the weir?",
        "left_blank",
    ),
    _draft(
        "braces",
        CLOSE,
        "networking",
        "Hi Mike,\n\nhow does {{company}} measure ice?",
        "left_blank",
    ),
    _draft(
        "sir or madam",
        STRANGER,
        "networking",
        "Dear Sir or Madam,\n\nwhich gauge did you use in your paper on ice?",
        "to_anybody",
    ),
    _draft(
        "german misspelt",
        RESTING,
        "networking",
        "Hallo Micheal,\n\nhat das Wehr den Winter überstanden?",
        "their_name",
    ),
    # ── selling ──────────────────────────────────────────────────────────────────────────
    _draft(
        "pitch",
        STRANGER,
        "selling",
        "Hi Michael,\n\nWe help companies like yours cut monitoring costs by 30%. Our platform "
        "reads any gauge. Do you have 15 minutes for a quick demo this week?\n\n"
        "https://calendly.com/acme/15",
        "pitch_first scheduling_link why_you",
    ),
    _draft(
        "consultant",
        STRANGER,
        "selling",
        "Hello Michael,\n\nI offer strategy workshops for water boards. I'd love to pick your brain "
        "on your challenges. Would you be open to a quick chat?",
        "pitch_first vague_ask why_you",
    ),
    _draft(
        "recruiter",
        STRANGER,
        "selling",
        "Hi Michael,\n\nI came across your profile: an exciting opportunity with a leading client. Are "
        "you open to a quick chat? Book a slot: https://calendly.com/rec/15.",
        "pitch_first scheduling_link why_you",
    ),
    _draft(
        "selling to a friend",
        CLOSE,
        "selling",
        "Hi Mike,\n\nour platform reads the weir's gauge now. Shall I show you on Thursday?",
    ),
    _draft(
        "german pitch",
        STRANGER,
        "selling",
        "Guten Tag Michael,\n\nunsere Lösung spart Ihnen Kosten. Darf ich Ihnen eine kostenlose "
        "Demo zeigen? Nur noch zwei Plätze! https://calendly.com/acme/15",
        "pitch_first scheduling_link why_you ask_lacks pressure",
    ),
    _draft(
        "link alone",
        RESTING,
        "networking",
        "Hi Mike,\n\nlet's talk about the survey. Would you book a slot? "
        "https://cal.com/anna/intro",
        "scheduling_link",
    ),
    # ── asks ─────────────────────────────────────────────────────────────────────────────
    _draft(
        "brain",
        RESTING,
        "networking",
        "Hi Mike,\n\nI hope the survey goes well. I'd love to pick your brain sometime.\n\nAnna",
        "vague_ask",
    ),
    _draft(
        "any help",
        RESTING,
        "networking",
        "Hi Mike,\n\nI am moving into river work after the survey. Any help would be appreciated!",
        "vague_ask",
    ),
    _draft(
        "job, vague",
        RESTING,
        "job_search",
        "Hi Mike,\n\nI was laid off after the survey. I'm looking for new opportunities. Please let "
        "me know if you hear of anything.",
        "vague_ask",
    ),
    _draft(
        "why them",
        STRANGER,
        "networking",
        "Hi Michael,\n\ncould you introduce me to Lena Fox at the council by Friday?\n\nAnna",
        "why_you",
    ),
    _draft(
        "large and bare",
        RESTING,
        "networking",
        "Hi Mike,\n\nabout the survey: could you review my report on the weir?\n\nAnna",
        "ask_lacks",
    ),
    _draft(
        "many questions",
        RESTING,
        "networking",
        "Hi Mike,\n\nabout the survey: Which gauge was it? Who paid for it? When did it end? How did "
        "you weigh the ice? Why was the sill raised?",
        "many_questions",
    ),
    _draft(
        "nothing asked",
        RESTING,
        "job_search",
        "Hi Mike,\n\nI'm looking for a new role in river work after our survey. "
        + "The last years went to gauges, sills and reports, and the work was good. " * 4,
        "no_question",
    ),
    _draft(
        "speech",
        RESTING,
        "networking",
        "Hi Mike,\n\n"
        + "The survey went on and on and the readings came in by the hundred every week. " * 14
        + "Which gauge would you keep?",
        "speech",
    ),
    _draft(
        "all about me",
        RESTING,
        "networking",
        "Hi Mike,\n\nI finished the survey. I wrote my report. I gave my talk and I got my prize. I "
        "moved to my new flat, I started my course, I bought my boat and I painted my room. I am "
        "proud of my year and I think my next one is going to be good for me. Which gauge is best?",
        "about_me",
    ),
    # ── manner ───────────────────────────────────────────────────────────────────────────
    _draft(
        "pressing",
        RESTING,
        "networking",
        "Hi Mike,\n\nI still haven't heard from you about the survey. Please reply ASAP.",
        "pressure",
    ),
    _draft(
        "sorry, sorry",
        RESTING,
        "networking",
        "Hi Mike,\n\nI'm so sorry to bother you, I know you are very busy and I hate to ask, but "
        "which gauge did the survey use?",
        "apologies",
    ),
    _draft(
        "german pressing",
        RESTING,
        "networking",
        "Hallo Michael,\n\nich habe immer noch keine Antwort zum Wehr. Wann meldest du dich?",
        "pressure",
    ),
    # ── what passed before ───────────────────────────────────────────────────────────────
    _draft(
        "third mail",
        SILENT,
        "networking",
        "Hi Michael,\n\njust following up on my last email: which gauge do you use?",
        "guard_unanswered",
    ),
    _draft(
        "fourth ask",
        TAKEN,
        "networking",
        "Hi Mike,\n\nabout the survey: could you introduce me to Lena Fox by Friday?",
        "guard_asks",
    ),
    _draft(
        "small ask after three",
        TAKEN,
        "networking",
        "Hi Mike,\n\nwhich gauge did the survey use in March?",
    ),
    _draft(
        "thanks owed",
        OWED,
        "networking",
        "Hi Mike,\n\nwhich gauge did the survey use in March?",
        "thanks_owed",
    ),
    _draft(
        "thanks given",
        OWED,
        "networking",
        "Hi Mike,\n\nthank you for the recommendation! Which gauge did the survey use?",
    ),
    _draft(
        "pasted",
        PASTED,
        "networking",
        "Hi Michael,\n\nyour paper on ice helped us at Lower Mill. Which sill did you use there?",
        "pasted",
    ),
    _draft(
        "nothing of us",
        RESTING,
        "networking",
        "Hi Mike,\n\nI hope this finds you well. I am putting together a small dinner of people in "
        "finance on 4 July. Would you come? A no is fine.",
        "only_they",
    ),
    _draft(
        "suddenly du",
        FORMAL,
        "networking",
        "Hallo Michael,\n\nkannst du mir die Daten vom Wehr noch einmal schicken?",
        "tone",
    ),
    _draft(
        "their word first",
        PROMISED,
        "networking",
        "Hi Mike,\n\ncould you send me the plan of the weir by Friday?",
        "their_word",
    ),
    _draft(
        "something else than their word",
        PROMISED,
        "networking",
        "Hi Mike,\n\nhope the week is treating you kindly. Which gauge did the survey use in March?",
    ),
    _draft(
        "who has died",
        replace(RESTING, stage="died"),
        "networking",
        "Hi Mike,\n\ndid the new sill of the weir hold?",
        "has_died",
    ),
    _draft(
        "paused",
        PAUSED,
        "networking",
        "Hi Mike,\n\ndid the new sill of the weir hold?",
        "paused",
    ),
    _draft("no subject", STRANGER, "networking", "Subject:\n\nDear Michael,\n\nin your paper on ice, "
           "which sill did you use?", "subject"),
)  # fmt: skip
