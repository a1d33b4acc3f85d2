/// Why bytes are not MessagePack, and at which of them.
public enum MessagePackError: Error, Sendable, Hashable {
    /// A value says it is longer than what is left.
    case truncated(offset: Int)
    /// 0xC1, which no version of the format uses.
    case unusedByte(offset: Int)
    case notUTF8(offset: Int)
    case tooDeep(offset: Int, limit: Int)
    /// More bytes after the value.
    case trailing(offset: Int)
}

extension MessagePackError: CustomStringConvertible {
    public var offset: Int {
        switch self {
        case .truncated(let offset), .unusedByte(let offset), .notUTF8(let offset), .tooDeep(let offset, _), .trailing(let offset): offset
        }
    }

    public var description: String {
        switch self {
        case .truncated(let offset): "the value at byte \(offset) is longer than what is left"
        case .unusedByte(let offset): "byte \(offset) is 0xc1, which begins no MessagePack value"
        case .notUTF8(let offset): "the text at byte \(offset) is not UTF-8"
        case .tooDeep(let offset, let limit): "values are nested deeper than \(limit) at byte \(offset)"
        case .trailing(let offset): "there are more bytes after the value, from byte \(offset) on"
        }
    }
}
