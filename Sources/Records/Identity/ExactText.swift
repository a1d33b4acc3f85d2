/// A text as a key that means its bytes.
///
/// Swift calls two texts equal that look the same, such as `é` in one scalar or in two. To a file, a database and every
/// other program these are two names: with `String` as the key, the second one's record would be taken for the first's.
public struct ExactText: Hashable, Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ExactText: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Dictionary where Key == ExactText {
    public subscript(_ text: String) -> Value? {
        get { self[ExactText(text)] }
        set { self[ExactText(text)] = newValue }
    }
}
