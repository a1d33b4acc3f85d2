/// Why an expression cannot be used. Facts only; see `ExpressionError+Words.swift`. Columns of the text count from 1.
public struct ExpressionError: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case empty
        case tooLong(Int, most: Int)
        case tooDeep(most: Int)
        case tooManyWords(Int, most: Int)
        /// nil: the text ends.
        case unexpected(String?, wanted: String)
        case unclosedText
        case badNumber(String)
        case unknownColumn(String, known: [String])
        case unknownFunction(String, known: [String])
        case argumentCount(String, given: Int, wanted: String)
        case wrongKind(ExpressionKind, wanted: ExpressionKind)
        case differentKinds(ExpressionKind, ExpressionKind)
        /// The argument must be written out.
        case notConstant(String)
        case badPattern(String)
        case outOfRange(String, allowed: String)
    }

    public var reason: Reason
    public var column: Int
}

public enum ExpressionKind: String, Sendable, Hashable, Codable, CaseIterable {
    case number, text, boolean
}
