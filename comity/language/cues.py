"""The phrases by which a sentence is known to ask, thank, seek advice or state a goal.

Each is a pattern for text in lower case with plain apostrophes. A request's rules are named
groups; the name is the explanation. English first, then German, French and Spanish.
"""

from __future__ import annotations

import re

_ASIDES = r"^(?:(?:so|and|but|also|hi|hey|hello|ok|okay|well|or|ps|p\.s\.)[\s,:]+)?(?:\w+,\s*)?"

SMALL_TALK = re.compile(
    r"""how(?:\s+are|'re|\s+r)\s+(?:you|u|things|we)\b(?:\s+(?:doing|all|today|going
        |keeping))*\s*\?
      | how(?:'s|\s+is)\s+(?:it\s+going|everything|life|things|your\s+(?:day|week|weekend|summer))
      | how\s+(?:have\s+you\s+been|do\s+you\s+do)\b | what'?s\s+up\b | ^(?:and\s+)?(?:how\s+about
          \s+)?you\?
      | (?:guess\s+what|who\s+(?:knows|cares)|why\s+not|you\s+know|what\s+else|really|right|huh|eh
        |see|remember|sound\s+familiar)\s*\?\s*$
      | wie\s+geht(?:'?s|\s+es)\b | (?:comment\s+)?(?:ça|ca)\s+va\b | comment\s+(?:vas-tu
          |allez-vous)
      | (?:cómo|como)\s+(?:estás|está|estas|te\s+va|andas)\b | qué\s+tal\b""",
    re.VERBOSE,
)
UNMARKED_QUESTION = re.compile(
    _ASIDES
    + r"""(?:
        (?:do|did|are|were|have|can|could|would|will)\s+(?:you|u|ya|any(?:one|body))\b
      | (?:shall|should|can|could)\s+we\b
      | (?:what|when|where|who|which|why|how)\s+(?:do|did|are|can|could|would|will|should|have)
        \s+(?:you|u|we|i)\b
      | any\s+(?:news|updates?|word|progress|luck|thoughts|ideas?|chance|objections?|comments)\b
      | (?:kannst|könntest|hast|bist|weißt|könnt|habt)\s+(?:du|ihr)\b
      | (?:können|könnten|haben|sind|wissen)\s+sie\b
      | (?:peux|as|es|sais)-tu\b | (?:pouvez|pourriez|avez|êtes|savez)-vous\b | est-ce\s+que\b
      | ¿
    )""",
    re.VERBOSE,
)
BULK = re.compile(
    r"""\b(?:unsubscribe|click|opt[\s-]?out|address\s+book|safe[\s-]senders?|white\s*list|coupons?
      |browser|sign\s+up|shop(?:ping)?\b|order\s+now|act\s+now|free\s+(?:trial|shipping)|hurry
      |do\s+not\s+reply|ignore\s+this|this\s+(?:email|e-mail|message)\s+was\s+sent|save\s+\d+%?
      |log\s*in|password|subscription|visit\s+(?:us|our)|to\s+(?:ensure|make\s+sure)\s+)
      | ^if\s+you\s+(?:have\s+(?:any\s+)?(?:\w+\s+)?(?:questions|trouble|problems|concerns)|no
          \s+longer|do\s+not\s+wish|wish|would\s+like\s+to\s+(?:stop|receive|be))
      | \$link""",
    re.VERBOSE,
)
REQUEST = re.compile(
    r"""\b(?:
        (?P<please>please|pls|plz|kindly)\b(?!\s+find\s+(?:attached|enclosed|below))
      | (?P<would_mind>(?:would|do)\s+you\s+mind|be\s+(?:so\s+)?kind|be\s+able\s+to\s+(?:help
          |send|join))
      | (?P<could_you>(?:can|could|would|will)\s+(?:you|u|ya|any(?:one|body)|someone)\b)
      | (?P<could_i>(?:can|could|may|might)\s+(?:i|we)\b)
      | (?P<let_me_know>(?<!he\s)(?<!she\s)(?<!they\s)(?<!you\s)(?<!also\s)(?<!to\s)(?:let|tell
          |inform|advise|remind|show|give|send|call|e?mail|text|ping|ring
          |contact|fax|forward|help|join|meet|update|notify|bring|get|buy|pick|drop|keep)
          \s+(?:me|us)\b(?!\s+(?:explain|start|begin|say|put|tell\s+you|introduce|check|see
          |clarify|ask
            |be|add|quote|try|think|do)\b))
      | (?P<get_back>(?:get|come)\s+back\s+(?:to|with)\s+(?:me|us)|reply\s+to\s+(?:me|this)
          |hear(?:ing)?\s+(?:back\s+)?from\s+you|return\s+my\s+call)
      | (?P<lets>let's\b|(?<!\w\s)lets\b|let\s+us\b(?!\s+know)|shall\s+we|why\s+don'?t\s+(?:you
          |we)|how\s+about)
      | (?P<need>(?:i|we)\s+(?:\w+\s+)?(?:need|require)\b|needs?\s+(?:you|your)\b
          |you\s+(?:\w+\s+)?(?:need\s+to|must|should)\b)
      | (?P<want>(?:i|we)(?:'d|\s+would)\s+(?:\w+\s+)?(?:appreciate|be\s+grateful|prefer
          |(?:like|love)\s+(?:you|your|a|an|the|it|for\s+you|to\s+(?:\w+ly\s+)?(?:discuss|meet
          |schedule
            |set|get|know|have|hear|talk|speak|chat|see|arrange|request|ask|receive|join
            |connect)))\b
          |(?:i|we)\s+(?:\w+\s+)?want\s+(?:you\b|to\s+(?:make\s+sure|know|see|ask|meet|discuss))
          |would\s+(?:also\s+)?be\s+(?:\w+\s+)?(?:great|helpful|ideal|nice|good|useful|wonderful
          |appreciated|grateful|possible)\b|much\s+appreciated|appreciate\s+(?:it|your|any|if))
      | (?P<possible>(?:is|would|will|was)\s+(?:it|there)\s+(?:be\s+)?(?:possible|ok|okay|any\s+
          (?:way
          |chance))|any\s+chance|if\s+(?:at\s+all\s+)?possible|if\s+you\s+(?:can|could|have\s+
          (?:the\s+)?time|get\s+a\s+(?:chance|minute))\b)
      | (?P<wondering>(?:wondering|wonder|curious|hoping)\s+(?:if|whether|that\s+you|you(?:'ll
          |\s+(?:will|can|could|would)))|hope\s+you\s+(?:can|will|could)|wants?\s+to\s+know\s+
          (?:if
          |whether|when|what)|looking\s+to\s+(?:hire|meet|speak|talk|connect))
      | (?P<remember>(?<!to\s)make\s+sure|be\s+sure\s+to|don'?t\s+forget|do\s+not\s+forget
          |remember\s+to|go\s+ahead\s+and|asap\b|(?:don'?t|do\s+not)\s+hesitate)
      | (?P<meet>(?:we|you\s+and\s+i|you\s+guys)\s+(?:(?:should|can|could|might|will)\s+(?:\w+
          \s+){0,2}?)
          (?:meet|discuss|talk|chat|get\s+together|catch\s+up|do\s+(?:lunch|coffee|dinner)
          |schedule
          |arrange|set\s+up|grab)\b|(?:get|getting)\s+together\b|i\s+(?:would\s+|'d\s+)?
          (?:suggest|propose)\b)
      | (?P<your_view>your\s+(?:thoughts|opinion|feedback|input|comments|advice|help|approval
          |response|reply|confirmation)\b|what\s+(?:do\s+)?you\s+think|thoughts\?)
      | (?P<follow_up>(?:just|to|wanted\s+to)\s+(?:follow(?:ing)?\s+up|check(?:ing)?\s+in|touch
          (?:ing)?
          \s+base)\b)
      | (?P<german>bitte\b(?!\s*(?:schön|sehr|gern))|(?:kannst|könntest|magst|würdest)\s+du\b
          |(?:können|könnten|würden)\s+sie\b|(?:sag|gib|schick|melde)\s+(?:mir|dich|uns)\b
          |wäre\s+(?:es|super|toll|schön|nett|lieb|dankbar))
      | (?P<french>s'il\s+(?:vous|te)\s+pla[iî]t|svp\b|stp\b|merci\s+de\s+(?!votre|ton|ta|vos)
          |(?:peux|pourrais)-tu|(?:pouvez|pourriez)-vous|veuillez|n'hésitez\s+pas|je\s+voudrais)
      | (?P<spanish>por\s+favor|(?:puedes|podrías|podrías|puede|podría|podrían)\s+\w+
          |me\s+gustaría|necesit(?:o|amos)\b|avísame|quisiera)
    )""",
    re.VERBOSE,
)
IMPERATIVE = re.compile(
    _ASIDES
    + r"""(?:(?:just|also|then|now|first|next|instead)\s+)?
      (?P<imperative>send|call|check|look|forward|review|confirm|tell|give|ask|get|put|take|add
          |make
        |try|contact|provide|include|bring|come|meet|remind|print|sign|submit|schedule|set\s+up
            |keep
        |find|think|follow|reply|respond|update|help|fax|e?mail|change|use|move|hold|plan|prepare
        |proceed|read|talk|write|leave|stop|run|fill|attach|arrange|book|pick|drop|pass|share|copy
        |cc|post|work|discuss|consider|note|be|advise|do\s+not|don'?t|never|wait|go|see|stay|say)
      \s+(?!(?:you|i|we|they)\b)[a-z@]""",
    re.VERBOSE,
)
STATEMENT = re.compile(
    r"""^(?:looking\s+forward|look\s+forward|(?:i|we)\s+(?:look\s+forward|hope\s+(?:this|that|all
        |you\s+(?:are|had|have|enjoy)))
        |(?:see|talk\s+to|speak)\s+(?:you|ya)|thank|thanks|take\s+care|good\s+luck|have\s+a\b)""",
    re.VERBOSE,
)
# Words without one of which no advice is sought: looked for first, being cheap.
ADVICE_HINTS = (
    *(
        "advi",
        "recom",
        "sugg",
        "sugi",
        "think",
        "reckon",
        "propose",
        "approach",
        "handle",
        "would you do",
    ),
    *("should you do", "tips", "thought", "feedback", "idea", "pointer", "insight", "guidance"),
    *("opini", "input", "take", "perspective", "view", "wisdom", "expertise", "brain"),
    "should i",
    *(
        "meinst",
        "meinen",
        "denk",
        "hält",
        "halten",
        "würde",
        " rat",
        "meinung",
        "tipp",
        "schätzung",
    ),
    *("rückmeldung", "pens", "avis", "conse", "piens", "opina", "would do", "you say"),
)
GOAL = re.compile(
    r"""\b(?:i'm|i\s+am|we're|we\s+are|is|are)\s+(?:(?:\w+ly|still|also|now|just|actively)\s+){0,2}
          (?:looking\s+(?:for|to\s+(?!forward)\w+)|seeking|searching\s+for|hunting\s+for
          |in\s+need\s+of|on\s+the\s+(?:hunt|lookout)\s+for|in\s+the\s+market\s+for|hiring
          |recruiting|raising\s+(?:a|our|money|funds|capital)
          |(?:trying|hoping|planning|aiming|keen|eager)\s+to\s+(?:find|hire|build|sell
            |raise|set\s+up|move|start|launch|learn|grow|open|get\s+into|expand|change|become|write|publish))\b
      | \b(?:i|we)\s+(?:(?:really|urgently|still|also|do|desperately|now)\s+){0,2}need\s+
          (?:a|an|some
          |someone|somebody|help|more|new|another|to\s+(?:find|hire|raise|build|replace|grow))\b
      | \b(?:my|our)\s+(?:\w+\s+)?(?:goal|aim|ambition|objective|priority)\s+(?:\w+\s+){0,4}?is\b
      | \b(?:i|we)(?:'d|\s+would)\s+(?:\w+\s+)?(?:like|love)\s+to\s+(?:find|hire|learn|move|start
          |build|launch|grow|sell|raise|become|get\s+into|meet\s+(?:someone|somebody|people))\b
      | \bdo\s+you\s+(?:happen\s+to\s+)?know\s+(?:of\s+)?(?:someone|somebody|anyone|anybody
          |a\s+good)\b
      | \b(?:looking|searching)\s+for\s+(?:a|an|some|someone|new|my\s+next)\b
      | \b(?:ich\s+suche|wir\s+suchen|(?:ich\s+brauche|wir\s+brauchen)\s+(?:einen?|jemanden|hilfe)
          |auf\s+der\s+suche\s+nach|mein\s+ziel\s+ist|kenn(?:st\s+du|en\s+sie)\s+jemanden)\b
      | \b(?:je\s+cherche|nous\s+cherchons|à\s+la\s+recherche\s+d|j'ai\s+besoin\s+d
          |nous\s+avons\s+besoin\s+d)
      | \b(?:busco|buscamos|necesit(?:o|amos)\s+(?:un|una|ayuda))\b""",
    re.VERBOSE,
)
GOAL_HINTS = (
    *("looking", "seeking", "searching", "hunt", "need", "market for", "lookout", "hiring"),
    *("recruiting", "raising", "trying to", "hoping to", "planning to", "aiming to", "keen to"),
    *("eager to", "goal", "aim", "ambition", "objective", "priority", "like to", "love to"),
    *("you know", "to know", "such", "brauche", "ziel", "kenn", "cherch", "besoin", "busc"),
    "necesit",
)
NO_GOAL = re.compile(
    r"""\blooking\s+forward\b | \b(?:not|no\s+longer|never|n't)\s+(?:\w+\s+)?(?:looking|seeking
        |need|hiring|searching)\b
      | \bneed\s+(?:a|some|more)\s+(?:\w+\s+)?(?:minutes?|moments?|break|time|coffee|sleep|rest
        |favou?r|hug|seconds?|days?|hours?)\b
      | \bif\s+(?:you|u|anyone|anybody|someone|they)(?:'re|\s+(?:are|is|need))\b
      | \b(?:i\s+(?:do\s+|also\s+)?(?:think|guess|believe|suppose)|maybe|perhaps|probably|why|if
          |whether|means?|meant|agree)\b(?:\s+\S{1,30}){0,6}?\s+(?:i|we)\s+(?:\w+\s+){0,2}need\b
      | \b(?:that|what|which|result|emphasis)\s+(?:i|we)(?:'m|'re|\s+am|\s+are)\s+(?:\w+\s+)?
          (?:looking|seeking|searching)\b
      | \b(?:are\s+)?you\s+(?:are\s+)?(?:\w+\s+)?(?:looking|seeking|searching)\b
      | \b(?:he|she|they|it|what|who|company|client|clients)\s+(?:is|are|was|were)\s+(?:\w+\s+)?
          (?:looking|seeking|searching|hiring|trying|hoping|planning)\b
      | \b(?:unsubscribe|click\s+here)\b""",
    re.VERBOSE,
)
THANKS = re.compile(
    r"""(?<!no\s)(?<!no,\s)\b(?:thank\s*(?:you|u)|thanks|thx|thnx|tnx|many\s+thanks|much\s+obliged
        |(?:i|we)\s+(?:really\s+|truly\s+|do\s+|so\s+)?appreciate|(?:i'm|i\s+am|we're|we\s+are)\s+
          (?:\w+\s+)?(?:grateful|thankful)|grateful\s+for)\b
        (?!\s+(?:in\s+advance|for\s+(?:reading|your\s+(?:attention|consideration|interest\s+in))
          |but\s+no|to\s+(?!you)))
      | \b(?:vielen\s+dank|danke(?:schön)?|besten\s+dank|herzlichen\s+dank|merci(?!\s+(?:de
          |d'avance))
        |je\s+vous\s+remercie|gracias|te\s+agradezco|le\s+agradezco|grazie|obrigad[oa]|bedankt
            |dank\s+je
        |tusen\s+takk|takk|tack|dziękuję|děkuji)\b(?!\s+(?:im\s+voraus|d'avance|de\s+antemano))
      | спасибо | ありがとう | 谢谢 | 感谢 | 감사합니다""",
    re.VERBOSE,
)
CLOSING_THANKS = re.compile(
    r"""\n\s{0,99}(?:many\s+|best\s+)?(?:thanks|thx|thank\s+you)
        (?:\s+(?:again|and\s+(?:best\s+|kind\s+)?regards))?
        [\s,.!]{0,9}(?:\n[^\n]{0,40}){0,3}\s*$""",
    re.VERBOSE,
)
ADVICE = re.compile(
    r"""\b(?:what|which|who|how|where)\b[^?]{0,60}\b(?:would|do|should|could|can)\s+you\s+(?:\w+
        \s+)?
          (?:recommend|suggest|advise|think|reckon|say|propose|do\s+(?:in|if)|approach|handle)\b
      | \b(?:would|could|can|do)\s+you\s+(?:\w+\s+)?(?:recommend|suggest|advise|have\s+(?:any\s+
          |some\s+)?
          (?:advice|suggestions?|recommendations?|tips|thoughts|feedback|ideas|pointers
          |insights?))\b
      | \b(?:any|some)\s+(?:\w+\s+)?(?:advice|suggestions?|recommendations?|tips|thoughts|feedback
          |ideas|pointers|insights?|guidance)\b[^?.]{0,80}(?:\?|welcome|appreciated|helpful|great)
      | \b(?:would|could|can|may|like|love|want|need|please|value|welcome|seeking|looking\s+for)\b
          [^.?]{0,40}\b(?:your|some)\s+(?:\w+\s+){0,2}(?:advice|feedback|opinions?|thoughts?
          |input|take
          |guidance|perspective|recommendations?|suggestions?|view|insights?|wisdom|expertise)\b
      | \bpick\s+your\s+brain | \bwhat\s+you\s+(?:think|would\s+(?:do|suggest|recommend)
          |recommend)\b
      | \bwhat'?s\s+your\s+(?:take|opinion|view|advice|thought) | ^(?:thoughts|opinions
          |ideas)\s*\?
      | \bwhat\s+are\s+your\s+(?:thoughts|views|ideas) | \b(?:your|a)\s+second\s+opinion\b
      | \bshould\s+i\b[^.]{0,120}\?
      | \bwas\s+(?:meinst\s+du|meinen\s+sie|denkst\s+du|denken\s+sie|hältst\s+du|halten\s+sie
          |würde(?:st\s+du|n\s+sie)\s+(?:[\wäöüß]+\s+){0,4}(?:empfehlen|raten|machen|vorschlagen))
      | \b(?:deinen|ihren|euren|deine|ihre)\s+(?:rat|meinung|tipps?|einschätzung|rückmeldung)\b
      | \bqu'en\s+(?:penses|pensez)|\b(?:votre|ton)\s+avis\b|\b(?:des|vos|tes|un)\s+conseils?\b
      | \bque\s+(?:me\s+)?(?:conseill|recommand|suggér)\w+
      | \bqué\s+(?:opinas|opina|piensas|piensa|me\s+(?:recomiend|aconsej|sugier)\w+)
      | \b(?:tu|su)\s+(?:opinión|consejo)\b""",
    re.VERBOSE,
)
NO_ADVICE = re.compile(
    r"""\b(?:thanks?|thank\s+you|grateful|merci|danke|gracias)\b[^.?]{0,40}\b(?:advice|feedback
        |opinion
        |thoughts|input|comments|suggestions?|recommendations?|guidance|insights?)
      | \b(?:based\s+on|per|following|followed|took|given|read|saw|got|received|incorporated
          |folded|applied|addressed|appreciate)\s+(?:in\s+)?(?:all\s+)?your
      | \b(?:i|we)\s+(?:know|hear|heard)\s+(?:what\s+you|your)""",
    re.VERBOSE,
)
GREETING = re.compile(
    r"""\s*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day)|greetings|hallo
        |liebe[rs]?
      |guten\s+(?:tag|morgen|abend)|sehr\s+geehrte[rs]?|moin|bonjour|salut|chère?|cher|hola
      |buenos\s+días|estimad[oa]|querid[oa]|ciao|olá)\b
      (?:\s+(?:mr|mrs|ms|dr|prof|herrn?|frau)\b\.?)*[^\n,!.:]{0,40}[,!.:\n]""",
    re.VERBOSE | re.IGNORECASE,
)
