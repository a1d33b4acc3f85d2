import Formats

/// Rows of numbers that come one after another, kept as a mapped .npy file without a name: 8 bytes a number on disk, and
/// in memory only what is looked at.
///
/// For input that cannot be mapped as it stands (JSON lines), or is looked up row by row in any order (features).
final class KeptMatrix {
    private static let headerBytes = 128
    private let spool: SpoolFile
    private let columnCount: Int
    private var rowCount = 0

    init(columnCount: Int) throws {
        self.columnCount = columnCount
        spool = try SpoolFile()
        try spool.write([UInt8](repeating: 0, count: Self.headerBytes))
    }

    /// Whole rows.
    func add(_ values: UnsafeBufferPointer<Double>) throws {
        try spool.write(Array(UnsafeRawBufferPointer(values)))
        rowCount += values.count / max(columnCount, 1)
    }

    /// All of it; nothing can be added any more.
    func matrix(named name: String) throws -> NpyMatrix {
        var header = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (\(rowCount), \(columnCount)), }".utf8)
        header += [UInt8](repeating: 32, count: Self.headerBytes - 11 - header.count) + [10]
        try spool.overwriteStart([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(Self.headerBytes - 10), 0] + header)
        return try NpyMatrix(path: spool.reopenPath(), shownAs: name)
    }
}
