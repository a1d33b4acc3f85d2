import Kernels
import Preparing
import Records

/// Checks of plain files: the texts of a table, or the pictures of a folder. As the steps `text-checks` and `image-checks`.
public enum CheckFiles {
    public struct Report: Codable, Sendable, Hashable {
        /// `texts` or `pictures`.
        public var of: String
        public var seen: Int
        /// Pictures of which nothing can be said but why.
        public var unreadable: Int
        public var counts: [FileFindings.Count]
    }

    /// Checks a folder of pictures, or the `field` of every record of a file. `give` is told every finding, in order.
    ///
    /// What was wrong with the file itself, not with its texts, is returned.
    public static func check(
        _ path: String, field: String, watch: ReadWatch? = nil, judging: () -> Void = {}, _ give: (Finding) throws -> Void
    ) async throws -> (report: Report, findings: FileFindings) {
        guard PictureFolder.isFolder(path) else { return try texts(path, field: field, watch: watch, give) }
        let folder = try PictureFolder(path)
        let pictures = try await folder.measured(watch: watch)
        judging()
        return (try report(pictures, give), folder.findings)
    }

    private static func texts(_ path: String, field: String, watch: ReadWatch?, _ give: (Finding) throws -> Void) throws -> (report: Report, findings: FileFindings) {
        let file = try RecordFile(path)
        var findings = FileFindings()
        var found = FileFindings()
        var seen = 0
        try file.forEach(&findings, watch: watch) { record, findings in
            guard let text = RecordFile.text(record.fields[field]) else {
                return findings.add(Finding(.warning, "checks.no-text", "the record has no `\(field)`", at: Place(file: file.name, line: record.line), hint: "name the field with `--field`"))
            }
            seen += 1
            for var finding in TextCheckCatalog.findings(text, key: "") {
                finding.place = Place(file: file.name, line: record.line)
                found.add(finding)
                try give(finding)
            }
        }
        guard seen > 0 || file.fields.isEmpty else { throw file.unknownField(field, option: "--field") }
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
