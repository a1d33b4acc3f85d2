import Formats
import Kernels
import Preparing
import Records

/// Checks of plain files: the texts of a table, or the pictures, sounds, videos, documents and point clouds of a folder.
public enum CheckFiles {
    public struct Report: Codable, Sendable, Hashable {
        /// `texts`, `pictures`, `sounds`, `videos`, `documents`, `clouds`; several of a folder that holds several.
        public var of: String
        public var seen: Int
        /// Files of which nothing can be said but why.
        public var unreadable: Int
        public var counts: [FileFindings.Count]
    }

    /// Checks the files of a folder, or the `field` of every record of a file. `give` is told every finding, in order.
    ///
    /// What was wrong with the file itself, not with its texts, is returned.
    public static func check(
        _ path: String, field: String, watch: ReadWatch? = nil, judging: () -> Void = {}, _ give: (Finding) throws -> Void
    ) async throws -> (report: Report, findings: FileFindings) {
        guard PictureFolder.isFolder(path) else { return try texts(path, field: field, watch: watch, give) }
        let listing = try FolderListing(path)
        let media = MediaFolder(listing)
        let pictures = PictureFolder(listing, shownAs: path, besides: media.count)
        guard pictures != nil || !media.kinds.isEmpty else {
            throw WorkflowError(.unprocessable, "folder.nothing-to-check", "`\(path)` holds no file that ends like a picture, sound, video, document or point cloud", hint: "name a folder of them, or a file of texts")
        }
        var whole = Report(of: "", seen: 0, unreadable: 0, counts: [])
        if let pictures {
            let measured = try await pictures.measured(watch: watch)
            if media.kinds.isEmpty { judging() }
            whole.add(try report(measured, give))
        }
        for kind in media.kinds { whole.add(try await report(kind, media, watch: watch, give)) }
        return (whole, pictures?.findings ?? FileFindings())
    }

    private static func report(_ kind: MediaFolder.Kind, _ media: MediaFolder, watch: ReadWatch?, _ give: (Finding) throws -> Void) async throws -> Report {
        let checked = try await media.checked(kind, watch: watch)
        var found = FileFindings()
        for finding in checked.findings {
            found.add(finding)
            try give(finding)
        }
        return Report(of: kind.rawValue, seen: checked.seen, unreadable: checked.unreadable, counts: found.counts)
    }

    private static func texts(_ path: String, field: String, watch: ReadWatch?, _ give: (Finding) throws -> Void) throws -> (report: Report, findings: FileFindings) {
        let file = try RecordFile(path)
        var findings = FileFindings()
        var found = FileFindings()
        var seen = 0
        try file.forEachText(of: field, &findings, orFinding: "checks.no-text", watch: watch) { record, text in
            guard let text else { return }
            seen += 1
            for var finding in TextCheckCatalog.findings(text, key: "") {
                finding.place = Place(file: file.name, line: record.line)
                found.add(finding)
                try give(finding)
            }
        }
        return (Report(of: "texts", seen: seen, unreadable: 0, counts: found.counts.sorted { $0.code < $1.code }), findings)
    }

    private static func report(_ pictures: [PictureFolder.Picture], _ give: (Finding) throws -> Void) throws -> Report {
        let settings = ImageCheckSettings()
        let sides = pictures.compactMap { picture -> Double? in
            guard case .measured(let measurements) = picture.reading else { return nil }
            return SizeSpread.size(width: measurements.width, height: measurements.height)
        }
        let sizes = SizeSpread(sides, spread: settings.sizeSpread)
        var found = FileFindings()
        var unreadable = 0
        for picture in pictures {
            let findings: [Finding]
            switch picture.reading {
            case .measured(let measurements): findings = ImageChecks.findings(measurements, key: picture.path, sizes: sizes, settings)
            case .unreadable(let finding):
                unreadable += 1
                findings = [finding]
            }
            for var finding in findings {
                finding.place = Place(file: picture.path)
                found.add(finding)
                try give(finding)
            }
        }
        return Report(of: "pictures", seen: pictures.count, unreadable: unreadable, counts: found.counts.sorted { $0.code < $1.code })
    }
}

extension CheckFiles.Report {
    fileprivate mutating func add(_ other: Self) {
        of += of.isEmpty ? other.of : ", \(other.of)"
        seen += other.seen
        unreadable += other.unreadable
        counts = (counts + other.counts).sorted { $0.code < $1.code }
    }
}
