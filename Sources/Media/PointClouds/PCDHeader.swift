/// The text head of a PCD file (Point Cloud Library, version 0.7; 0.5 and 0.6 differ in what may be missing).
struct PCDHeader {
    enum Data: String { case ascii, binary, binary_compressed }

    var version = ""
    /// Names as in the file; `_` is padding.
    var fields: [(name: String, number: PointNumber, count: Int)] = []
    var width = 0
    var height = 1
    var viewpoint: String?
    var count = 0
    var data = Data.ascii

    static func begins(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head.prefix(4096), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#") { continue }
            return line.hasPrefix("VERSION ") || line.hasPrefix("FIELDS ") || line.hasPrefix("COLUMNS ")
        }
        return head.starts(with: Array("# .PCD".utf8))
    }

    init(_ bytes: PointBytes, _ limits: PointCloudLimits) throws {
        var entries: [String: [String]] = [:]
        while entries["DATA"] == nil {
            guard bytes.line < 4096, let line = try bytes.takeLine(maximumBytes: limits.maximumLineBytes) else { throw PointCloudError.truncated(.pcd, at: bytes.offset) }
            var words = PointText.words(line)
            guard let key = words.first, !key.hasPrefix("#") else { continue }
            words.removeFirst()
            let name = key.uppercased() == "COLUMNS" ? "FIELDS" : key.uppercased()
            guard entries.updateValue(words, forKey: name) == nil else { throw PointCloudError.badLine(.pcd, line: bytes.line, "`\(key)` comes twice") }
        }
        version = entries["VERSION"]?.first ?? ""
        viewpoint = entries["VIEWPOINT"].map { $0.joined(separator: " ") }
        guard let data = entries["DATA"]?.first.flatMap(Data.init) else {
            throw PointCloudError.badLine(.pcd, line: bytes.line, "`DATA` is not `ascii`, `binary` or `binary_compressed`")
        }
        self.data = data
        try readFields(entries, bytes, limits)
        try readCount(entries, bytes, limits)
    }

    private mutating func readFields(_ entries: [String: [String]], _ bytes: PointBytes, _ limits: PointCloudLimits) throws {
        func fault(_ text: String) -> PointCloudError { .damaged(.pcd, text, at: bytes.offset) }
        guard let names = entries["FIELDS"], !names.isEmpty else { throw fault("its header names no `FIELDS`") }
        let sizes = entries["SIZE"] ?? [], types = entries["TYPE"] ?? [], counts = entries["COUNT"] ?? names.map { _ in "1" }
        guard sizes.count == names.count, types.count == names.count, counts.count == names.count else {
            throw fault("`FIELDS`, `SIZE`, `TYPE` and `COUNT` have \(names.count), \(sizes.count), \(types.count) and \(counts.count) entries")
        }
        var total = 0
        for index in names.indices {
            guard let number = Self.number(types[index], sizes[index]) else { throw fault("the field `\(names[index])` is of type \(types[index]) and size \(sizes[index])") }
            guard let count = Int(counts[index]), count > 0 else { throw fault("the field `\(names[index])` has the count \(counts[index])") }
            total += min(count, limits.maximumFields + 1)
            guard total <= limits.maximumFields else { throw PointCloudError.tooMuch(.pcd, what: "values per point", count: total, limit: limits.maximumFields) }
            fields.append((names[index], number, count))
        }
    }

    private mutating func readCount(_ entries: [String: [String]], _ bytes: PointBytes, _ limits: PointCloudLimits) throws {
        func number(_ key: String) throws -> Int? {
            guard let text = entries[key]?.first else { return nil }
            guard let value = Int(text), value >= 0 else { throw PointCloudError.damaged(.pcd, "`\(key)` is `\(text)`", at: bytes.offset) }
            return value
        }
        let points = try number("POINTS"), givenHeight = try number("HEIGHT")
        guard let width = try number("WIDTH") ?? points else { throw PointCloudError.damaged(.pcd, "it has neither `POINTS` nor `WIDTH`", at: bytes.offset) }
        let height = givenHeight ?? 1
        let product = width.multipliedReportingOverflow(by: height)
        guard !product.overflow, points == nil || points == product.partialValue else {
            throw PointCloudError.damaged(.pcd, "`POINTS` is \(points ?? 0), `WIDTH` times `HEIGHT` is \(width) x \(height)", at: bytes.offset)
        }
        guard product.partialValue <= limits.maximumPoints else {
            throw PointCloudError.tooMuch(.pcd, what: "points", count: product.partialValue, limit: limits.maximumPoints)
        }
        (self.width, self.height, count) = (width, height, product.partialValue)
    }

    private static func number(_ type: String, _ size: String) -> PointNumber? {
        switch (type.uppercased(), size) {
        case ("I", "1"): .int8
        case ("I", "2"): .int16
        case ("I", "4"): .int32
        case ("I", "8"): .int64
        case ("U", "1"): .uint8
        case ("U", "2"): .uint16
        case ("U", "4"): .uint32
        case ("U", "8"): .uint64
        case ("F", "4"): .float32
        case ("F", "8"): .float64
        default: nil
        }
    }
}
