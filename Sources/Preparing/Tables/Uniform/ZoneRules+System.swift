import Glibc

extension ZoneRules {
    public static let systemFolder = "/usr/share/zoneinfo"

    /// Rules of a zone by its name, such as `Europe/Berlin`, from the system's zone data.
    public static func system(_ name: String, folder: String = systemFolder) throws(ZoneError) -> ZoneRules {
        let isName = !name.isEmpty && name.utf8.count <= 80 && !name.hasPrefix("/") && !name.hasSuffix("/")
            && name.utf8.allSatisfy { $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == 95 || $0 == 45 || $0 == 43 || $0 == 47 }
        guard isName else { throw .badName(name) }
        guard let bytes = bytes(of: "\(folder)/\(name)") else { throw .noFile(name, hasAnyZone: access("\(folder)/UTC", R_OK) == 0) }
        return try ZoneRules(name: name, tzif: bytes)
    }

    /// At most 1 MiB; nil for what is no readable file.
    private static func bytes(of path: String) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 1 << 20, let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}
