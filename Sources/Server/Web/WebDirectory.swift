import Foundation

/// The interface from a directory, for developing it (`--web-dir`): read anew for each request.
///
/// A path is served only if it is one of the regular files found by walking the directory, so neither `..` nor a
/// symbolic link leads out of it.
public struct WebDirectory: WebFiles {
    private let root: URL

    public init(path: String) { root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath() }

    public func file(at path: String) -> WebFile? {
        guard let url = list()[path], let data = try? Data(contentsOf: url) else { return nil }
        let bytes = [UInt8](data)
        return WebFile(bytes: bytes, type: WebMediaType.of(path), tag: Self.tag(of: bytes))
    }

    private func list() -> [String: URL] {
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .isSymbolicLinkKey]
        guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: Array(keys)) else { return [:] }
        var files: [String: URL] = [:]
        for case let url as URL in walk {
            guard let values = try? url.resourceValues(forKeys: keys), values.isRegularFile == true, values.isSymbolicLink != true else { continue }
            files[String(url.path.dropFirst(root.path.count))] = url
        }
        return files
    }

    /// FNV-1a: it tells versions of our own files apart, it does not vouch for them.
    private static func tag(of bytes: [UInt8]) -> String {
        String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }
}
