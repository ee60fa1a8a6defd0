"""The words of dates in some forty languages: months, days of the week, halves of the day.

A word is known by its beginning, without case, accents and dots, so that genitives and
abbreviations of every length are one entry: ``marzo``, ``marca``, ``März.`` all begin like ``mar``.
Where a beginning means one month in one language and another in another (Polish ``lip.`` is July,
Croatian ``lip.`` June), it means both, and the other parts of the date decide.
Names from the Unicode Common Locale Data Repository (CLDR).
"""

# ruff: noqa: RUF001 - letters of many scripts
from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, normalize

_MONTHS = (
    (
        "jan gen ene ian jaan tammi sty led oca sij urt sau "
        "янв яну јан січ студз ιαν ינו يناير جانفي كانون-الثاني ژانویه जन มค มกรา"
    ),
    (
        "feb fev fev helmi lut uno velj veebr ots vas fabr pebr subat "
        "фев феб лют φεβ פבר فبراير شباط فيفري فوریه फर फ़र กพ กุมภา"
    ),
    "mar mrz mrt maa mac ozu kov bre мар бер берез сак μαρ מרץ مارس آذار मार्च มีค มีนา",
    (
        "apr abr avr api huhti kwi dub tra nis bal "
        "апр квіт крас απρ אפר أبريل إبريل نيسان أفريل آوریل अप्र เมย เมษา"
    ),
    (
        "may mai maj mei mag touko kve svi geg mee "
        "мая май мај трав μαι μαϊ מאי مايو أيار ماي مه मई พค พฤษภา"
    ),
    (
        "jun juin juun jui iun giu kesa cze cer cvn lip lipanj lipnj haz birz eka "
        "июн юни јун черв чэрв ιουν יונ يونيو يونيه حزيران جوان ژوئن जून มิย มิถุ"
    ),
    (
        "jul juil juul lug iul heina lip lipc lipiec cervenec cervenc cvc tem srp srpanj srpnj "
        "liep uzt июл юли јул лип ліп ιουλ יול يوليو يوليه تموز جويلية ژوئیه जुल กค กรก"
    ),
    (
        "aug ago agu agt ogo avg aou elo sie srp srpen srpn kol rugp abu "
        "авг ауг серп жнів αυγ אוג أغسطس غشت آب أوت اوت अग สค สิงห"
    ),
    (
        "sep set szept syys wrz zar zari ruj eyl rugs ira "
        "сен сеп вер верес σεπ ספט سبتمبر شتنبر أيلول سپتامبر सित กย กันย"
    ),
    (
        "oct okt ott out loka paz rij lis listopad eki spal urr "
        "окт жовт жов кастр οκτ אוק أكتوبر تشرين-الأول اکتبر अक्टू अक्तू ตค ตุลา"
    ),
    (
        "nov noi noe marras lis listopad stu kas lapk aza "
        "ноя ное нов лист ліст νοε נוב نوفمبر نونبر تشرين-الثاني نوامبر नव พย พฤศจ"
    ),
    (
        "dec dic dez des det joulu gru pro ara gruod abe "
        "дек дец дес груд гру снеж δεκ דצמ ديسمبر دجنبر كانون-الأول دسامبر दिस ธค ธันวา"
    ),
)
_WEEKDAYS = (
    "mon mo montag maandag ma mandag man maanantai lun lu seg pon po pzt пон пн δευ 月 월",
    "tue tu di die tir tis ti mar ma ter wto wt ut uto kedd sal вто вт вівт τρι 火 화",
    "wed we mi mit wo woe ons ke mer me mie qua sro sr st str sze car сря сре ср τετ 水 수",
    "thu th do don tor to jeu je jue ju gio gi qui joi czw ct ctv stv cet csut чет чт πεμ 木 목",
    "fri fr fre vri vr per ven ve vie vi sex pia pt pa pi pet pen cum пят пет пт παρ 金 금",
    "sat sa sam son za lor lau la sab sob so sub szo cmt суб съб сб σαβ 土 토",
    "sun su so son zon zo sun dim dom nie niedz nd ne ned vas paz вос нед нд вс κυρ 日 일",
)
_HALVES = (
    "am vorm vormittag ap fm 上午 午前 凌晨 早上 오전 πμ ص לפנהצ oo पूर्वाह्न",
    "pm nachm nachmittag ip em 下午 午後 晚上 오후 μμ م אחהצ os अपराह्न",
)
# What may stand in a date and says nothing of it.
_FILLERS = (
    "at um uhr kl klo klokka a as al alle ore las h hrs hod godz om o v ve w la in в г ч год "
    "года року р saat в ob u ora lúc vào στις ώρα בשעה ב الساعة في de del d den der le el il on am "
    "of the dne dnia dia the st nd rd th y r til dated date time"
)


@lru_cache(maxsize=1024)
def folded(word: str) -> str:
    """Return a word without case, accents, dots, hyphens and quotes."""
    letters = normalize("NFKD", word.casefold())
    return "".join(c for c in letters if not combining(c) and c not in " .-'’׳״\u0640")


def _beginnings(lists: tuple[str, ...], first: int) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, words in enumerate(lists, first):
        for word in words.split():
            found.setdefault(folded(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_MONTH_OF = _beginnings(_MONTHS, 1)
_WEEKDAY_OF = _beginnings(_WEEKDAYS, 0)
_HALF_OF = {word: min(halves) for word, halves in _beginnings(_HALVES, 0).items()}
_FILLER = frozenset(folded(word) for word in _FILLERS.split())
_LONGEST = max(len(word) for word in _MONTH_OF)
_NONE: frozenset[int] = frozenset()


def months_of(word: str) -> frozenset[int]:
    """Return the months (1 to 12) a word can mean; Hebrew has a preposition grown together."""
    plain = folded(word)
    for begun in (plain, plain[1:] if plain[:1] == "ב" else ""):
        for chars in range(min(len(begun), _LONGEST), 1, -1):
            if begun[:chars] in _MONTH_OF:
                return _MONTH_OF[begun[:chars]]
    return _NONE


def weekdays_of(word: str) -> frozenset[int]:
    """Return the days of the week (0 is Monday) a word can mean, by its first letters."""
    plain = folded(word)
    for chars in range(min(len(plain), 5), 0, -1):
        if plain[:chars] in _WEEKDAY_OF:
            return _WEEKDAY_OF[plain[:chars]]
    return _NONE


def half_of(word: str) -> int | None:
    """Return 0 for a word of the day's first half (a.m.), 1 for one of its second; else None."""
    return _HALF_OF.get(folded(word))


def is_filler(word: str) -> bool:
    """Tell whether a word in a date says nothing: prepositions, "Uhr"."""
    return folded(word) in _FILLER
