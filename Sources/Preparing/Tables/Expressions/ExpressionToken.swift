import Kernels

/// Words, numbers, texts and signs of an expression, each with the column it starts in.
struct ExpressionToken: Equatable {
    enum Kind: Equatable { case number(Double), text(String), word(String), quotedName(String), sign(String), end }

    var kind: Kind
    var column: Int

    /// As an error shows it.
    var shown: String? {
        switch kind {
        case .number(let value): "\(value)"
        case .text(let text): text
        case .word(let word), .quotedName(let word), .sign(let word): word
        case .end: nil
        }
    }

    static func all(in text: String) throws(ExpressionError) -> [ExpressionToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [ExpressionToken] = []
        var place = 0
        while place < scalars.count {
            if scalars[place].properties.isWhitespace { place += 1 } else { tokens.append(try next(scalars, &place)) }
        }
        return tokens + [ExpressionToken(kind: .end, column: scalars.count + 1)]
    }

    private static func next(_ scalars: [Unicode.Scalar], _ place: inout Int) throws(ExpressionError) -> ExpressionToken {
        let start = place, column = place + 1
        switch scalars[place] {
        case "0"..."9": return ExpressionToken(kind: .number(try number(scalars, &place)), column: column)
        case "'", "\"": return ExpressionToken(kind: .text(try quoted(scalars, &place)), column: column)
        case "`": return ExpressionToken(kind: .quotedName(try quoted(scalars, &place)), column: column)
        case let scalar where scalar == "_" || scalar.properties.isAlphabetic:
            while place < scalars.count, isWord(scalars[place]) { place += 1 }
            return ExpressionToken(kind: .word(string(scalars[start..<place])), column: column)
        default:
            let pair = place + 1 < scalars.count ? string(scalars[place...place + 1]) : ""
            let sign = ["==", "!=", "<=", ">="].contains(pair) ? pair : String(scalars[place])
            place += sign.unicodeScalars.count
            guard "+-*/%^()<>=,!".contains(sign.first ?? " ") else {
                throw ExpressionError(reason: .unexpected(sign, wanted: "a name, number, text or sign"), column: column)
            }
            return ExpressionToken(kind: .sign(sign), column: column)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }

    private static func number(_ scalars: [Unicode.Scalar], _ place: inout Int) throws(ExpressionError) -> Double {
        let start = place
        while place < scalars.count {
            let isExponentSign = (scalars[place] == "+" || scalars[place] == "-") && (scalars[place - 1] == "e" || scalars[place - 1] == "E") && place > start
            guard isExponentSign || isWord(scalars[place]) || scalars[place] == "." else { break }
            place += 1
        }
        var text = string(scalars[start..<place])
        guard let value = text.withUTF8({ DecimalText.read(UnsafeRawBufferPointer($0)) })?.value, value.isFinite else {
            throw ExpressionError(reason: .badNumber(text), column: start + 1)
        }
        return value
    }

    /// A doubled quote stands for one.
    private static func quoted(_ scalars: [Unicode.Scalar], _ place: inout Int) throws(ExpressionError) -> String {
        let start = place, quote = scalars[place]
        var text = String.UnicodeScalarView()
        place += 1
        while place < scalars.count {
            if scalars[place] == quote {
                guard place + 1 < scalars.count, scalars[place + 1] == quote else {
                    place += 1
                    return String(text)
                }
                place += 1
            }
            text.append(scalars[place])
            place += 1
        }
        throw ExpressionError(reason: .unclosedText, column: start + 1)
    }
}
