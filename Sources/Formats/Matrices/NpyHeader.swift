/// The header of a .npy file: element type, order and shape.
///
/// Format: numpy's `numpy/lib/format`, versions 1.0 to 3.0: six magic bytes, two of version, the length of the header (two
/// bytes, four from 2.0) and a Python dictionary of `descr`, `fortran_order` and `shape`. Read as hostile bytes: every
/// length is checked, sizes are multiplied with overflow in mind, and nothing is evaluated.
struct NpyHeader {
    let descr: String
    let isFortran: Bool
    let shape: [Int]
    /// Where the numbers begin.
    let offset: Int

    init(_ bytes: UnsafeRawBufferPointer, named name: String) throws(MatrixFileError) {
        guard bytes.count >= 10, bytes.prefix(6).elementsEqual([0x93] + Array("NUMPY".utf8)) else { throw .notNpy(name) }
        let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
        guard (1...3).contains(major), minor == 0 else { throw .npyVersion(name, major: major, minor: minor) }
        let lengthBytes = major == 1 ? 2 : 4
        guard bytes.count >= 8 + lengthBytes else { throw .npyHeader(name, problem: "is cut short") }
        let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
        offset = 8 + lengthBytes + length
        guard length <= 1 << 20, offset <= bytes.count else { throw .npyHeader(name, problem: "is cut short: it says it has \(length) bytes") }
        var text = NpyHeaderText(Array(bytes[8 + lengthBytes..<offset]), name)
        (descr, isFortran, shape) = try text.read()
    }

    /// Elements of the whole; nil when there are more than can be counted.
    var count: Int? {
        var count = 1
        for length in shape {
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: length)
            if isTooLarge { return nil }
            count = product
        }
        return count
    }
}

/// Reads `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }` and nothing else.
private struct NpyHeaderText {
    private let bytes: [UInt8]
    private let name: String
    private var place = 0

    init(_ bytes: [UInt8], _ name: String) {
        self.bytes = bytes
        self.name = name
    }

    mutating func read() throws(MatrixFileError) -> (String, Bool, [Int]) {
        var descr: String?
        var isFortran: Bool?
        var shape: [Int]?
        try take("{")
        while !has("}") {
            let key = try text()
            try take(":")
            switch key {
            case "descr" where descr == nil: descr = try text()
            case "fortran_order" where isFortran == nil: isFortran = try truth()
            case "shape" where shape == nil: shape = try lengths()
            default: throw wrong("has `\(key.prefix(40))` where `descr`, `fortran_order` and `shape` are due once each")
            }
            if !has("}") { try take(",") }
        }
        guard let descr, let isFortran, let shape else { throw wrong("lacks `descr`, `fortran_order` or `shape`") }
        return (descr, isFortran, shape)
    }

    private func wrong(_ problem: String) -> MatrixFileError { .npyHeader(name, problem: problem) }

    private mutating func has(_ text: StaticString) -> Bool {
        while place < bytes.count, bytes[place] == 32 || bytes[place] == 10 { place += 1 }
        return text.withUTF8Buffer { bytes.dropFirst(place).starts(with: $0) }
    }

    private mutating func take(_ text: StaticString) throws(MatrixFileError) {
        guard has(text) else { throw wrong("lacks `\(text)` at byte \(place)") }
        place += text.utf8CodeUnitCount
    }

    private mutating func text() throws(MatrixFileError) -> String {
        guard has("'") || has("\"") else { throw wrong("has no text at byte \(place); records of several types are not read") }
        guard let end = bytes[(place + 1)...].firstIndex(of: bytes[place]) else { throw wrong("has a text without an end") }
        defer { place = end + 1 }
        return String(decoding: bytes[place + 1..<end], as: UTF8.self)
    }

    private mutating func truth() throws(MatrixFileError) -> Bool {
        if has("True") { try take("True"); return true }
        try take("False")
        return false
    }

    private mutating func lengths() throws(MatrixFileError) -> [Int] {
        var lengths: [Int] = []
        try take("(")
        while !has(")") {
            let digits = bytes[place...].prefix { $0 >= 48 && $0 <= 57 }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), lengths.count < 32 else { throw wrong("has a shape that is no list of lengths") }
            lengths.append(length)
            place += digits.count
            if !has(")") { try take(",") }
        }
        try take(")")
        return lengths
    }
}
