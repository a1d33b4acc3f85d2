/// Decides which names of an archive may become paths below a folder.
///
/// A name is split at `/` (and `\`, which bad tools write); `.` and empty parts are dropped. Everything that could leave
/// the folder, meet another file, or trouble another system is refused, with the reason: nothing is renamed silently.
public struct EntryNames {
    /// Why a name may not become a path; `rawValue` is the finding's code.
    public enum Fault: String, Error, Sendable, CaseIterable {
        case empty = "archive.name.empty"
        case absolute = "archive.name.absolute"
        case drive = "archive.name.drive"
        case parent = "archive.name.escapes"
        case nul = "archive.name.nul"
        case control = "archive.name.control-character"
        case notUTF8 = "archive.name.not-utf8"
        case tooLong = "archive.name.too-long"
        case tooDeep = "archive.name.too-deep"
        case twice = "archive.name.twice"
        case sameButForCase = "archive.name.case-collision"
        case belowFile = "archive.name.below-a-file"

        /// The reason as the end of a sentence.
        public var words: String {
            switch self {
            case .empty: "it has no name"
            case .absolute: "its path is absolute"
            case .drive: "its path begins with a drive letter"
            case .parent: "its path has `..` in it"
            case .nul: "its name holds a NUL byte"
            case .control: "its name holds a control character"
            case .notUTF8: "its name is not UTF-8"
            case .tooLong: "its name is too long"
            case .tooDeep: "it lies in too many folders"
            case .twice: "an entry of that name came before"
            case .sameButForCase: "an entry whose name differs only in case or accents' form came before"
            case .belowFile: "it lies below a file, or a folder's name is that of a file"
            }
        }
    }

    private let limits: ArchiveLimits
    /// Folded path -> whether it is a file. Swift compares strings by canonical equivalence, so both forms of an accent are one.
    private var taken: [String: Bool] = [:]
    /// Folded folder -> its spelling.
    private var folders: [String: String] = [:]

    init(_ limits: ArchiveLimits) { self.limits = limits }

    /// The path below the folder. Folders are checked and not noted.
    mutating func path(of bytes: [UInt8], isFolder: Bool) throws(Fault) -> String {
        let parts = try Self.parts(bytes, limits)
        if parts.isEmpty, isFolder { return "" }
        guard !parts.isEmpty else { throw .empty }
        let path = parts.joined(separator: "/")
        try noteFolders(isFolder ? parts : parts.dropLast())
        if isFolder { return path }
        let folded = path.lowercased()
        if folders[folded] != nil { throw .belowFile }
        if taken[folded] != nil { throw exact.contains(Self.hash(path)) ? .twice : .sameButForCase }
        taken[folded] = true
        exact.insert(Self.hash(path))
        return path
    }

    private var exact: Set<Int> = []
    private static func hash(_ path: String) -> Int { Array(path.utf8).hashValue }

    private mutating func noteFolders(_ parts: some Sequence<String>) throws(Fault) {
        var path = ""
        for part in parts {
            path += path.isEmpty ? part : "/\(part)"
            let folded = path.lowercased()
            if taken[folded] != nil { throw .belowFile }
            if let spelling = folders[folded] {
                if !spelling.utf8.elementsEqual(path.utf8) { throw .sameButForCase }
            } else {
                folders[folded] = path
            }
        }
    }

    /// The parts of a path that stays below its folder and names a file, by the rules of archives.
    public static func parts(of path: String) throws(Fault) -> [String] {
        let parts = try parts(Array(path.utf8), ArchiveLimits())
        guard !parts.isEmpty else { throw .empty }
        return parts
    }

    /// The parts of a name that stays below its folder.
    static func parts(_ bytes: [UInt8], _ limits: ArchiveLimits) throws(Fault) -> [String] {
        guard !bytes.isEmpty else { throw .empty }
        if bytes.contains(0) { throw .nul }
        if bytes.contains(where: { $0 < 32 || $0 == 127 }) { throw .control }
        if bytes.withUnsafeBytes({ UTF8Check.firstFault(in: $0) }) != nil { throw .notUTF8 }
        if bytes.count > limits.nameBytes { throw .tooLong }
        if bytes[0] == UInt8(ascii: "/") || bytes[0] == UInt8(ascii: "\\") { throw .absolute }
        if bytes.count > 1, bytes[1] == UInt8(ascii: ":"), bytes[0] | 32 >= 97, bytes[0] | 32 <= 122 { throw .drive }
        var parts: [String] = []
        for part in bytes.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }) {
            if part.elementsEqual([46]) { continue }
            if part.elementsEqual([46, 46]) { throw .parent }
            if part.count > 255 { throw .tooLong }
            parts.append(String(decoding: part, as: UTF8.self))
        }
        if parts.count > limits.depth + 1 { throw .tooDeep }
        return parts
    }

    /// A name for findings: what cannot be shown is escaped, and it is cut.
    static func shown(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix(120), as: UTF8.self).unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\\u{\(String($0.value, radix: 16))}" : String($0) }.joined()
            + (bytes.count > 120 ? "..." : "")
    }
}
