import Foundation

/// What keyed draws on files are keyed with: a secret of a file, or the seed where it need not be one.
enum DrawKey {
    static let shortest = 16

    /// - Throws: where the file is not there, or too short to be a secret.
    static func read(_ path: String?, seed: UInt64) throws -> [UInt8] {
        guard let path else { return (0..<8).map { UInt8(truncatingIfNeeded: seed >> (56 - 8 * UInt64($0))) } }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "draw.no-key", "there is no file `\(path)`") }
        guard bytes.count >= shortest else {
            throw WorkflowError(.badInput, "draw.short-key", "`\(path)` has \(bytes.count) bytes, fewer than \(shortest)", hint: "`head -c 32 /dev/urandom > \(path)` makes one")
        }
        return Array(bytes)
    }
}
