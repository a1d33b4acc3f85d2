import Glibc
import Records

/// Unpacks an archive into a folder of its own: only plain files, only below it, only within the limits.
///
/// Names have been checked by `EntryNames`; on top of that each file is made new, never followed through a link and never
/// written over another, so a mistake there still could not reach what exists.
public struct ArchiveUnpacker: Sendable {
    public struct Report: Sendable, Hashable {
        public var files = 0
        public var bytes: Int64 = 0
        public var findings: [Finding] = []
    }

    public var limits: ArchiveLimits

    public init(limits: ArchiveLimits = ArchiveLimits()) { self.limits = limits }

    /// `folder` must not exist, or be empty.
    public func unpack(_ archive: String, shownAs name: String? = nil, into folder: String) throws -> Report {
        var report = Report()
        try Self.makeFolder(folder)
        try unpack(archive, name ?? archive, folder, ArchiveBudget(limits), depth: 0, &report)
        return report
    }

    private func unpack(_ archive: String, _ name: String, _ folder: String, _ budget: ArchiveBudget, depth: Int, _ report: inout Report) throws {
        let reader = try Archive.open(archive, shownAs: name, budget: budget)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var made: Set<String> = []
        var hidden = 0
        var inner: [String] = []
        while let entry = try reader.next() {
            if Self.isHidden(entry.name) { hidden += 1; continue }
            let parent = ImageFiles.parent(entry.name)
            if made.insert(parent).inserted { try Self.makeFolders(parent, in: folder) }
            do {
                report.bytes += try copy(reader, to: "\(folder)/\(entry.name)", buffer)
                report.files += 1
                if Archive.isNamed(entry.name) { inner.append(entry.name) }
            } catch let error as ArchiveError where error.isAboutOneEntry {
                unlink("\(folder)/\(entry.name)")
                report.findings.append(error.finding)
            }
            report.findings += reader.takeFindings()
        }
        report.findings += reader.takeFindings()
        if hidden > 0 {
            report.findings.append(Finding(.note, "archive.hidden-left-out", "\(hidden) hidden files of `\(name)` are not unpacked", at: Place(file: name)))
        }
        for path in inner { try openInner(path, name, folder, budget, depth, &report) }
    }

    /// Archives within the archive: opened beside themselves as far as `nesting` allows.
    private func openInner(_ path: String, _ name: String, _ folder: String, _ budget: ArchiveBudget, _ depth: Int, _ report: inout Report) throws {
        let full = "\(folder)/\(path)"
        guard Archive.kind(of: full) != nil else { return }
        guard depth < limits.nesting else {
            report.findings.append(Finding(.warning, "archive.nested", "`\(path)` in `\(name)` is an archive itself and is not opened", at: Place(file: name, record: path), hint: "Unpack it first, or allow nesting"))
            return
        }
        let target = full + ".contents"
        guard mkdir(target, 0o755) == 0 else { throw ByteError.cannotWrite(target, reason: lastSystemError()) }
        try unpack(full, "\(name)/\(path)", target, budget, depth: depth + 1, &report)
        unlink(full)
        report.files -= 1
    }

    private func copy(_ reader: any ArchiveReader, to path: String, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int64 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ByteError.cannotWrite(path, reason: lastSystemError()) }
        defer { close(descriptor) }
        var total: Int64 = 0
        while case let count = try reader.read(into: buffer), count > 0 {
            var written = 0
            while written < count {
                let step = write(descriptor, buffer.baseAddress.map { $0 + written }, count - written)
                if step < 0, errno == EINTR { continue }
                if step < 0 { throw ByteError.cannotWrite(path, reason: lastSystemError()) }
                written += step
            }
            total += Int64(count)
        }
        return total
    }

    /// Names that folders pass over too, and what macOS puts beside files.
    private static func isHidden(_ name: String) -> Bool {
        name.hasPrefix("__MACOSX/") || name.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func makeFolder(_ folder: String) throws {
        if mkdir(folder, 0o755) == 0 { return }
        let reason = lastSystemError()
        guard errno == EEXIST, let listing = try? FolderListing(folder), listing.paths.isEmpty else { throw ByteError.cannotWrite(folder, reason: reason) }
    }

    private static func makeFolders(_ below: String, in folder: String) throws {
        var path = folder
        for part in below.split(separator: "/") {
            path += "/\(part)"
            if mkdir(path, 0o755) != 0, errno != EEXIST { throw ByteError.cannotWrite(path, reason: lastSystemError()) }
        }
    }
}
