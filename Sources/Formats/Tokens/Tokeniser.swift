/// Cuts a text into tokens with their places, in Unicode scalars.
///
/// The rule, so that anyone can repeat it: white space separates and belongs to no token; a run of letters, digits,
/// marks and `_` is a token; every other character is a token of its own. What joins to the character before it stays
/// with it: combining marks, variation selectors, skin tones, and zero-width joiners with what they join.
public enum Tokeniser {
    public struct Token: Sendable, Hashable {
        /// Scalar offsets, end exclusive.
        public var start: Int
        public var end: Int
        public var text: String
    }

    public static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var scalars = String.UnicodeScalarView()
        var start = 0
        var kind = Kind.space
        var place = 0
        var isAfterJoiner = false
        func close() {
            if kind != .space { tokens.append(Token(start: start, end: place, text: String(scalars))) }
        }
        for scalar in text.unicodeScalars {
            let next = Kind(scalar)
            let joins = kind != .space && (isAfterJoiner || next == .joining || (next == .word && kind == .word))
            if !joins || next == .space {
                close()
                start = place
                scalars = String.UnicodeScalarView()
                kind = next == .joining ? .mark : next
            }
            scalars.append(scalar)
            isAfterJoiner = scalar.value == 0x200D && next != .space
            place += 1
        }
        close()
        return tokens
    }

    private enum Kind {
        case space, word, mark, joining

        init(_ scalar: Unicode.Scalar) {
            let value = scalar.value
            if value < 0x80 {
                self = value <= 0x20 || value == 0x7F ? .space : Self.isASCIIWord(value) ? .word : .mark
            } else if scalar.properties.isWhitespace || value == 0xFEFF {
                self = .space
            } else if value == 0x200D || scalar.properties.isVariationSelector || scalar.properties.isEmojiModifier || Self.isCombining(scalar) {
                self = .joining
            } else {
                self = Self.isWord(scalar) ? .word : .mark
            }
        }

        private static func isASCIIWord(_ value: UInt32) -> Bool {
            (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) || value == 0x5F
        }

        private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark: true
            default: false
            }
        }

        private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber: true
            default: false
            }
        }
    }
}
