/// A column as people see it: a kind of value, a list of another column, or a structure of columns.
///
/// What Parquet stores for it (levels, groups within groups) is `ParquetNode`.
public struct ParquetColumn: Sendable, Hashable {
    public indirect enum Shape: Sendable, Hashable {
        case leaf(ParquetLeaf)
        case list(ParquetColumn)
        case group([ParquetColumn])
    }

    public var name: String
    public var shape: Shape
    /// False: every row has a value.
    public var isOptional: Bool

    public init(_ name: String, _ shape: Shape, isOptional: Bool = true) {
        self.name = name
        self.shape = shape
        self.isOptional = isOptional
    }

    public init(_ name: String, _ leaf: ParquetLeaf, isOptional: Bool = true) { self.init(name, .leaf(leaf), isOptional: isOptional) }

    /// A list of such values; the list itself and its elements may be missing.
    public init(_ name: String, listOf leaf: ParquetLeaf) { self.init(name, .list(ParquetColumn("element", leaf))) }

    public var leaf: ParquetLeaf? { if case .leaf(let leaf) = shape { leaf } else { nil } }
    public var element: ParquetColumn? { if case .list(let element) = shape { element } else { nil } }
    public var children: [ParquetColumn] { if case .group(let children) = shape { children } else { [] } }
}

/// How a single value is stored, and what it means.
public struct ParquetLeaf: Sendable, Hashable {
    /// The standard's numbers.
    public enum Storage: Int, Sendable { case boolean, int32, int64, int96, float, double, byteArray, fixedByteArray }

    public enum Meaning: Sendable, Hashable {
        case plain, text, json, date
        /// Parts of a second: 1,000, a million or a billion.
        case time(perSecond: Int64)
        case timestamp(perSecond: Int64, isUTC: Bool)
        case unsigned(bits: Int)
        case decimal(scale: Int)
    }

    public var storage: Storage
    public var meaning: Meaning
    /// Of `fixedByteArray`.
    public var length: Int

    public init(_ storage: Storage, _ meaning: Meaning = .plain, length: Int = 0) {
        self.storage = storage
        self.meaning = meaning
        self.length = length
    }

    public static let boolean = ParquetLeaf(.boolean)
    public static let int32 = ParquetLeaf(.int32)
    public static let int64 = ParquetLeaf(.int64)
    public static let float = ParquetLeaf(.float)
    public static let double = ParquetLeaf(.double)
    public static let bytes = ParquetLeaf(.byteArray)
    public static let text = ParquetLeaf(.byteArray, .text)
    public static let json = ParquetLeaf(.byteArray, .json)
}
