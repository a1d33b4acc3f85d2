import Media
import Preparing
import Records

/// How one file of a folder is looked at for personal data.
struct FolderLook: Sendable {
    struct Seen: Sendable {
        var path: String
        var kind = FolderFile.other
        var rows: [FolderPersonalDataRow] = []
        /// By entity.
        var counts: [String: Int] = [:]
        var findings: [Finding] = []
        /// False when only the name was looked at.
        var isRead = true

        mutating func add(_ row: FolderPersonalDataRow) {
            rows.append(row)
            counts[row.entity, default: 0] += 1
        }

        mutating func unread(_ finding: Finding) {
            isRead = false
            findings.append(finding)
        }
    }

    let names: FileNameText
    private let finder: PersonalDataFinder
    private let disclosure: MetadataDisclosure
    private let options: PersonalDataFiles.Options

    init(_ options: PersonalDataFiles.Options) throws {
        finder = try PersonalDataFiles.finder(options, metadataToo: true)
        names = FileNameText(finder: finder)
        disclosure = MetadataDisclosure(finder: finder, entities: options.entities.isEmpty ? nil : Set(options.entities))
        self.options = options
    }

    /// All but tables, which are read when their turn comes: they may hold more than memory does.
    func at(_ path: String, _ file: String) -> Seen {
        var seen = Seen(path: path)
        name(path, &seen)
        do {
            seen.kind = try FolderFile.of(path, at: file)
            switch seen.kind {
            case .picture: try picture(file, &seen)
            case .document: try document(file, &seen)
            case .text: try text(file, &seen)
            case .table: break
            case .sound, .video: try media(file, &seen)
            case .other:
                seen.unread(Finding(.note, "personal.only-name", "only the name is looked at: nothing here reads what such a file says of people", at: Place(file: path)))
            }
        } catch { seen.unread(.about(path, error)) }
        return seen
    }

    private func name(_ path: String, _ seen: inout Seen) {
        let parts = path.split(separator: "/").map(String.init)
        for (place, part) in parts.enumerated() {
            let scalars = Array(part.unicodeScalars)
            for span in names.found(in: part, isFile: place == parts.count - 1) {
                seen.add(FolderPersonalDataRow(path, .name(part), span, String(String.UnicodeScalarView(scalars[span.range]))))
            }
        }
    }

    private func picture(_ file: String, _ seen: inout Seen) throws {
        let metadata = try ImageMetadata.read(try PictureFile.bytes(of: file))
        for found in disclosure.found(in: metadata) { seen.add(FolderPersonalDataRow(seen.path, .tag(found.tag), found)) }
        seen.findings += metadata.notes.map { $0.finding(at: Place(file: seen.path)) }
    }

    /// What a track of positions or a cover shows is not read, and told.
    private func media(_ file: String, _ seen: inout Seen) throws {
        let tags = try MediaTags.read(file), place = Place(file: seen.path)
        for found in disclosure.found(in: tags.tags) { seen.add(FolderPersonalDataRow(seen.path, .tag(found.tag), found)) }
        func note(_ count: Int, _ what: String, _ fact: String) {
            if count > 0 { seen.findings.append(Finding(.note, "personal.not-looked-at", "\(Amount.words(Int64(count), what)) \(fact)", at: place)) }
        }
        note(tags.leftOut, "tag", "beyond the first \(MediaTags.mostTags) not looked at")
        note(tags.otherTracks, "track", "neither picture nor sound: it may hold positions and times, and is not looked at")
        note(tags.covers, "picture", "on the cover not looked at")
    }

    private func document(_ file: String, _ seen: inout Seen) throws {
        let source = try DocumentSource(path: file, named: seen.path)
        for found in disclosure.found(in: try DocumentProperties.read(source)) { seen.add(FolderPersonalDataRow(seen.path, .property(found.tag), found)) }
        for (page, text) in try DocumentText.read(source).pages.enumerated() {
            for (span, value) in finder.values(in: text.text) { seen.add(FolderPersonalDataRow(seen.path, .page(page + 1), span, value)) }
        }
    }

    /// Offsets are those of the line, as editors count.
    private func text(_ file: String, _ seen: inout Seen) throws {
        let source = try DocumentSource(path: file, named: seen.path)
        for page in try DocumentText.read(source).pages {
            var lines = LineCount(page.text)
            for (var span, value) in finder.values(in: page.text) {
                let start = lines.start(of: span.range.lowerBound)
                span.range = (span.range.lowerBound - start)..<(span.range.upperBound - start)
                seen.add(FolderPersonalDataRow(seen.path, .line(lines.line), span, value))
            }
        }
    }

    /// Record by record; a file that is no table after all is read as a text.
    func table(_ seen: inout Seen, _ file: String, _ give: (FolderPersonalDataRow) throws -> Void) throws {
        var records = 0
        do {
            let path = seen.path
            var counts: [String: Int] = [:]
            let (_, findings) = try PersonalDataFiles.scan(file, options, metadataToo: true) { row in
                records += 1
                counts[row.span.entity, default: 0] += 1
                try give(FolderPersonalDataRow(path, .field(row.field, line: row.line), row.span, row.value))
            }
            seen.counts.merge(counts, uniquingKeysWith: +)
            seen.findings += findings.kept
        } catch {
            guard records == 0, (error as? WorkflowError)?.code != "field.unknown" else { return seen.unread(.about(seen.path, error)) }
            do { try text(file, &seen) } catch { seen.unread(.about(seen.path, error)) }
        }
    }
}

/// Lines of a text for places that come in order.
private struct LineCount {
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var offset = 0
    private var lineStart = 0
    private(set) var line = 1

    init(_ text: String) {
        scalars = text.unicodeScalars
        index = scalars.startIndex
    }

    /// Where the line of this place begins; `line` is its number afterwards.
    mutating func start(of place: Int) -> Int {
        while offset < place, index < scalars.endIndex {
            offset += 1
            if scalars[index] == "\n" { (line, lineStart) = (line + 1, offset) }
            index = scalars.index(after: index)
        }
        return lineStart
    }
}
