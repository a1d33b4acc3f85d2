"""Any text as a YAML word in double quotes: what may not stand in a file as it is becomes an escape."""


def quoted(text):
    out = []
    for character in text:
        value = ord(character)
        if character in "\"\\":
            out.append("\\" + character)
        elif 0x20 <= value < 0x7F:
            out.append(character)
        elif value <= 0xFFFF:
            out.append(f"\\u{value:04x}")
        else:
            out.append(f"\\U{value:08x}")
    return '"' + "".join(out) + '"'


def listed(texts):
    return "[" + ", ".join(quoted(text) for text in texts) + "]"
