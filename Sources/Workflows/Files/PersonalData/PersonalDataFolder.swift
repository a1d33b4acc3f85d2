import Formats
import Foundation
import Media
import Preparing
import Records

/// Personal data in a folder of files of any kind: in their names, in pictures' metadata, in documents' text and
/// properties, in texts and tables.
///
/// Files are looked at on every core, in stretches of a few at a time, and told in the order of their paths; memory holds
/// one stretch. Every file is opened by descriptor, read within the limits of its kind, and a file that cannot be read is
/// a finding, never the end of the run.
public enum PersonalDataFolder {
    public struct Report: Codable, Sendable, Hashable {
        public var files = 0
        /// `pictures`, `documents`, `texts`, `tables`, `sounds`, `others` -> how many.
        public var kinds: [String: Int] = [:]
        /// Files with something in them.
        public var touched = 0
        /// Files of which only the name could be looked at, for their kind or their damage.
        public var notRead = 0
        /// By entity.
        public var counts: [String: Int] = [:]
        /// The most severe of the places; nil without any.
        public var worst: Finding.Severity?
    }

    /// `give` is told every place, file by file.
    public static func scan(
        _ folder: String, _ options: PersonalDataFiles.Options, watch: ReadWatch? = nil, _ give: (FolderPersonalDataRow) throws -> Void
    ) async throws -> (report: Report, findings: FileFindings) {
        let (listing, look) = (try FolderListing(folder), try FolderLook(options))
        var (report, findings) = (Report(), FileFindings.passedOver(listing, folder))
        func tell(_ row: FolderPersonalDataRow) throws {
            report.worst = max(report.worst ?? .note, row.severity)
            try give(row)
        }
        for start in stride(from: 0, to: listing.paths.count, by: stretch) {
            for var seen in try await EveryCore.map(Array(listing.paths[start..<min(start + stretch, listing.paths.count)]), { look.at($0, listing.fullPath($0)) }) {
                for row in seen.rows { try tell(row) }
                seen.rows = []
                if seen.kind == .table { try look.table(&seen, listing.fullPath(seen.path), tell) }
                for row in seen.rows { try tell(row) }
                report.add(seen)
                findings += seen.findings
                watch?(Int64(report.files), Int64(listing.paths.count))
            }
        }
        return (report, findings)
    }

    private static let stretch = 32
}

extension PersonalDataFolder.Report {
    fileprivate mutating func add(_ seen: FolderLook.Seen) {
        files += 1
        kinds[seen.kind.plural, default: 0] += 1
        if !seen.counts.isEmpty { touched += 1 }
        if !seen.isRead { notRead += 1 }
        counts.merge(seen.counts, uniquingKeysWith: +)
    }
}
