import Foundation
import Records

extension ContentHash {
    /// Of the file's bytes, read in pieces; nil for a file that is not there or cannot be read.
    static func hex(ofFile path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        var hash = ContentHash()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { piece.withUnsafeBytes { hash.update($0) } }
        } catch { return nil }
        return hex(hash.finish())
    }
}
