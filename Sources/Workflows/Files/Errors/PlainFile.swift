import Formats

/// A file as bytes that can be mapped and read twice: itself, or what a pipe or a packed file holds, once, in a temporary
/// file without a name.
final class PlainFile {
    /// As it was given, for messages.
    let name: String
    let path: String
    private let piped: KeptInput?
    private let unpacked: SpoolFile?

    init(_ given: String) throws {
        let isPipe = try given == "-" || RecordFile.isPipe(given)
        name = given == "-" ? "(standard input)" : given
        piped = isPipe ? try KeptInput(given, name: name) : nil
        let source = try ByteSource(path: piped?.path ?? given, shownAs: name)
        unpacked = source.compression == .none ? nil : try Self.unpacked(source)
        path = try unpacked?.reopenPath() ?? piped?.path ?? given
    }

    /// The first bytes, fewer of a shorter file.
    func start(_ count: Int) throws -> [UInt8] {
        let source = try ByteSource(path: path, shownAs: name)
        var bytes = [UInt8](repeating: 0, count: count)
        let got = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
        return Array(bytes.prefix(got))
    }

    /// The ending of the name, without that of its packing, in small letters.
    var ending: String {
        let plain = Compression.unpackedPath(name)
        return plain.lastIndex(of: ".").map { plain[$0...].dropFirst().lowercased() } ?? ""
    }

    private static func unpacked(_ source: ByteSource) throws -> SpoolFile {
        let spool = try SpoolFile()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try source.read(into: buffer), count > 0 { try spool.write(Array(buffer[0..<count])) }
        return spool
    }
}
