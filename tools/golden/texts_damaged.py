"""Sentences written here, damaged on purpose, and what ftfy makes of them; for texts.py."""

import ftfy
import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252

SENTENCES = {
    "de": "Größere Häuser kosten überall mehr, sagte die Ärztin – „leider“.",
    "fr": "L’élève a mangé là-bas où le cœur de l’été bat déjà, ça suffit…",
    "es": "¿Cuándo llegará el niño mañana? ¡Qué alegría, señor Núñez!",
    "pt": "A estação não fica longe: são três quarteirões até a praça.",
    "it": "Perché la città è così bella? È l’estate, più di tutto.",
    "sv": "Våra gäster åker hem på söndag före frukost.",
    "da": "Børnene så på den røde æske, og så gik de hjem på gåben.",
    "nl": "Een coördinatie van ideeën over het café, één keer.",
    "pl": "Zażółć gęślą jaźń, a potem wróć do Łodzi na święta.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy včera večer.",
    "hu": "Árvíztűrő tükörfúrógép, őszi színek és hűvös esték.",
    "ru": "Съешь ещё этих мягких французских булок, да выпей чаю.",
    "el": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία σήμερα το πρωί.",
    "he": "דג סקרן שט בים מאוכזב ולפתע מצא חברה.",
    "ar": "ذهب الولد إلى المدرسة في الصباح الباكر.",
    "zh": "今天的天气很好，我们一起去公园散步吧。",
    "ja": "明日は雨が降るので、傘を持って行きましょう。",
    "emoji": "Good morning 😀 and thanks 👍🏽 for the “quotes” — all of them…",
    "signs": "It costs £5 or €6 ± 2 % at 20 °C, © 2020 Müller™ • ½ price",
}

# Texts that look odd and are as they should be, and a few that are damaged in part.
OTHERS = [
    "plain ASCII stays", "MAÇÃ” foi dito", "SÃO PAULO É…", "naïve café", "Ça va — bien sûr…", "Â", "Ã", "the letter Ã alone",
    "PÃO E MAÇÃ", "À la carte", "50 €uro", "one good é and one bad Ã©", "â€œquotedâ€\x9d text", "a\xa0b", "Noël: 5°C", "Ð Ñ Ø", "«Ã©té»",
    "CITÉ “LUNE”", "IL Y Ã\xa0", "fiancÃ©e and fiancée", "ÅÄÖ åäö", "x²+y³", "l’Ã‰tat", "¿QUÉ?", "",
]


def cases():
    found = []

    def add(text, truth=None):
        found.append({"text": text, "fixed": ftfy.fix_encoding(text), "truth": truth})

    for sentence in SENTENCES.values():
        add(sentence, sentence)
        once = sentence.encode("utf-8").decode("sloppy-windows-1252")
        add(once, sentence)
        add(once.encode("utf-8").decode("sloppy-windows-1252"), sentence)
        add(sentence.encode("utf-8").decode("latin-1"), sentence)
        add(sentence + " " + once, sentence + " " + sentence)
    for other in OTHERS:
        add(other)
    return found


ENCODINGS = {
    "windows-1252": "de fr es pt it sv da nl signs", "iso-8859-1": "de es pt sv da nl", "iso-8859-15": "de es pt sv da nl",
    "windows-1250": "pl cs", "iso-8859-2": "pl cs", "windows-1251": "ru", "koi8-r": "ru", "windows-1253": "el",
    "utf-16-le": "de fr ru el zh ja emoji", "utf-16-be": "de pl he ar zh emoji", "utf-8": "de ru zh emoji", "utf-32-le": "", "utf-16": "fr zh", "utf-8-sig": "de",
}


def encoded():
    found = []
    for encoding, languages in ENCODINGS.items():
        for language in languages.split():
            text = SENTENCES[language]
            try:
                data = (text + "\n").encode(encoding)
            except UnicodeEncodeError:
                text = text.replace("–", "-").replace("„", '"').replace("“", '"').replace("’", "'").replace("…", "...")
                data = (text + "\n").encode(encoding)
            found.append({"encoding": encoding, "language": language, "bytes": data.hex(), "text": text + "\n"})
    return found
