import Formats
import Foundation
import Media
import Records

/// What a file of a folder is taken for, by its first bytes where they tell and by its ending otherwise: a picture that is
/// called `notes.txt` still knows where it was taken.
enum FolderFile: String, Sendable, CaseIterable {
    case picture, document, text, table, sound, video, other

    static func of(_ path: String, head: [UInt8]) -> FolderFile {
        if head.withUnsafeBytes({ ImageFormat.sniff($0) }) != nil { return .picture }
        let ending = path.split(separator: ".").last?.lowercased() ?? ""
        if let card = FormatCatalog.card(forPath: path), ["csv", "tsv", "json", "jsonl"].contains(card.name) { return .table }
        if MediaFolder.Kind.sounds.endings.contains(ending) { return .sound }
        if MediaFolder.Kind.videos.endings.contains(ending) { return .video }
        if MediaFolder.Kind.clouds.endings.contains(ending) { return .other }
        if ImageFiles.isImage(path) { return .picture }
        switch DocumentFormat.sniff(head, named: path) {
        case .pdf, .docx: return .document
        case .html, .markdown, .text: return head.isEmpty ? .other : .text
        case nil: return .other
        }
    }

    /// - Throws: for a file that cannot be opened.
    static func of(_ path: String, at file: String) throws -> FolderFile {
        let source = try DocumentSource(path: file, named: path)
        return of(path, head: try source.bytes(at: 0, count: 4096))
    }

    /// As reports count them.
    var plural: String { self == .other ? "others" : "\(rawValue)s" }
}

extension FileFindings {
    /// What of a folder nobody looks at.
    static func passedOver(_ listing: FolderListing, _ folder: String) -> FileFindings {
        var findings = FileFindings()
        if let links = Finding.linksLeftOut(listing, folder) { findings.add(links) }
        for name in listing.namesPassedOver {
            findings.add(Finding(.warning, "folder.name-left-out", "the name is no UTF-8, and the file is not looked at", at: Place(file: name), hint: "rename it"))
        }
        return findings
    }
}

extension Finding {
    /// nil where a folder has no link.
    static func linksLeftOut(_ listing: FolderListing, _ folder: String) -> Finding? {
        guard listing.linksPassedOver > 0 else { return nil }
        return Finding(.note, "folder.links-left-out", "\(Amount.words(Int64(listing.linksPassedOver), "symbolic link")) not followed", at: Place(file: folder))
    }

    /// Any error about one file of a folder.
    static func about(_ path: String, _ error: any Error) -> Finding {
        let place = Place(file: path)
        var finding: Finding = switch error {
        case let error as DocumentError: error.finding(at: place)
        case let error as SoundWriteError: error.finding(at: place)
        case let error as MediaTagError: error.finding(at: place)
        case let error as WorkflowError: Finding(.error, error.code, error.message, hint: error.hint)
        default: ErrorFinding.of(error) ?? Finding(.error, "file.unreadable", "the file cannot be read", hint: "check its permissions")
        }
        finding.place = Place(file: path, line: finding.place?.line, column: finding.place?.column)
        return finding
    }
}
