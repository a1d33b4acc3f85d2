import Foundation

/// Copies a whole workspace while it is in use; the copy is a workspace.
///
/// The database goes first, as one snapshot, then the bytes. Bytes are on the disk before a row names them and never
/// change, so whatever the snapshot names is there when its turn comes; what is added meanwhile may come along unused.
/// The database gets its name last: a copy that was broken off is no workspace and cannot be taken for one.
///
/// Cost: one reading of everything; memory for one piece of a file. Saves go on while it runs.
public struct WorkspaceCopy: Sendable {
    /// What was copied, the database among it.
    public struct Report: Sendable, Hashable, Codable {
        public var files = 0
        public var bytes: Int64 = 0
        /// Links and files that went away meanwhile, by path within the workspace; never stored bytes.
        public var skipped: [String] = []
    }

    static let database = "winnow.sqlite"
    private static let part = database + ".part"
    /// What running jobs unpack; a job that goes on in the copy unpacks it again.
    private static let scratch = "scratch"
    /// Folders whose files a row of the database may name.
    private static let kept = ["blobs/", "packs/"]

    let source: String
    let target: String

    /// Refuses a target that holds anything, or that lies inside the workspace.
    public init(of workspace: String, to target: String) throws {
        source = URL(fileURLWithPath: workspace).resolvingSymlinksInPath().path
        self.target = URL(fileURLWithPath: target).resolvingSymlinksInPath().path
        guard self.target != source, !self.target.hasPrefix(source + "/") else { throw StorageError.copyInside(path: target) }
        let present = (try? FileManager.default.contentsOfDirectory(atPath: self.target)) ?? []
        guard present.isEmpty else { throw StorageError.copyNotEmpty(path: target) }
    }

    /// Blocks on the disk. When it throws, what it had made is taken away again.
    public func run(_ driver: any DatabaseDriver, _ watch: (Report) throws -> Void = { _ in }) async throws -> Report {
        let isNew = !FileManager.default.fileExists(atPath: target)
        do {
            try Self.makeDirectories(target)
            try await driver.copy(to: "\(target)/\(Self.part)")
            chmod("\(target)/\(Self.part)", 0o600)
            var report = Report(files: 1, bytes: try FileDescriptor.size(of: "\(target)/\(Self.part)") ?? 0)
            try copyFiles(&report, watch)
            try settle()
            return report
        } catch {
            takeAway(isNew: isNew)
            throw error
        }
    }

    // MARK: Files

    private func copyFiles(_ report: inout Report, _ watch: (Report) throws -> Void) throws {
        for name in try names(in: "") where !name.hasPrefix(Self.database) && name != Self.scratch { try copy(name, &report, watch) }
    }

    private func copy(_ path: String, _ report: inout Report, _ watch: (Report) throws -> Void) throws {
        var facts = stat()
        guard lstat("\(source)/\(path)", &facts) == 0 else { return try gone(path, &report) }
        switch facts.st_mode & S_IFMT {
        case S_IFDIR:
            try FileDescriptor.makeDirectory("\(target)/\(path)")
            for name in try names(in: path) { try copy("\(path)/\(name)", &report, watch) }
        case S_IFREG where path.hasSuffix(".winnow-tmp"): return
        case S_IFREG: try copyFile(path, mode: facts.st_mode & 0o777, &report, watch)
        default: report.skipped.append(path)
        }
    }

    /// Backwards, so that the index of a pack is read before the pack: it then names nothing that the copy lacks.
    private func names(in folder: String) throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: "\(source)/\(folder)").sorted(by: >) } catch {
            throw StorageError.file(path: "\(source)/\(folder)", action: "list", code: EIO)
        }
    }

    private func copyFile(_ path: String, mode: mode_t, _ report: inout Report, _ watch: (Report) throws -> Void) throws {
        guard let from = try opened(path, &report) else { return }
        let into = try FileDescriptor("\(target)/\(path)", O_WRONLY | O_CREAT | O_EXCL, mode: mode | 0o200)
        var offset: Int64 = 0
        while true {
            let piece = try from.read(at: offset, count: 1 << 20)
            guard !piece.isEmpty else { break }
            try piece.withUnsafeBytes { try into.write($0) }
            offset += Int64(piece.count)
            report.bytes += Int64(piece.count)
            try watch(report)
        }
        report.files += 1
    }

    private func opened(_ path: String, _ report: inout Report) throws -> FileDescriptor? {
        do { return try FileDescriptor("\(source)/\(path)", O_RDONLY | O_NOFOLLOW) } catch StorageError.file(_, _, ENOENT) {
            try gone(path, &report)
            return nil
        }
    }

    /// A shipment may be written anew while it is copied; stored bytes never go away.
    private func gone(_ path: String, _ report: inout Report) throws {
        guard !Self.kept.contains(where: path.hasPrefix) || path.hasSuffix(".winnow-tmp") else {
            throw StorageError.file(path: "\(source)/\(path)", action: "read", code: ENOENT)
        }
        if !path.hasSuffix(".winnow-tmp") { report.skipped.append(path) }
    }

    // MARK: The end

    /// Everything to the disk, then the name that makes it a workspace.
    private func settle() throws {
        // One wait for all files, whose bytes the disk has taken already; the database is asked for by itself.
        sync()
        try FileDescriptor("\(target)/\(Self.part)", O_RDONLY).synchronise()
        guard rename("\(target)/\(Self.part)", "\(target)/\(Self.database)") == 0 else {
            throw FileDescriptor.failure("\(target)/\(Self.part)", "rename")
        }
        try FileDescriptor.synchroniseDirectory(target)
    }

    /// The folder was empty, so all in it is ours.
    private func takeAway(isNew: Bool) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? [] {
            try? FileManager.default.removeItem(atPath: "\(target)/\(name)")
        }
        if isNew { rmdir(target) }
    }

    private static func makeDirectories(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StorageError.cannotOpen(path: path, detail: error.localizedDescription)
        }
    }
}
