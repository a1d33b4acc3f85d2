/// Why bytes are no model of names; places are byte offsets. See `NameModelError+Words.swift`.
public enum NameModelError: Error, Hashable {
    case notAModel
    case unknownVersion(UInt32)
    case endsEarly(Int)
    case bytesBehindEnd(Int)
    case badChecksum
    case badLabels(Int)
    /// As powers of two.
    case badSizes(rows: Int, slots: Int)
    case notANumber(Int)
}
