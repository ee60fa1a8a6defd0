"""The name of an organisation or a mail domain in; what to compare it by, and its owner, out."""

from __future__ import annotations

import re

from comity.normalise.name import fold

_MAX_CHARS = 200
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")  # s.a., s.r.l, b.v.
_IPV4 = re.compile(r"[\d.]+")
_ACRONYM = 3  # letters: ibm.com is IBM, acme.com is Acme


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEGAL = _set(
    """
    gmbh mbh ggmbh ug haftungsbeschrankt ag kg kgaa ohg gbr ev eg se ltd limited plc llp llc lp
    pllc inc incorporated corp corporation co company sa sas sarl eurl snc sca spa srl sl slu sau
    bv nv cv vof ab aktiebolag hb oy oyj as asa aps doo dd sro zrt kft nyrt rt spzoo sp zoo ooo
    oao zao pjsc jsc ltda eireli me pty pte sdn bhd kk gk yk pvt tbk pt kabushiki kaisha lda ep
    sti holding holdings
    """
)
_JOINING = frozenset({"and", "und", "et", "y", "e", "the"})

_FREE_ANYWHERE = _set(  # before any ending: yahoo.co.jp, gmx.at
    """
    gmail googlemail yahoo ymail rocketmail hotmail outlook live msn gmx yandex protonmail
    tutanota zoho mailfence fastmail hushmail posteo
    """
)
_FREE = _set(
    """
    icloud.com me.com mac.com aol.com aim.com proton.me pm.me tuta.io tuta.com tutamail.com
    mail.com email.com usa.com post.com web.de freenet.de t-online.de arcor.de online.de
    kabelmail.de vodafonemail.de mailbox.org mail.de email.de magenta.de unitybox.de free.fr
    orange.fr wanadoo.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr libero.it virgilio.it
    tiscali.it alice.it tin.it tim.it inwind.it iol.it telefonica.net terra.es terra.com.br
    uol.com.br bol.com.br ig.com.br globo.com sapo.pt btinternet.com btopenworld.com sky.com
    talktalk.net ntlworld.com virginmedia.com blueyonder.co.uk tiscali.co.uk comcast.net
    verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    netzero.net roadrunner.com rr.com shaw.ca rogers.com sympatico.ca telus.net videotron.ca
    bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz qq.com foxmail.com vip.qq.com 163.com
    126.com yeah.net sina.com sina.cn sohu.com 139.com 189.cn 21cn.com aliyun.com naver.com
    daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com mail.ru bk.ru
    inbox.ru list.ru internet.ru rambler.ru ya.ru ukr.net i.ua meta.ua wp.pl o2.pl onet.pl
    interia.pl gazeta.pl op.pl seznam.cz email.cz centrum.cz post.cz azet.sk freemail.hu
    citromail.hu abv.bg mail.bg telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl
    xs4all.nl hetnet.nl chello.nl bluewin.ch sunrise.ch hispeed.ch aon.at chello.at online.no
    telia.com comhem.se spray.se tele2.se mail.dk rediffmail.com sify.com in.com hey.com duck.com
    privaterelay.appleid.com disroot.org riseup.net pobox.com lycos.com excite.com gmx.net
    walla.co.il walla.com
    """
)
_SECOND_LEVEL = {  # by country: the usual registries under which firms and people register
    ending: _set(labels)
    for endings, labels in (
        ("uk", "co org me ltd plc net sch ac gov nhs police"),
        ("au", "com net org edu gov asn id"),
        ("nz", "co net org ac govt geek gen maori school"),
        ("jp", "co or ne ac ad ed go gr lg"),
        ("kr", "co or ne re pe go ac"),
        ("br", "com net org gov edu adv eng med art ind inf blog"),
        ("in", "co com net org gen firm ind ac edu gov nic res"),
        ("za", "co org net ac gov web nom"),
        ("il", "co org net ac gov muni"),
        ("at", "co or ac gv"),
        ("hu", "co org"),
        ("th", "co or ac go in net"),
        ("id", "co or ac go web sch my"),
        ("ke ug tz zm bw zw", "co or ac go org com"),
        ("cr ma", "co ac or org net gov"),
        ("pl", "com net org edu gov waw info biz"),
        ("fr", "asso com gouv nom"),
        ("es", "com nom org gob edu"),
        ("it", "gov edu"),
        ("ru", "com org net msk spb"),
        ("tr", "com org net gov edu gen web bel k12"),
        ("mx ar co pe ve ec uy py bo gt do pr sv ni hn pa cu", "com net org gob gov edu mil"),
        ("cn hk tw sg my ph vn np pk bd lk", "com net org gov edu ac mil idv"),
        ("ua gr cy mt pt ro ng gh eg sa ae qa kw bh lb jo", "com net org gov edu ac mil co"),
    )
    for ending in endings.split()
}


def key(name: str) -> str:
    """Return the name by which organisations are compared: folded, legal forms dropped."""
    folded = _DOTTED.sub(lambda m: m[0].replace(".", ""), fold(name[:_MAX_CHARS]))
    found = _WORD.findall(folded)
    if len(found) > 1 and found[0] == "the":
        del found[0]
    while len(found) > 1 and (found[-1] in _LEGAL or found[-1] in _JOINING):
        del found[-1]
    return " ".join(found)


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there, so that the domain names no employer."""
    own = registrable(domain)
    return own in _FREE or own.partition(".")[0] in _FREE_ANYWHERE or _plain(domain) in _FREE


def registrable(domain: str) -> str:
    """Return the part of a host name that somebody registered: mail.acme.co.uk → acme.co.uk."""
    plain = _plain(domain)
    labels = plain.split(".")
    if len(labels) <= 2 or _IPV4.fullmatch(plain):  # noqa: PLR2004
        return plain
    own = 3 if labels[-2] in _SECOND_LEVEL.get(labels[-1], ()) else 2
    return ".".join(labels[-own:])


def of_domain(domain: str) -> str:
    """Return a readable name for who owns a mail domain; "" for free mail and bare hosts."""
    own = registrable(domain)
    label, _, ending = own.partition(".")
    if not ending or not label or _IPV4.fullmatch(own) or is_free_mail(own):
        return ""
    if label.startswith("xn--"):
        label = _from_idna(label)
    if len(label) <= _ACRONYM:
        return label.upper()
    return " ".join(part[:1].upper() + part[1:] for part in label.split("-") if part)


def _plain(domain: str) -> str:
    return domain[:255].strip("[].<> \t\r\n").lower()


def _from_idna(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
