"""Golden verdicts on national identifiers, from python-stdnum.

For each kind of identifier it draws numbers in the layout, half of them searched until python-stdnum calls them valid and
half of them one character away from those or wholly random, and writes what python-stdnum says of each.

    tools/golden/make personal_data
"""
import importlib
import json
import random
import re

# Kind, module of python-stdnum, and the layout to draw from: d digit, a letter, x either, y m t parts of a date (two digits
# each), (p|q) a choice, everything else itself.
KINDS = [
    ("US_SSN", "us.ssn", "ddddddddd"), ("US_ITIN", "us.itin", "9dd(7|8)ddddd"),
    ("ABA_ROUTING_NUMBER", "us.rtn", "(01|02|11|12|21|31|32|61|72)ddddddd"), ("CA_SIN", "ca.sin", "ddddddddd"),
    ("BR_CPF", "br.cpf", "ddddddddddd"), ("BR_CNPJ", "br.cnpj", "dddddddd0001dd"), ("UK_NHS", "gb.nhs", "dddddddddd"),
    ("IE_PPS", "ie.pps", "ddddddda(|A|B|W)"), ("DE_TAX_ID", "de.idnr", "ddddddddddd"),
    ("DE_VAT_ID", "de.vat", "DEddddddddd"), ("AT_SVNR", "at.vnr", "ddddtmy"), ("CH_AHV", "ch.ssn", "756dddddddddd"),
    ("FR_NIR", "fr.nir", "(1|2)ym(dd|2A|2B)dddddddd"), ("FR_SIREN", "fr.siren", "ddddddddd"),
    ("FR_SIRET", "fr.siret", "dddddddddddddd"), ("NL_BSN", "nl.bsn", "ddddddddd"),
    ("BE_NATIONAL_NUMBER", "be.nn", "ymtddddd"), ("ES_NIF", "es.dni", "dddddddda"),
    ("ES_NIE", "es.nie", "(X|Y|Z)ddddddda"), ("PT_NIF", "pt.nif", "(1|2|3|5|6|8|9)dddddddd"),
    ("IT_FISCAL_CODE", "it.codicefiscale", "aaaaaay(A|B|C|D|E|H|L|M|P|R|S|T)taddda"),
    ("IT_VAT_CODE", "it.iva", "ddddddd0ddd"), ("HR_OIB", "hr.oib", "ddddddddddd"),
    ("SI_EMSO", "si.emso", "tm9y50dddd"), ("RO_CNP", "ro.cnp", "(1|2)ymt(01|12|40)dddd"),
    ("BG_EGN", "bg.egn", "ymtdddd"), ("PL_PESEL", "pl.pesel", "ymtddddd"), ("PL_NIP", "pl.nip", "dddddddddd"),
    ("CZ_RODNE_CISLO", "cz.rc", "ymtdddd"), ("EE_ISIKUKOOD", "ee.ik", "(3|4)ymtdddd"),
    ("LT_ASMENS_KODAS", "lt.asmens", "(3|4)ymtdddd"), ("FI_PERSONAL_IDENTITY_CODE", "fi.hetu", "tmy-(d|d|d)ddx"),
    ("SE_PERSONNUMMER", "se.personnummer", "ymt-dddd"), ("SE_ORGANISATIONSNUMMER", "se.orgnr", "55(2|3|5|6|9)ddddddd"),
    ("NO_FODSELSNUMMER", "no.fodselsnummer", "tmy(0|1|2|3|4)dddd"), ("AU_ABN", "au.abn", "ddddddddddd"),
    ("AU_ACN", "au.acn", "ddddddddd"), ("AU_TFN", "au.tfn", "ddddddddd"), ("IN_PAN", "in_.pan", "aaaaadddda"),
    ("IN_AADHAAR", "in_.aadhaar", "dddddddddddd"), ("IN_GSTIN", "in_.gstin", "(01|27|33)aaa(P|C|F)adddda1Zx"),
    ("SG_UEN", "sg.uen", "(dddddddda|2009ddddda|T09LLdddda)"), ("KR_RRN", "kr.rrn", "ymt(1|2)dddddd"),
    ("JP_MY_NUMBER", "jp.in_", "dddddddddddd"),
    ("CN_RESIDENT_ID", "cn.ric", "(110101|440305|320311)19ymtdddx"), ("TH_TNIN", "th.pin", "ddddddddddddd"),
    ("ZA_ID_NUMBER", "za.idnr", "ymtdddd08d"), ("TR_NATIONAL_ID", "tr.tckimlik", "ddddddddddd"),
    ("IL_ID_NUMBER", "il.idnr", "ddddddddd"),
    ("IBAN_CODE", "iban", "(DEdddddddddddddddddddd|GBddaaaadddddddddddddd|NLddaaaadddddddddd|FRddddddddddddxxxxxxxxxxxdd|NOddddddddddddd)"),
    ("CREDIT_CARD", "luhn", "(4ddddddddddddddd|51dddddddddddddd|37ddddddddddddd)"),
]


def drawn(layout, rng):
    while "(" in layout:
        layout = re.sub(r"\(([^()]*)\)", lambda m: rng.choice(m.group(1).split("|")), layout, count=1)
    return "".join(character(letter, rng) for letter in layout)


def character(letter, rng):
    if letter == "d":
        return rng.choice("0123456789")
    if letter == "a":
        return rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if letter == "x":
        return rng.choice("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {"y": "%02d" % rng.randrange(30, 98), "m": "%02d" % rng.randrange(1, 13), "t": "%02d" % rng.randrange(1, 29)}.get(letter, letter)


def verdict(module, number):
    if module.__name__ == "stdnum.iban":
        try:
            module.validate(number, check_country=False)
            return True
        except Exception:
            return False
    return bool(module.is_valid(number))


def changed(number, rng):
    place = rng.choice([i for i, letter in enumerate(number) if letter.isdigit()])
    return number[:place] + rng.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1:]


def searched(kind, module, layout, rng):
    for _ in range(400_000):
        number = drawn(layout, rng)
        if kind == "IBAN_CODE":
            number = number[:2] + module.calc_check_digits(number) + number[4:]
        if verdict(module, number):
            return number
    raise SystemExit(f"no valid {kind} found")


def main():
    golden = {}
    for kind, name, layout in KINDS:
        rng = random.Random(kind)
        module = importlib.import_module("stdnum." + name)
        valid = [searched(kind, module, layout, rng) for _ in range(8)]
        others = [changed(number, rng) for number in valid] + [drawn(layout, rng) for _ in range(8)]
        golden[kind] = [[number, verdict(module, number)] for number in valid + others]
    print("{" + ",\n".join(f"{json.dumps(kind)}: {json.dumps(numbers)}" for kind, numbers in golden.items()) + "}")


if __name__ == "__main__":
    main()
