/// Why bytes are not XML that is read here, and where. Facts only; sentences in `XMLError+Words.swift`.
public struct XMLError: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case empty
        /// The input ends within this.
        case truncated(in: String)
        case unexpected(UInt8, expected: String)
        case mismatched(open: String, close: String)
        case afterRoot
        case textOutsideRoot
        case badName
        case duplicateAttribute(String)
        /// A document type, which is where entities are defined.
        case doctype
        case unknownEntity(String)
        case badCharacter(UInt32)
        case notUTF8
        case encoding(String)
        case tooDeep(limit: Int)
        case tooManyElements(limit: Int)
        case tooLarge(limit: Int)
    }

    public var reason: Reason
    /// From 1, in bytes.
    public var line: Int
    public var column: Int
}
