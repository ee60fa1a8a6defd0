"""From contacts, one row per owner, person and day: counts by direction and channel.

``schema.CONTACT`` in, ``schema.PERSON_DAY`` out. Everything windowed or decayed is computed from
these rows, so a new morning costs no second pass over the contacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from comity.schema import Moment

SENT_FACTOR = 5.0  # what I sent says more than what I was sent: Roth et al. 2010, theta_out


def person_day(contact: ir.Table) -> ir.Table:
    """Count each day's contacts with each person.

    A meeting or a call (direction ``both``) that was addressed counts once as sent and once as
    received. A contact without a date belongs to no day.
    """
    rows = _marked(contact)
    return rows.group_by("owner", "person", "day").agg(
        **_instants(rows),
        **_counts(rows),
        weight=_weight(rows).max(where=rows.addressed).fill_null(0.0),
    )


def person_day_until(
    person_day: ir.Table, contact: ir.Table, moment: ir.Table | Moment
) -> ir.Table:
    """Return the rows known at the moment: whole days before its day, that day up to its instant.

    Only the day of the moment is counted again from the contacts, so a meeting this afternoon is
    not yet part of this morning.
    """
    as_of_us, as_of_day = moment.as_of_us.as_scalar(), moment.as_of_day.as_scalar()
    past = person_day.filter(person_day.day < as_of_day)
    today = contact.filter(contact.day == as_of_day, contact.at_us <= as_of_us)
    return past.union(_person_day_like(person_day, today))


def _person_day_like(person_day_rows: ir.Table, contact: ir.Table) -> ir.Table:
    return person_day(contact).select(*person_day_rows.columns)


def _marked(contact: ir.Table) -> ir.Table:
    """Return dated contacts with what is asked of each; unknown counts as no."""
    addressed = contact.addressed.notnull() & contact.addressed
    return contact.filter(contact.at_us.notnull(), contact.day.notnull()).mutate(
        addressed=addressed,
        by_me=addressed & contact.direction.isin(("out", "both")),
        by_them=addressed & contact.direction.isin(("in", "both")),
        initiates=addressed & contact.initiates,
    )


def _instants(rows: ir.Table) -> dict[str, ir.Value]:
    return {
        "first_us": rows.at_us.min(),
        "last_us": rows.at_us.max(),
        "first_addressed_us": rows.at_us.min(where=rows.addressed),
        "last_addressed_us": rows.at_us.max(where=rows.addressed),
        "last_sent_us": rows.at_us.max(where=rows.by_me),
        "last_received_us": rows.at_us.max(where=rows.by_them),
    }


def _counts(rows: ir.Table) -> dict[str, ir.Value]:
    mail, message = rows.interaction == "mail", rows.interaction == "message"
    conditions = {
        "sent": rows.by_me,
        "received": rows.by_them,
        "sent_mail": rows.by_me & mail,
        "received_mail": rows.by_them & mail,
        "sent_message": rows.by_me & message,
        "received_message": rows.by_them & message,
        "meetings": rows.addressed & (rows.interaction == "meeting"),
        "calls": rows.addressed & (rows.interaction == "call"),
        "unaddressed": ~rows.addressed,
        "initiated_by_me": rows.initiates & (rows.direction == "out"),
        "initiated_by_them": rows.initiates & (rows.direction == "in"),
        "help_given": rows.help == "given",
        "help_received": rows.help == "received",
    }
    return {name: rows.count(where=condition) for name, condition in conditions.items()}


def _weight(rows: ir.Table) -> ir.Value:
    import ibis

    recipients = ibis.greatest(rows.recipients.fill_null(1), 1)
    return rows.by_me.ifelse(SENT_FACTOR, 1.0) / recipients.cast("float64").sqrt()
