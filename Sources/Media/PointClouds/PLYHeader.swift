/// The text head of a PLY file (Stanford, version 1.0): elements with their properties, lists among them.
struct PLYHeader {
    enum Encoding: String { case ascii, binary_little_endian, binary_big_endian }

    struct Property {
        var name: String
        var number: PointNumber
        /// The type of the count, for a list.
        var counter: PointNumber?
    }

    struct Element {
        var name: String
        var count: Int
        var properties: [Property] = []
        var hasLists: Bool { properties.contains { $0.counter != nil } }
        var recordBytes: Int { properties.reduce(0) { $0 + $1.number.size } }
    }

    var encoding = Encoding.ascii
    var version = ""
    var comments: [String] = []
    var elements: [Element] = []

    init(_ bytes: PointBytes, _ limits: PointCloudLimits) throws {
        var properties = 0, hasFormat = false
        func fault(_ text: String) -> PointCloudError { .badLine(.ply, line: bytes.line, text) }
        while true {
            guard bytes.line < 1 << 16, let line = try bytes.takeLine(maximumBytes: limits.maximumLineBytes) else { throw PointCloudError.truncated(.ply, at: bytes.offset) }
            let words = PointText.words(line)
            if bytes.line == 1 {
                guard words == ["ply"] else { throw fault("it does not begin with `ply`") }
                continue
            }
            switch words.first ?? "" {
            case "": continue
            case "end_header":
                guard hasFormat else { throw fault("there is no `format` line") }
                return
            case "comment", "obj_info": comments.append(words.dropFirst().joined(separator: " "))
            case "format":
                guard words.count == 3, let found = Encoding(rawValue: words[1]) else { throw fault("the format `\(words.dropFirst().joined(separator: " "))` is not known") }
                (encoding, version, hasFormat) = (found, words[2], true)
            case "element":
                guard words.count == 3, let count = Int(words[2]), count >= 0 else { throw fault("an element needs a name and a count") }
                guard count <= limits.maximumPoints else { throw PointCloudError.tooMuch(.ply, what: "`\(words[1])` elements", count: count, limit: limits.maximumPoints) }
                elements.append(Element(name: words[1], count: count))
            case "property":
                properties += 1
                guard properties <= limits.maximumFields else { throw PointCloudError.tooMuch(.ply, what: "properties", count: properties, limit: limits.maximumFields) }
                guard !elements.isEmpty else { throw fault("a property comes before the first element") }
                guard let property = Self.property(words) else { throw fault("`\(words.joined(separator: " "))` is not a property we know") }
                elements[elements.count - 1].properties.append(property)
            default: throw fault("`\(words[0])` is not a word of a PLY header")
            }
        }
    }

    private static func property(_ words: [String]) -> Property? {
        if words.count == 5, words[1] == "list", let counter = number(words[2]), counter != .float32, counter != .float64, let item = number(words[3]) {
            return Property(name: words[4], number: item, counter: counter)
        }
        guard words.count == 3, let number = number(words[1]) else { return nil }
        return Property(name: words[2], number: number)
    }

    private static func number(_ name: String) -> PointNumber? {
        switch name {
        case "char", "int8": .int8
        case "uchar", "uint8": .uint8
        case "short", "int16": .int16
        case "ushort", "uint16": .uint16
        case "int", "int32": .int32
        case "uint", "uint32": .uint32
        case "float", "float32": .float32
        case "double", "float64": .float64
        case "int64": .int64
        case "uint64": .uint64
        default: nil
        }
    }
}
