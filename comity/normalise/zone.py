"""The name of a time zone in; by how many seconds its clocks are ahead of Greenwich out.

RFC 5322 section 4.3 defines a few names. All others are read as they are used: an abbreviation
may mean several zones (IST: India, Israel, Ireland), and one that names a place whose clocks
changed (MSK) is looked up in the zone database at the local time. A single letter says nothing
(RFC 5322, 4.3): the time is Greenwich's.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime

HOUR = 3600
OFFSET_MAX = 14 * HOUR
# Name: hours ahead; the first is meant most often, or by RFC 5322.
_HOURS: dict[str, tuple[float, ...]] = {
    name: tuple(float(hours) for hours in written.split("/"))
    for name, written in (
        entry.split("=")
        for entry in """
        ut=0 utc=0 gmt=0 z=0 zulu=0 wet=0 wez=0 west=1 wesz=1 bst=1/6 ist=5.5/2/1 idt=3 cet=1/2
        mez=1/2 met=1/2 cest=2 mesz=2 mest=2 cetdst=2 metdst=2 fwt=1 fst=2 eet=2/3 oez=2 eest=3
        oesz=3 eetdst=3 msd=4 trt=3 ast=-4/3 adt=-3 gst=4 irst=3.5 irdt=4.5 aft=4.5 pkt=5 uzt=5
        npt=5.75 bdt=6 mmt=6.5 ict=7 wib=7 wita=8 wit=9 hkt=8 hkst=9 sgt=8 myt=8 pht=8 cct=8
        awst=8 awdt=9 jst=9 kst=9 acst=9.5 acdt=10.5 aest=10 aedt=11 nzst=12 nzdt=13 chst=10
        sast=2 cat=2 eat=3 wat=1 est=-5/10/11 edt=-4/11 cst=-6/8 cdt=-5 mst=-7/8 mdt=-6 pst=-8/8
        pdt=-7 akst=-9 akdt=-8 hst=-10 hast=-10 hadt=-9 nst=-3.5 ndt=-2.5 hne=-5 hae=-4 hnc=-6
        hac=-5 hnr=-7 har=-6 hnp=-8 hap=-7 hna=-4 haa=-3 brt=-3 brst=-2 art=-3 clt=-4 clst=-3
        cot=-5 pet=-5 bot=-4 vet=-4 uyt=-3 uyst=-2 sst=-11/8
        """.split()
    )
}
_BY_RULE = frozenset(
    "ut utc gmt z zulu est edt cst cdt mst mdt pst pdt bst cet mez met eet".split()
)
_PLACES = {
    "msk": "Europe/Moscow",
    "yekt": "Asia/Yekaterinburg",
    "omst": "Asia/Omsk",
    "novt": "Asia/Novosibirsk",
    "krat": "Asia/Krasnoyarsk",
    "irkt": "Asia/Irkutsk",
    "yakt": "Asia/Yakutsk",
    "vlat": "Asia/Vladivostok",
    "samt": "Europe/Samara",
    "almt": "Asia/Almaty",
    "amt": "America/Manaus",
    "pyt": "America/Asuncion",
    "nst": "America/St_Johns",
}
# "Pacific Daylight Time", "W. Europe Standard Time", "Mitteleuropäische Sommerzeit"
_LONG = re.compile(
    r"(?P<where>[^\W\d_][\w. ]{1,40}?) ?(?P<season>standard|daylight|summer|winter|normal|sommer|)"
    r" ?(?:time|zeit)",
    re.IGNORECASE,
)
_REGIONS = {
    name.strip(): float(hours)
    for hours, names in {
        "-10": "hawaii, hawaiian, hawaii-aleutian",
        "-9": "alaska, alaskan",
        "-8": "pacific, us pacific, north american pacific",
        "-7": "mountain, us mountain, north american mountain",
        "-6": "central, us central, north american central, canada central, central america",
        "-5": "eastern, us eastern, north american eastern, sa pacific, colombia, peru",
        "-4": "atlantic, sa western, bolivia",
        "-3.5": "newfoundland",
        "-3": "brasilia, e. south america, argentina, sa eastern",
        "0": "greenwich, greenwich mean, gmt, british, western european, westeuropäische, utc, "
        "universal, coordinated universal",
        "1": "central european, central europe, w. europe, romance, mitteleuropäische, "
        "west africa, w. central africa",
        "2": "eastern european, e. europe, fle, gtb, osteuropäische, south africa, israel, egypt",
        "3": "arab, arabic, arabian, e. africa, east africa, turkey",
        "3.5": "iran",
        "4": "gulf",
        "5": "pakistan, west asia",
        "5.5": "india",
        "5.75": "nepal",
        "7": "se asia, indochina, western indonesia",
        "8": "china, singapore, w. australia, australian western, taipei, hong kong, philippine",
        "9": "japan, tokyo, korea, korean",
        "9.5": "cen. australia, aus central, australian central",
        "10": "e. australia, aus eastern, australian eastern, tasmania",
        "12": "new zealand",
    }.items()
    for name in names.split(",")
}
_IANA = re.compile(r"[A-Z][A-Za-z_]{2,20}(?:/[A-Z][A-Za-z_+-]{1,20}\d{0,2}){1,2}")


def offsets_of(name: str, local: datetime) -> tuple[int, ...]:
    """Return the offsets in seconds a zone's name can mean at a local time, the likeliest first."""
    plain = name.strip(" .,;()\"'").casefold()
    if plain.endswith(" dst"):  # "MET DST"
        return tuple(offset + HOUR for offset in offsets_of(plain[:-4], local)[:1])
    if plain in _PLACES:
        return _at(_PLACES[plain], local)
    if plain in _HOURS:
        return tuple(round(hours * HOUR) for hours in _HOURS[plain])
    if len(plain) == 1 and plain.isascii() and plain.isalpha():
        return (0,)
    if _IANA.fullmatch(name):
        return _at(name, local)
    found = _LONG.fullmatch(plain)
    hours = _REGIONS.get(found["where"].strip()) if found else None
    if found is None or hours is None:
        return ()
    summer = found["season"] in {"daylight", "summer", "sommer"}
    seasons = (1.0,) if summer else (0.0,) if found["season"] else (0.0, 1.0)
    return tuple(round((hours + ahead) * HOUR) for ahead in seasons)


def is_settled(name: str) -> bool:
    """Tell whether a name that could mean several zones means the first by rule or by custom."""
    return name.strip(" .,;()").casefold() in _BY_RULE


@lru_cache(maxsize=1024)
def _at(place: str, local: datetime) -> tuple[int, ...]:
    """Return the offset of a place of the zone database; () for one that is not known."""
    try:
        offset = local.replace(tzinfo=ZoneInfo(place)).utcoffset()
    except (KeyError, OSError, ValueError, OverflowError):  # whatever such a name leads to
        return ()
    return (round((offset or timedelta()).total_seconds()),)
