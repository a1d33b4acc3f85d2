import Kernels

/// `&amp;`, `&#8217;` and their likes as the scalars they stand for.
///
/// Numbers, and the names of HTML 4 for Latin-1 and for typographic signs; other names stay as they are written.
enum CharacterReference {
    /// Appends the text with its references decoded.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, to decoded: inout [UInt8]) {
        var place = 0
        while place < text.count {
            if text[place] == UInt8(ascii: "&"), let (value, end) = reference(text, place + 1) {
                ScalarWriter.append(value, to: &decoded)
                place = end
            } else {
                decoded.append(text[place])
                place += 1
            }
        }
    }

    private static func reference(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> (value: UInt32, end: Int)? {
        var end = start
        while end < text.count, end - start < 12, ByteClass.isAlphanumeric(text[end]) || (end == start && text[end] == UInt8(ascii: "#")) { end += 1 }
        guard end < text.count, end > start + 1, text[end] == UInt8(ascii: ";") else { return nil }
        let name = String(decoding: text[start..<end], as: UTF8.self)
        let value = name.hasPrefix("#") ? number(name.dropFirst()) : named[name]
        return value.map { ($0, end + 1) }
    }

    /// Windows-1252's signs stand where numbers 128 to 159 are written, as browsers have it.
    private static func number(_ digits: Substring) -> UInt32? {
        let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
        guard let value = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10), value > 0, value <= 0x10_FFFF else { return nil }
        return (0x80..<0xA0).contains(value) ? SingleByteEncoding.windows1252.upperHalf[Int(value) - 0x80] : value
    }

    private static let named: [String: UInt32] = {
        var all = Dictionary(uniqueKeysWithValues: signs)
        for (place, name) in latin1.split(separator: " ").enumerated() { all[String(name)] = 0xA0 + UInt32(place) }
        return all
    }()

    /// Of U+00A0 to U+00FF, in order.
    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
        AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let signs: [(String, UInt32)] = [
        ("quot", 0x22), ("amp", 0x26), ("apos", 0x27), ("lt", 0x3C), ("gt", 0x3E), ("OElig", 0x152), ("oelig", 0x153),
        ("Scaron", 0x160), ("scaron", 0x161), ("Yuml", 0x178), ("fnof", 0x192), ("ensp", 0x2002), ("emsp", 0x2003),
        ("thinsp", 0x2009), ("zwnj", 0x200C), ("zwj", 0x200D), ("ndash", 0x2013), ("mdash", 0x2014), ("lsquo",
        0x2018), ("rsquo", 0x2019), ("sbquo", 0x201A), ("ldquo", 0x201C), ("rdquo", 0x201D), ("bdquo", 0x201E),
        ("dagger", 0x2020), ("Dagger", 0x2021), ("bull", 0x2022), ("hellip", 0x2026), ("permil", 0x2030), ("lsaquo",
        0x2039), ("rsaquo", 0x203A), ("euro", 0x20AC), ("trade", 0x2122), ("larr", 0x2190), ("uarr", 0x2191), ("rarr",
        0x2192), ("darr", 0x2193), ("minus", 0x2212), ("infin", 0x221E), ("ne", 0x2260), ("le", 0x2264), ("ge",
        0x2265),
    ]
}
