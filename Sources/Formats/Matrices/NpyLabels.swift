/// Class numbers in a .npy file: whole numbers of any width, little-endian.
public enum NpyLabels {
    /// One column.
    public static func read(path: String, shownAs name: String? = nil) throws(MatrixFileError) -> [Int32] {
        let (labels, shape) = try readAll(path: path, shownAs: name)
        guard labels.count == shape[0] else {
            throw .notOneColumn(name ?? path.split(separator: "/").last.map(String.init) ?? path, columns: labels.count / shape[0])
        }
        return labels
    }

    /// All numbers of any shape, in the order of the file: masks, say.
    public static func readAll(path: String, shownAs name: String? = nil) throws(MatrixFileError) -> (labels: [Int32], shape: [Int]) {
        let file = try MappedFile(path: path, shownAs: name)
        let header = try NpyHeader(file.bytes, named: file.name)
        guard let (width, isSigned) = layout(header.descr) else {
            throw .elementType(file.name, type: header.descr, wanted: "whole numbers (`|u1` to `<i8`)")
        }
        guard let count = header.count, count <= (Int.max - header.offset) / width else {
            throw .npyHeader(file.name, problem: "tells of more numbers than there can be")
        }
        guard !header.shape.isEmpty, count > 0 else { throw .empty(file.name) }
        guard !header.isFortran || header.shape.count(where: { $0 != 1 }) < 2 else { throw .fortranOrder(file.name) }
        let needed = header.offset + count * width
        guard file.bytes.count >= needed else { throw .truncated(file.name, bytes: file.bytes.count, needed: needed) }
        return (try labels(file, header.offset, count, width, isSigned), header.shape)
    }

    private static func layout(_ descr: String) -> (width: Int, isSigned: Bool)? {
        switch descr {
        case "|b1", "|u1": (1, false)
        case "|i1": (1, true)
        case "<u2": (2, false)
        case "<i2": (2, true)
        case "<u4": (4, false)
        case "<i4": (4, true)
        case "<u8": (8, false)
        case "<i8": (8, true)
        default: nil
        }
    }

    private static func labels(_ file: MappedFile, _ offset: Int, _ count: Int, _ width: Int, _ isSigned: Bool) throws(MatrixFileError) -> [Int32] {
        var labels: [Int32] = []
        labels.reserveCapacity(count)
        for row in 0..<count {
            var bits: UInt64 = 0
            for byte in 0..<width { bits |= UInt64(file.bytes[offset + row * width + byte]) << UInt64(8 * byte) }
            let unused = UInt64(64 - 8 * width)
            let value = isSigned ? Int64(bitPattern: bits << unused) >> Int64(unused) : Int64(clamping: bits)
            guard let label = Int32(exactly: value) else { throw .notALabel(file.name, value: isSigned ? "\(value)" : "\(bits)", row: row) }
            labels.append(label)
        }
        return labels
    }
}
