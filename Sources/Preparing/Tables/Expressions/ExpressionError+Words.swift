import Records

extension ExpressionError: CustomStringConvertible {
    public var description: String { "column \(column): \(words)" }

    private var words: String {
        switch reason {
        case .empty: "there is no expression"
        case .tooLong(let count, let most): "the expression has \(count) bytes, more than \(most)"
        case .tooDeep(let most): "the expression is nested deeper than \(most)"
        case .tooManyWords(let count, let most): "the expression has \(count) words and signs, more than \(most)"
        case .unexpected(nil, let wanted): "the expression ends where \(wanted) is wanted"
        case .unexpected(let found?, let wanted): "`\(found)` stands where \(wanted) is wanted"
        case .unclosedText: "the quote is never closed"
        case .badNumber(let text): "`\(text)` is no number"
        case .unknownColumn(let name, let known): "there is no column `\(name)`\(Self.list(known))"
        case .unknownFunction(let name, let known): "there is no function `\(name)`\(Self.list(known))"
        case .argumentCount(let name, let given, let wanted): "`\(name)` takes \(wanted) and was given \(given)"
        case .wrongKind(let found, let wanted): "this is a \(found.rawValue) where a \(wanted.rawValue) is wanted"
        case .differentKinds(let first, let second): "a \(first.rawValue) and a \(second.rawValue) do not go together"
        case .notConstant(let name): "this argument of `\(name)` must be written out, not computed"
        case .badPattern(let reason): "the pattern cannot be used: \(reason)"
        case .outOfRange(let found, let allowed): "`\(found)` is not \(allowed)"
        }
    }

    public var finding: Finding {
        Finding(.error, "expression.unreadable", words, at: Place(column: column), hint: hint)
    }

    private var hint: String? {
        switch reason {
        case .wrongKind(.text, .number): "read it with `number(...)`"
        case .wrongKind(.number, .text), .differentKinds: "write it as text with `text(...)`, or read it with `number(...)`"
        case .unknownColumn: "put names with spaces between backticks"
        default: nil
        }
    }

    private static func list(_ known: [String]) -> String {
        known.isEmpty ? "" : "; there are " + known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    }
}
