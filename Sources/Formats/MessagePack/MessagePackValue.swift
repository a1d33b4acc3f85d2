/// Any MessagePack value, order of keys kept: what binary files such as spaCy's DocBin are made of.
///
/// Whole numbers are one case each for what fits `Int64` and what only fits `UInt64`, so that 64-bit hashes stay exact.
public enum MessagePackValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    /// Above `Int64.max` only.
    case unsigned(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case array([MessagePackValue])
    case map([MessagePackMember])
    /// An application's own type.
    case other(type: Int8, [UInt8])

    public init(_ hash: UInt64) { self = Int64(exactly: hash).map(Self.int) ?? .unsigned(hash) }

    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    public var array: [MessagePackValue]? { if case .array(let value) = self { value } else { nil } }
    public var members: [MessagePackMember]? { if case .map(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var int: Int64? { if case .int(let value) = self { value } else { nil } }

    /// Whole numbers from 0 on.
    public var unsigned: UInt64? {
        switch self {
        case .int(let value): UInt64(exactly: value)
        case .unsigned(let value): value
        default: nil
        }
    }

    public var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .unsigned(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// The first member of a map with this key; linear.
    public subscript(key: String) -> MessagePackValue? { members?.first { $0.key == .string(key) }?.value }
}

public struct MessagePackMember: Sendable, Hashable {
    public var key: MessagePackValue
    public var value: MessagePackValue

    public init(_ key: MessagePackValue, _ value: MessagePackValue) { (self.key, self.value) = (key, value) }
    public init(_ key: String, _ value: MessagePackValue) { self.init(.string(key), value) }
}
