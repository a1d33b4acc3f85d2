import Foundation
import Records

/// The digest of everything a step reads: equal inputs, nothing to do.
///
/// What goes in is content in a fixed order, never times, so that nothing looks changed that is as it was.
final class Fingerprint {
    private var hash = ContentHash()

    func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            // The length first: "ab", "c" is not "a", "bc".
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update($0) }
            hash.update(UnsafeRawBufferPointer(bytes))
        }
    }

    func add(_ value: JSONValue) { add(value.text(sorted: true)) }

    func add(encoding value: some Encodable) throws { add(try JSONValue(encoding: value)) }

    /// The bytes of a file, or of all files of a folder by their names; a missing one counts as that.
    func add(contentOf path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return add("missing") }
        guard isFolder.boolValue else { return try add(file: path) }
        for name in try FileManager.default.subpathsOfDirectory(atPath: path).sorted() {
            let file = "\(path)/\(name)"
            guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            add(name)
            try add(file: file)
        }
    }

    private func add(file path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { return add("unreadable") }
        defer { try? file.close() }
        var size: UInt64 = 0
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            piece.withUnsafeBytes { hash.update($0) }
            size += UInt64(piece.count)
        }
        withUnsafeBytes(of: size.littleEndian) { hash.update($0) }
    }

    /// Ends it.
    func text() -> String { String(ContentHash.hex(hash.finish()).prefix(32)) }
}
