"""What the language engine cannot judge fairly: other languages, and blame that is only quoted."""

import re
from collections.abc import Iterable

from blameaware.language import Finding

_QUOTED = re.compile(r"“[^”]{1,400}”|\"[^\"]{1,400}\"|«[^»]{1,400}»|„[^“”]{1,400}[“”]")
_WORD = re.compile(r"[^\W\d_]+")
# Words so common that two of them tell a sentence in Spanish, German, French, Italian, Portuguese,
# Dutch or Polish; none of them is a word of English.
_FOREIGN = frozenset(
    """el los las una por que del pero porque estaba fue muy según está
    der und das wurde nicht weil dem ein eine wir mit auf für von zu sich auch
    le les des une est et dans avec qui était pas sur au aux nous il elle été
    di che gli della nel è stato perché sono
    não uma foi com mais são estava
    het een niet zijn werd omdat
    nie się że jest był była przez na""".split()  # noqa: SIM905  a line for each language
)
_ENGLISH = frozenset(
    """the a an of to in on at and or but was were is are be been had has have it its that this for
    with by from as not no so we they he she i you there because since when which who what how
    will would could can did do after before until""".split()  # noqa: SIM905  reads as a list does
)
_AT_LEAST = 2


def is_in_another_language(text: str) -> bool:
    """Whether small words of other languages outnumber those of English."""
    words = [word.lower() for word in _WORD.findall(text)]
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= _AT_LEAST and foreign > sum(word in _ENGLISH for word in words)


def blames_only_in_quotes(text: str, findings: Iterable[Finding]) -> bool:
    """Whether all that blames stands between quotation marks: then somebody else said it."""
    grave = [finding for finding in findings if finding.severity != "advice"]
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    return bool(grave) and all(
        any(start < finding.end and finding.start < end for start, end in quoted)
        for finding in grave
    )
