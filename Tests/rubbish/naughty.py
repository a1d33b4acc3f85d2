"""515 strings that have broken programs, made here section by section: every one must come back byte for byte.

Nothing is copied from anybody's list: each section says what it tries, and code makes its strings. Only what a text
cannot be is left out (a lone surrogate is no Unicode scalar; it has cases of its own).
"""


def marks(values):
    return [chr(value) for value in values]


def reserved():
    """Words that mean something to a language, a shell or a file system."""
    return ["undefined", "undef", "null", "NULL", "nil", "NIL", "None", "true", "false", "True", "FALSE", "yes", "no", "on", "off", "hasOwnProperty", "constructor",
            "__proto__", "prototype", "toString", "then", "\\", "\\\\", "CON", "PRN", "AUX", "NUL", "COM1", "LPT1", ".", "..", "~", "-", "--", "/dev/null",
            "C:\\Windows", "desktop.ini", "Thumbs.db", ".gitignore", "winnow.yaml"]


def numbers():
    """What is nearly a number, or one that does not fit."""
    return ["0", "1", "-1", "+1", "00", "007", "-0", "0.0", "1.00", "1,000", "1 000", "1_000", "1e3", "1E-400", "1e400", "-1e400", "0x0", "0xffffffff", "0b1", "0o7", "NaN", "nan",
            "-NaN", "Infinity", "-Infinity", "INF", "1#INF", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616",
            "4294967296", "2147483648", "9" * 100, "0." + "3" * 60, "1.7976931348623157e308", "5e-324", "१२३", "٣", "Ⅷ", "½", "①", "1/0", "0/0", "1.2.3", "2026-02-30", "24:60:61", "1e", ".5", "5.", "--1"]


def spaces():
    """White space of every kind, and what only looks like nothing."""
    alone = marks([0x09, 0x0A, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF])
    return [f"a{mark}b" for mark in alone] + ["  lead", "trail  ", "\ttab\t", "\r\n", "a\r\nb", "\n\n\n", " " * 300]


def controls():
    """Every control character but NUL, inside a word."""
    return [f"c{chr(value)}d" for value in [*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]]


def directions():
    """Marks that turn writing round, closed and left open; scripts that run the other way."""
    turned = [f"{mark}turn{close}ed" for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for close in ("", "\u202c", "\u2069")]
    return turned + ["\u200fשלום", "مرحبا \u200eabc\u200f 123", "abc אבג def", "\u202egnp.elif", "‮‮‮", "ثم نفس سقطت", "הָיְתָהtestالصفحات", "\u061cالف"]


def combined():
    """Marks on marks, letters of several scalars, forms that look alike and are not."""
    stacked = ["e" + "\u0301" * count for count in (1, 2, 8, 40, 200)]
    pairs = ["\u00e9", "e\u0301", "\u212b", "\u00c5", "A\u030a", "ﬁ", "fi", "ſ", "ß", "ẞ", "İ", "ı", "Ǆ", "ǅ", "ά", "ά", "\u1e9b\u0323", "한", "\u1112\u1161\u11ab", "กำ", "நி", "क्ष", "ཀྵ", "ᄀᄀᄀ각ᆨᆨ"]
    return stacked + pairs + ["Z\u0351\u036b\u0343\u036a\u0302a\u035f\u0321l\u0334g\u0337o", "\u0301alone", "a\u034fb", "a\ufe0fb", "a\U000e0100b", "\u200da", "a\u200d"]


def pictures():
    """Emoji that are many scalars, flags, skins, families, and half of each."""
    return ["😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇳🇴", "🇳", "🇳🇴🇸", "👍🏿", "🏿", "👩🏽‍🚀", "❤️‍🔥", "☺︎", "☺️", "1️⃣", "#️⃣", "©", "®️", "🫨", "🧑‍🤝‍🧑", "👨‍", "🀄", "𝕏", "𠜎𠜱", "💩" * 50]


def planes():
    """Edges of planes and blocks: the last that is allowed before one that is not."""
    return marks([0xD7FF, 0xE000, 0xF8FF, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600, 0x1FFFF, 0x20000, 0x2FFFE, 0xE0001, 0xE007F, 0xF0000, 0xFFFFF, 0x10FFFD, 0x10FFFE, 0x10FFFF, 0xFDD0, 0xFDFD, 0x2E3B, 0x12031])


def pages():
    """Script for a page that forgets to escape."""
    frames = ["<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "\"><script>{}</script>", "'><script>{}</script>", "</textarea><script>{}</script>", "</title><script>{}</script>",
              "javascript:{}", "<a href=\"javascript:{}\">x</a>", "<iframe srcdoc='<script>{}</script>'>", "<math><mi xlink:href='javascript:{}'>", "{{{{{}}}}}", "${{{}}}", "<!--<script>{}</script>-->", "<![CDATA[<script>{}</script>]]>",
              "<body onload={}>", "<input autofocus onfocus={}>", "<details open ontoggle={}>", "`-{}-`", "\\u003cscript\\u003e{}", "&lt;script&gt;{}", "%3Cscript%3E{}", "<scr<script>ipt>{}</script>", "<SCRIPT SRC=//x>{}", "<style>*{{x:expression({})}}</style>",
              "data:text/html,<script>{}</script>", "<base href=\"//x\"><script>{}</script>", "<meta http-equiv=refresh content='0;javascript:{}'>", "</script><script>{}</script>", "\u2028{}\u2029"]
    return [frame.format("window.pwned=1") for frame in frames]


def statements():
    """Text for a database, a shell, a template or a log that forgets to quote."""
    return ["'", "''", "\"", "\"\"", "`", ";", "' OR 1=1--", "'; DROP TABLE item;--", "1; SELECT 1", "\\'; --", "%", "_", "%%", "%s%n%x", "%d", "{0}", "{}", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "$(touch /tmp/pwned)", "`touch /tmp/pwned`",
            "; touch /tmp/pwned", "| cat", "&& true", "$HOME", "%PATH%", "${jndi:ldap://127.0.0.1/a}", "\\x41", "\\u0041", "\\n", "\\0", "a=b&c=d", "?x=y#z", "a;b,c\td|e", "*", "**", "[a-z]", "(?:", "(a+)+$", "^$", "\\1", "NOT", "a OR b",
            "\"a b\"", "a*", "NEAR(a b)", "text:a", "-a", "--help", "--workspace=/", "@file", "=1+1", "+1+1", "@SUM(A1)", "-1+1", "=HYPERLINK(\"//x\")", "# comment", "// comment", "/* comment */", "<!-- comment -->"]


def paths():
    """Names that want to be another place."""
    return ["../", "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "//host/share", "\\\\host\\share", "file:///etc/passwd", "%2e%2e%2f", "..%2f", "%00", "a%00b", "a/b", "a//b", "a/./b", "a/../b", "a/", "/a", "a\\b", "C:a", "a:b", "a.", "a ", " a", "a*b", "a?b", "a|b",
            "a\"b", "a<b>c", ".hidden", "...", "....", "x" * 200, "x" * 255, "a.jpg.exe", "a.JPG", "con.txt", "nul.tar.gz", "é.txt", "e\u0301.txt", "a\u202egpj.txt"]


def markup():
    """What YAML, JSON, CSV, XML and Markdown would read as their own."""
    return ["- a", "? a", "a: b", "a : b", "a:", ": a", "&anchor", "*alias", "!tag", "!!python/object", "| block", "> folded", "{a: b}", "[a, b]", "---", "...", "%YAML 1.2", "'single", "\"double", "@at", "a #b", "a\n  b: c", "\ta", "y", "n", "~null", "<<", "2026-01-01", "1:30:00",
            "{\"a\":1}", "[1,2", "\"\\ud800\"", "\\", "{\"$ref\":\"#\"}", "a,b", "a;b", "a\tb", "a|b|c", "\"a\"\"b\"", "a,\"b", "<a/>", "<!DOCTYPE a>", "<?xml?>", "&amp;", "&#0;", "&#x110000;", "]]>", "# head", "* list", "**bold**", "[a](b)", "![a](b)", "```", "| a | b |", "<br>", "$x^2$", "~~a~~"]


def tongues():
    """Sentences in many scripts, for whatever counts in bytes."""
    return ["Zwölf Boxkämpfer jagen Viktor", "Žluťoučký kůň", "Съешь ещё этих булок", "Ξεσκεπάζω την ψυχοφθόρα", "いろはにほへと", "視野無限廣", "키스의 고유조건은", "ऋषियों को", "தமிழ்", "ภาษาไทย", "ქართული", "Հայերեն", "አማርኛ", "ខ្មែរ", "සිංහල", "မြန်မာ", "ᚠᛇᚻ", "ᓄᓇᕗᑦ", "ⴰⵎⴰⵣⵉⵖ", "𐌲𐌿𐍄𐌰", "ꦧꦱꦗꦮ", "བོད་ཡིག", "Ŝafluo", "Þú dazt", "Œuf", "Ångström", "Łódź", "Đồng", "اردو", "ייִדיש"]


SECTIONS = [reserved, numbers, spaces, controls, directions, combined, pictures, planes, pages, statements, paths, markup, tongues]


def strings():
    """All of them, each once, in the order of their sections."""
    return list(dict.fromkeys(text for section in SECTIONS for text in section()))
