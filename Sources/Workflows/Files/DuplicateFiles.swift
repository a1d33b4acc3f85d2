import Formats
import Foundation
import Preparing
import Records

/// Near duplicates in plain files: among the texts of a table, or among the pictures, sounds, videos, documents and point
/// clouds of a folder.
public enum DuplicateFiles {
    /// Of texts.
    public struct Texts: Codable, Sendable, Hashable {
        public struct Group: Codable, Sendable, Hashable {
            public var kind: DuplicateGroup.Kind
            /// Record numbers from 1, in order.
            public var records: [Int64]
        }
        public var groups: [Group]
        public var report: NearDuplicateReport
    }

    /// Of pictures.
    public struct Pictures: Codable, Sendable, Hashable {
        public struct Group: Codable, Sendable, Hashable {
            /// `bytes`, `pixels` or `near`.
            public var kind: ImageDuplicateGroup.Kind
            /// Below the folder, in order.
            public var files: [String]
        }
        public var groups: [Group]
        public var unreadable: Int
        public var report: ImageDuplicateResult.Report
    }

    /// Of a folder, kind by kind: pictures first, then sounds, videos, documents and point clouds.
    public struct Folder: Codable, Sendable, Hashable {
        public struct Group: Codable, Sendable, Hashable {
            /// `pictures`, `sounds`, `videos`, `documents` or `clouds`.
            public var of: String
            /// `bytes`: one file. `pixels`: of pictures. `near`.
            public var kind: ImageDuplicateGroup.Kind
            /// Below the folder, in order.
            public var files: [String]
        }

        public struct Kind: Codable, Sendable, Hashable {
            public var of: String
            public var seen: Int
            public var unreadable: Int
            /// Too short or too coarse to be compared by more than their bytes.
            public var uncompared: Int
        }

        public var groups: [Group] = []
        public var kinds: [Kind] = []
    }

    public static func isFolder(_ path: String) -> Bool { PictureFolder.isFolder(path) }

    /// Reading is watched; `comparing` is told once it has ended. With `disk`, the name of a folder, what is compared
    /// waits there: the same groups, in memory that hardly grows with the texts.
    public static func texts(
        _ path: String, field: String, threshold: Double?, disk: String? = nil, watch: ReadWatch? = nil, comparing: () -> Void = {}
    ) throws -> (result: Texts, findings: FileFindings) {
        var settings: JSONObject = [:]
        if let threshold { settings["threshold"] = .double(threshold) }
        let chosen = try NearDuplicateSettings(settings)
        let (result, findings): (NearDuplicateResult, FileFindings)
        let threads = ProcessInfo.processInfo.activeProcessorCount
        if let disk {
            var finder = NearDuplicateSpill(chosen, store: try FolderSpill(in: disk))
            findings = try forEachBatch(path, field: field, watch: watch) { try finder.add($0, threads: threads, meanwhile: $1) }
            comparing()
            result = try finder.result(threads: threads)
        } else {
            var finder = NearDuplicateTexts(chosen)
            findings = try forEachBatch(path, field: field, watch: watch) { finder.add($0, threads: threads, meanwhile: $1) }
            comparing()
            result = finder.result(threads: threads)
        }
        return (Texts(groups: result.groups.map { Texts.Group(kind: $0.kind, records: $0.members.map(\.raw)) }, report: result.report), findings)
    }

    /// Groups of texts whose fingerprints differ in at most three bits of 64 (SimHash): of whole documents, where MinHash
    /// compares their passages.
    public static func similar(_ path: String, field: String, watch: ReadWatch? = nil, comparing: () -> Void = {}) throws -> (groups: [[Int64]], findings: FileFindings) {
        var finder = SimilarTexts()
        let findings = try forEachText(path, field: field, watch: watch) { finder.add($0, $1) }
        comparing()
        return (finder.groups().map { $0.map(\.raw) }, findings)
    }

    /// As `forEachText`, some thousand texts at one go; `body` reads on by its second argument.
    private static func forEachBatch(
        _ path: String, field: String, watch: ReadWatch?, _ body: ([(id: ItemID, text: String)], _ readOn: @escaping () -> Void) throws -> Void
    ) throws -> FileFindings {
        var findings = FileFindings()
        try RecordFile(path).forEachTexts(of: field, &findings, orFinding: "dedup.no-text", watch: watch) { texts, readOn in
            try body(texts.map { (ItemID(raw: Int64($0.record.number)), $0.text) }, readOn)
        }
        return findings
    }

    /// The id is the record's number, from 1.
    private static func forEachText(_ path: String, field: String, watch: ReadWatch?, _ body: (ItemID, String) throws -> Void) throws -> FileFindings {
        var findings = FileFindings()
        try RecordFile(path).forEachText(of: field, &findings, orFinding: "dedup.no-text", watch: watch) { record, text in
            if let text { try body(ItemID(raw: Int64(record.number)), text) }
        }
        return findings
    }

    /// Decoding is watched; `comparing` is told when pictures are compared. `radius` is of pictures.
    public static func folder(_ path: String, radius: Int?, watch: ReadWatch? = nil, comparing: () -> Void = {}) async throws -> (result: Folder, findings: FileFindings) {
        let media = MediaFolder(try FolderListing(path))
        var (result, findings) = (Folder(), FileFindings())
        if let folder = try PictureFolder(media.listing, shownAs: path) ?? (media.kinds.isEmpty ? PictureFolder(path) : nil) {
            let pictures = try await pictures(of: folder, radius: radius, watch: watch, comparing: comparing)
            findings = pictures.findings
            result.groups = pictures.result.groups.map { Folder.Group(of: "pictures", kind: $0.kind, files: $0.files) }
            result.kinds = [Folder.Kind(of: "pictures", seen: pictures.result.report.seen, unreadable: pictures.result.unreadable, uncompared: 0)]
        }
        for kind in media.kinds {
            let copies = try await media.copies(kind, watch: watch)
            result.groups += copies.groups.map { Folder.Group(of: kind.rawValue, kind: $0.isOneFile ? .bytes : .near, files: $0.files) }
            result.kinds.append(Folder.Kind(of: kind.rawValue, seen: copies.seen, unreadable: copies.unreadable, uncompared: copies.uncompared))
        }
        return (result, findings)
    }

    /// Decoding is watched; `comparing` is told once it has ended. `radius`: bits of 64 in which the hashes of a pair may
    /// differ; nil is the step's own.
    public static func pictures(
        _ path: String, radius: Int?, watch: ReadWatch? = nil, comparing: () -> Void = {}
    ) async throws -> (result: Pictures, findings: FileFindings) {
        try await pictures(of: PictureFolder(path), radius: radius, watch: watch, comparing: comparing)
    }

    private static func pictures(
        of folder: PictureFolder, radius: Int?, watch: ReadWatch?, comparing: () -> Void
    ) async throws -> (result: Pictures, findings: FileFindings) {
        var settings: JSONObject = [:]
        if let radius { settings["radius"] = .int(Int64(radius)) }
        var finder = ImageDuplicates(try ImageDuplicateSettings(settings))
        var findings = folder.findings
        let pictures = try await folder.measured(watch: watch)
        comparing()
        var unreadable = 0
        for (place, picture) in pictures.enumerated() {
            switch picture.reading {
            case .measured(let measurements): finder.add(ItemID(raw: Int64(place)), bytesHash: picture.bytesHash, measurements)
            case .unreadable(var finding):
                unreadable += 1
                finding.place = Place(file: picture.path)
                findings.add(finding)
            }
        }
        let result = finder.result()
        let groups = result.groups.map { Pictures.Group(kind: $0.kind, files: $0.members.map { pictures[Int($0.raw)].path }) }
        return (Pictures(groups: groups, unreadable: unreadable, report: result.report), findings)
    }
}
