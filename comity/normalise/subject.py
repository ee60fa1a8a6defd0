"""The Subject of a mail in; what it is about, and whether it answers or forwards, out.

RFC 5322 (3.6.5) knows "Re: " alone; programs write the mark in the user's language, count it
("Re[2]:", "AW: (3)"), set a list's tag before or behind it, and write another program's over it.
The patterns are read by Python and, in the steps, by DuckDB (RE2), so they look neither ahead
nor back.
"""

from __future__ import annotations

import re

# "VS" answers in Finnish and forwards in Danish; what it does to a title is the same.
_ANSWER = r"""re r ré rép réponse aw antw antwort antwoord sv svar ang vs vast vastaus rif risp
    risposta res resp resposta respuesta odp odpowiedź odpověď odpoveď bls balas balasan ynt yan
    yanıt cevap cvp vá válasz atb atbilde ats atsakymas odg odgovor răsp răspuns
    απ απάντηση σχετ отв ответ отг отговор відп відповідь адказ одг одговор
    回复 回覆 答复 答覆 回信 返信 답장 회신 답변 השב תשובה תגובה رد الرد پاسخ ตอบ ตอบกลับ
    trả\slời""".split()  # noqa: RUF001  # other alphabets
_FORWARD = r"""fw fwd wg weitergeleitet tr transf i inoltro vb vidarebefordrat videresendt vl
    välitetty doorst doorgestuurd pd enc encaminhada rv reenv reenviado ilt i̇lt iletilen továbbítás
    tov trs pers prosl пер пересл 转发 轉寄 轉發 转寄 転送 전달 הועבר ส่งต่อ πρθ προωθ
    chuyển\stiếp""".split()
_COLON = "[:：﹕]"  # noqa: RUF001  # as wide as a character of Chinese
_COUNT = r"\.?\s*(?:(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}|\d{1,4})\s*)?"
_TAG = r"\[[^\[\]]{1,40}\]"


def _mark(words: list[str]) -> str:
    either = "|".join(words).replace("i", "[iİı]")  # noqa: RUF001  # one letter to Python, not RE2
    return rf"(?:{either}){_COUNT}{_COLON}"


ANSWER = rf"(?i)^\s*(?:{_TAG}\s*)*{_mark(_ANSWER)}"  # the Subject of an answer begins with it
FORWARD = rf"(?i)^\s*(?:{_TAG}\s*)*{_mark(_FORWARD)}"
MARKS = rf"(?i)^(?:\s*(?:{_TAG}|{_mark(_ANSWER + _FORWARD)}))+\s*"  # all that is no title
_ANSWERS, _FORWARDS, _MARKED = map(re.compile, (ANSWER, FORWARD, MARKS))
_READ_CHARS = 1_000


def title(subject: str) -> str:
    """Return a Subject without the marks of answers, forwards and lists, if anything is left."""
    return _MARKED.sub("", subject[:_READ_CHARS]).strip() or subject.strip()


def is_answer(subject: str) -> bool:
    """Whether a Subject says that its mail answers another."""
    return bool(_ANSWERS.match(subject[:_READ_CHARS]))


def is_forward(subject: str) -> bool:
    """Whether a Subject says that its mail passes another on."""
    return bool(_FORWARDS.match(subject[:_READ_CHARS]))
