/// One line of the schema as the footer has it: a node of the tree, its children following.
struct SchemaElement {
    var name = ""
    var storage: Int?
    var length = 0
    var repetition = 0
    var childCount: Int?
    /// The older way to say what values mean.
    var converted: Int?
    var scale = 0
    /// The newer way: number of the union's member.
    var logical: Int?
    var bits = 0
    var isSigned = true
    var perSecond: Int64 = 0
    var isUTC = false

    init() {}

    init(_ reader: inout ThriftReader) throws(ParquetError) {
        var last = 0
        while let field = try reader.field(after: &last) {
            switch field.id {
            case 1: storage = Int(truncatingIfNeeded: try reader.int(field))
            case 2: length = Int(truncatingIfNeeded: try reader.int(field))
            case 3: repetition = Int(truncatingIfNeeded: try reader.int(field))
            case 4: name = try reader.text(field)
            case 5: childCount = Int(truncatingIfNeeded: try reader.int(field))
            case 6: converted = Int(truncatingIfNeeded: try reader.int(field))
            case 7: scale = Int(truncatingIfNeeded: try reader.int(field))
            case 10 where field.kind == .structure: try readLogical(&reader)
            default: try reader.skip(field.kind)
            }
        }
    }

    private mutating func readLogical(_ reader: inout ThriftReader) throws(ParquetError) {
        var last = 0
        while let member = try reader.field(after: &last) {
            logical = member.id
            guard member.kind == .structure else {
                try reader.skip(member.kind)
                continue
            }
            var inner = 0
            while let field = try reader.field(after: &inner) {
                switch (member.id, field.id) {
                case (5, 1): scale = Int(truncatingIfNeeded: try reader.int(field))
                case (7, 1), (8, 1): isUTC = try reader.bool(field)
                case (7, 2), (8, 2): try readUnit(&reader, field)
                case (10, 1): bits = Int(truncatingIfNeeded: try reader.int(field))
                case (10, 2): isSigned = try reader.bool(field)
                default: try reader.skip(field.kind)
                }
            }
        }
    }

    private mutating func readUnit(_ reader: inout ThriftReader, _ field: ThriftReader.Field) throws(ParquetError) {
        guard field.kind == .structure else { throw reader.broken("a unit of time is needed here") }
        var last = 0
        while let unit = try reader.field(after: &last) {
            perSecond = [1: 1000, 2: 1_000_000, 3: 1_000_000_000][unit.id] ?? 0
            try reader.skip(unit.kind)
        }
    }

    var meaning: ParquetLeaf.Meaning {
        switch (logical, converted) {
        case (1?, _), (4?, _): return .text
        case (5?, _): return .decimal(scale: scale)
        case (6?, _): return .date
        case (7?, _) where perSecond > 0: return .time(perSecond: perSecond)
        case (8?, _) where perSecond > 0: return .timestamp(perSecond: perSecond, isUTC: isUTC)
        case (10?, _): return isSigned ? .plain : .unsigned(bits: bits)
        case (12?, _): return .json
        case (nil, 0?), (nil, 4?): return .text
        case (nil, 5?): return .decimal(scale: scale)
        case (nil, 6?): return .date
        case (nil, 7?): return .time(perSecond: 1000)
        case (nil, 8?): return .time(perSecond: 1_000_000)
        case (nil, 9?): return .timestamp(perSecond: 1000, isUTC: true)
        case (nil, 10?): return .timestamp(perSecond: 1_000_000, isUTC: true)
        case (nil, let kind?) where (11...14).contains(kind): return .unsigned(bits: 8 << (kind - 11))
        case (nil, 19?): return .json
        default: return .plain
        }
    }

    var isList: Bool { logical == 3 || converted == 3 }
    var isMap: Bool { logical == 2 || converted == 1 || converted == 2 }
}

extension SchemaElement {
    /// Writes a node of ours and all below it.
    static func write(_ node: ParquetNode, to thrift: inout ThriftWriter) {
        thrift.open()
        if case .leaf(let leaf) = node.role { thrift.int32(1, leaf.storage.rawValue) }
        thrift.int32(3, node.repetition.rawValue)
        thrift.text(4, node.name)
        switch node.role {
        case .leaf(let leaf): writeMeaning(leaf, &thrift)
        case .group: thrift.int32(5, node.children.count)
        case .list:
            thrift.int32(5, node.children.count)
            thrift.int32(6, 3)
            thrift.open(10); thrift.open(3); thrift.close(); thrift.close()
        }
        thrift.close()
        for child in node.children { write(child, to: &thrift) }
    }

    private static func writeMeaning(_ leaf: ParquetLeaf, _ thrift: inout ThriftWriter) {
        guard let (converted, logical) = [ParquetLeaf.Meaning.text: (0, 1), .json: (19, 12)][leaf.meaning] else { return }
        thrift.int32(6, converted)
        thrift.open(10); thrift.open(logical); thrift.close(); thrift.close()
    }
}
