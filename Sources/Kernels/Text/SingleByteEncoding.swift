/// Encodings of one byte a character, as far as texts still come in them.
///
/// The upper half of each table is the mapping registered with IANA; the lower half is ASCII. Bytes that stand for nothing
/// decode to U+FFFD.
public enum SingleByteEncoding: String, Sendable, CaseIterable, Codable {
    /// Western European on Windows.
    case windows1252 = "windows-1252"
    /// Western European with the euro sign.
    case latin9 = "iso-8859-15"
    /// Central European on Windows.
    case windows1250 = "windows-1250"
    /// Central European.
    case latin2 = "iso-8859-2"
    /// Cyrillic on Windows.
    case windows1251 = "windows-1251"
    /// Russian on older Unix.
    case koi8r = "koi8-r"
    /// Greek on Windows.
    case windows1253 = "windows-1253"
    /// The first 256 scalars of Unicode.
    case latin1 = "iso-8859-1"

    /// Scalars of the bytes 128 to 255.
    public var upperHalf: [UInt32] { Self.tables[Self.allCases.firstIndex(of: self) ?? 0] }

    /// Appends the bytes as UTF-8; how many of them stand for nothing.
    public func decode(_ bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) -> Int {
        let upper = upperHalf
        var undefined = 0
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let value = upper[Int(byte) - 0x80]
            undefined += value == 0xFFFD ? 1 : 0
            ScalarWriter.append(value, to: &text)
        }
        return undefined
    }

    private static let tables: [[UInt32]] = allCases.map { encoding in encoding.written.unicodeScalars.map(\.value) }

    private static let controls = String(String.UnicodeScalarView((0x80..<0xA0).compactMap { Unicode.Scalar(UInt32($0)) }))

    private var written: String {
        let controls = Self.controls
        return switch self {
        case .windows1252:
            """
            €\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\
            \u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\
            \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯\
            °±²³´µ¶·¸¹º»¼½¾¿\
            ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ\
            ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
            àáâãäåæçèéêëìíîï\
            ðñòóôõö÷øùúûüýþÿ
            """
        case .latin9:
            controls + "\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
        case .windows1250:
            """
            €\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰Š‹ŚŤŽŹ\
            \u{FFFD}‘’“”•–—\u{FFFD}™š›śťžź\
            \u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż\
            °±˛ł´µ¶·¸ąş»Ľ˝ľż\
            ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ\
            ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß\
            ŕáâăäĺćçčéęëěíîď\
            đńňóôőö÷řůúűüýţ˙
            """
        case .latin2:
            controls + "\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
        case .windows1251:
            """
            ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ\
            ђ‘’“”•–—\u{FFFD}™љ›њќћџ\
            \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї\
            °±Ііґµ¶·ё№є»јЅѕї\
            АБВГДЕЖЗИЙКЛМНОП\
            РСТУФХЦЧШЩЪЫЬЭЮЯ\
            абвгдежзийклмноп\
            рстуфхцчшщъыьэюя
            """
        case .koi8r:
            "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{A0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ"
        case .windows1253:
            """
            €\u{FFFD}‚ƒ„…†‡\u{FFFD}‰\u{FFFD}‹\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
            \u{FFFD}‘’“”•–—\u{FFFD}™\u{FFFD}›\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
            \u{A0}΅Ά£¤¥¦§¨©\u{FFFD}«¬\u{AD}®―\
            °±²³΄µ¶·ΈΉΊ»Ό½ΎΏ\
            ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ\
            ΠΡ\u{FFFD}ΣΤΥΦΧΨΩΪΫάέήί\
            ΰαβγδεζηθικλμνξο\
            πρςστυφχψωϊϋόύώ\u{FFFD}
            """
        case .latin1: String(String.UnicodeScalarView((0x80..<0x100).compactMap { Unicode.Scalar(UInt32($0)) }))
        }
    }
}
