import Kernels

/// What a tagger sees of a word: itself, its lower case, its first and last two and three letters, its shape, and the words
/// around it; each as one 64-bit number.
///
/// The usual set for entities (as in the tutorial of `sklearn-crfsuite`), with two neighbours on each side. A shape has `X` for
/// upper case, `x` for other letters, `d` for digits and every other scalar as it is; the short shape has runs as one. Nothing
/// is looked up, so no word list is needed. Frozen: models depend on these numbers.
struct TokenAttributes {
    /// Attributes a word has at most.
    static let most = 22

    private enum Template: UInt64 {
        case bias, word, lower, prefix2, prefix3, suffix2, suffix3, shape, shortShape, hasDigit, title, upper
        case lower1, shortShape1, suffix1, title1, before1, lower2, before2
    }

    /// What is seen of one word by itself; hashes of lower case, short shape and suffix.
    private struct Look {
        var own: [UInt64] = []
        var lower: UInt64 = 0
        var shortShape: UInt64 = 0
        var suffix: UInt64 = 0
        var isTitle = false
    }

    /// For each word its attributes.
    static func of(_ words: [String]) -> [[UInt64]] {
        let looks = words.map(look)
        return looks.indices.map { place in
            var found = looks[place].own
            for side in [-1, 1] {
                let mark: UInt64 = side < 0 ? 0 : 1
                if looks.indices.contains(place + side) {
                    let near = looks[place + side]
                    found.append(number(.lower1, near.lower, mark))
                    found.append(number(.shortShape1, near.shortShape, mark))
                    found.append(number(.suffix1, near.suffix, mark))
                    if near.isTitle { found.append(number(.title1, 0, mark)) }
                } else {
                    found.append(number(.before1, 0, mark))
                }
                if looks.indices.contains(place + 2 * side) {
                    found.append(number(.lower2, looks[place + 2 * side].lower, mark))
                } else {
                    found.append(number(.before2, 0, mark))
                }
            }
            return found
        }
    }

    private static func number(_ template: Template, _ value: UInt64, _ side: UInt64 = 0) -> UInt64 {
        Hash64.combine(template.rawValue << 1 | side, value)
    }

    private static func look(_ word: String) -> Look {
        let lower = word.lowercased()
        let scalars = Array(lower.unicodeScalars)
        func piece(_ part: ArraySlice<Unicode.Scalar>) -> UInt64 { Hash64.of(String(String.UnicodeScalarView(part))) }
        let (shape, short, hasDigit) = shapes(word)
        var look = Look()
        (look.lower, look.shortShape, look.suffix) = (Hash64.of(lower), Hash64.of(short), piece(scalars.suffix(3)))
        look.isTitle = short.first == "X" && short.dropFirst().first != "X" && (short == "X" || short.dropFirst().first == "x") && !(short == "X" && shape.count > 1)
        look.own = [
            number(.bias, 0), number(.word, Hash64.of(word)), number(.lower, look.lower),
            number(.prefix2, piece(scalars.prefix(2))), number(.prefix3, piece(scalars.prefix(3))),
            number(.suffix2, piece(scalars.suffix(2))), number(.suffix3, look.suffix),
            number(.shape, Hash64.of(shape)), number(.shortShape, look.shortShape),
        ]
        if hasDigit { look.own.append(number(.hasDigit, 0)) }
        if look.isTitle { look.own.append(number(.title, 0)) }
        if short == "X" { look.own.append(number(.upper, 0)) }
        return look
    }

    private static func shapes(_ word: String) -> (whole: String, short: String, hasDigit: Bool) {
        var whole: [Unicode.Scalar] = [], short: [Unicode.Scalar] = []
        var hasDigit = false
        for scalar in word.unicodeScalars {
            let kind = ScalarClass.of(scalar.value)
            let mark: Unicode.Scalar = kind.contains(.number) ? "d" : !kind.contains(.letter) ? scalar : scalar.properties.isUppercase ? "X" : "x"
            hasDigit = hasDigit || mark == "d"
            whole.append(mark)
            if short.last != mark { short.append(mark) }
        }
        return (String(String.UnicodeScalarView(whole)), String(String.UnicodeScalarView(short)), hasDigit)
    }
}
