/// TensorFlow's `Example`: features by name, each a list of byte strings, floats or whole numbers.
///
///     message Example { Features features = 1; }            message Features { map<string, Feature> feature = 1; }
///     message Feature { oneof kind { BytesList bytes_list = 1; FloatList float_list = 2; Int64List int64_list = 3; } }
struct TFExample {
    enum Feature: Equatable {
        case bytes([ArraySlice<UInt8>])
        case floats([Float])
        case ints([Int64])

        var count: Int {
            switch self {
            case .bytes(let values): values.count
            case .floats(let values): values.count
            case .ints(let values): values.count
            }
        }
    }

    private(set) var features: [String: Feature] = [:]

    init() {}

    init(_ bytes: [UInt8]) throws(ProtobufReader.Fault) {
        var example = ProtobufReader(bytes[...])
        while let (number, value) = try example.field() {
            guard number == 1, case .bytes(let slice) = value else { continue }
            var list = ProtobufReader(slice)
            while let (number, value) = try list.field() {
                guard number == 1, case .bytes(let entry) = value else { continue }
                try take(entry)
            }
        }
    }

    private mutating func take(_ entry: ArraySlice<UInt8>) throws(ProtobufReader.Fault) {
        var reader = ProtobufReader(entry)
        var name = ""
        var feature: Feature?
        while let (number, value) = try reader.field() {
            guard case .bytes(let slice) = value else { continue }
            if number == 1 { name = String(decoding: slice, as: UTF8.self) }
            if number == 2 { feature = try Self.feature(slice) }
        }
        features[name] = feature
    }

    private static func feature(_ slice: ArraySlice<UInt8>) throws(ProtobufReader.Fault) -> Feature? {
        var reader = ProtobufReader(slice)
        guard let (kind, value) = try reader.field(), case .bytes(let list) = value else { return nil }
        var values = ProtobufReader(list)
        switch kind {
        case 1:
            var texts: [ArraySlice<UInt8>] = []
            while let (_, value) = try values.field() { if case .bytes(let text) = value { texts.append(text) } }
            return .bytes(texts)
        case 2: return .floats(try floats(&values))
        case 3: return .ints(try ints(&values))
        default: return nil
        }
    }

    /// Packed into one field, as all writers do now, or one by one.
    private static func floats(_ reader: inout ProtobufReader) throws(ProtobufReader.Fault) -> [Float] {
        var floats: [Float] = []
        while let (_, value) = try reader.field() {
            if case .fixed32(let bits) = value { floats.append(Float(bitPattern: bits)) }
            guard case .bytes(let packed) = value else { continue }
            var inner = ProtobufReader(packed)
            while !inner.isAtEnd { floats.append(Float(bitPattern: UInt32(truncatingIfNeeded: try inner.fixed(4)))) }
        }
        return floats
    }

    private static func ints(_ reader: inout ProtobufReader) throws(ProtobufReader.Fault) -> [Int64] {
        var ints: [Int64] = []
        while let (_, value) = try reader.field() {
            if case .varint(let bits) = value { ints.append(Int64(bitPattern: bits)) }
            guard case .bytes(let packed) = value else { continue }
            var inner = ProtobufReader(packed)
            while !inner.isAtEnd { ints.append(Int64(bitPattern: try inner.varint())) }
        }
        return ints
    }

    // MARK: Access

    subscript(name: String) -> Feature? {
        get { features[name] }
        set { features[name] = newValue }
    }

    func text(_ name: String) -> String? {
        guard case .bytes(let values)? = features[name], let first = values.first else { return nil }
        return String(decoding: first, as: UTF8.self)
    }

    func texts(_ name: String) -> [String]? {
        guard case .bytes(let values)? = features[name] else { return nil }
        return values.map { String(decoding: $0, as: UTF8.self) }
    }

    func ints(_ name: String) -> [Int64]? { if case .ints(let values)? = features[name] { values } else { nil } }
    func floats(_ name: String) -> [Float]? { if case .floats(let values)? = features[name] { values } else { nil } }

    mutating func set(_ name: String, texts: [String]) { features[name] = .bytes(texts.map { Array($0.utf8)[...] }) }

    // MARK: Writing

    /// Features in the order of their names, so that equal examples have equal bytes.
    var encoded: [UInt8] {
        var list: [UInt8] = []
        for (name, feature) in features.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            var entry: [UInt8] = []
            Self.append(Array(name.utf8)[...], 1, to: &entry)
            Self.append(Self.encoded(feature)[...], 2, to: &entry)
            Self.append(entry[...], 1, to: &list)
        }
        var example: [UInt8] = []
        Self.append(list[...], 1, to: &example)
        return example
    }

    private static func encoded(_ feature: Feature) -> [UInt8] {
        var list: [UInt8] = []
        var kind = 1
        switch feature {
        case .bytes(let values): for value in values { append(value, 1, to: &list) }
        case .floats(let values):
            kind = 2
            var packed: [UInt8] = []
            for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { packed.append(contentsOf: $0) } }
            if !packed.isEmpty { append(packed[...], 1, to: &list) }
        case .ints(let values):
            kind = 3
            var packed: [UInt8] = []
            for value in values { Varint.append(UInt64(bitPattern: value), to: &packed) }
            if !packed.isEmpty { append(packed[...], 1, to: &list) }
        }
        var bytes: [UInt8] = []
        append(list[...], kind, to: &bytes)
        return bytes
    }

    private static func append(_ slice: ArraySlice<UInt8>, _ number: Int, to bytes: inout [UInt8]) {
        Varint.append(UInt64(number << 3 | 2), to: &bytes)
        Varint.append(UInt64(slice.count), to: &bytes)
        bytes.append(contentsOf: slice)
    }
}
