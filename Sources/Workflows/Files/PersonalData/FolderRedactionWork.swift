import Formats
import Foundation
import Media
import Preparing
import Records

/// One pass over a folder that is copied without its personal data.
final class FolderRedactionWork {
    private let listing: FolderListing
    private let folder: DatasetFolder
    private let options: FolderRedaction.Options
    private let spans: CoveredSpans
    private let names: FileNameText
    private let pseudonyms: FileNamePseudonym?
    private var report = FolderRedaction.Report()
    private var findings: FileFindings
    private var taken: Set<String> = []
    /// Old name, new name.
    private var renamed: [(String, String)] = []

    init(_ listing: FolderListing, _ out: String, _ options: FolderRedaction.Options, _ spans: CoveredSpans, _ findings: FileFindings) throws {
        names = FileNameText(finder: try PersonalDataFiles.finder(options.finding, metadataToo: true))
        guard !options.renames || options.key != nil else {
            throw WorkflowError(.badInput, "personal.key", "`--names` needs a secret", hint: "name a file of at least 16 bytes with `--key`; keep it, and keep it apart from the data")
        }
        pseudonyms = options.renames ? FileNamePseudonym(names: names, key: try PersonalDataFiles.key(options.key)) : nil
        folder = try DatasetFolder(out)
        (self.listing, self.options, self.spans, self.findings) = (listing, options, spans, findings)
        let known = Set(listing.paths)
        for file in spans.byFile.keys.sorted() where !known.contains(file) {
            self.findings.add(Finding(.error, "spans.no-file", "there is no file `\(file)` to cover", at: Place(file: options.spans), hint: "files are named by their path below the folder"))
        }
    }

    func add(_ path: String) throws {
        report.files += 1
        let file = listing.fullPath(path), places = spans.byFile[path] ?? CoveredSpans.Places()
        // Nobody knows what a line that cannot be read was to hide.
        if places.isDoubtful { return leaveOut(path, Finding(.error, "redact.doubtful", "the file is left out, for a line about it cannot be read", at: Place(file: path), hint: "mend the line")) }
        do {
            switch try FolderFile.of(path, at: file) {
            case .picture: try picture(path, file, places)
            case .sound: try sound(path, file, places)
            case .document, .text, .table, .other: try rest(path, file, places)
            }
        } catch let error as ByteError { throw error } catch { leaveOut(path, .about(path, error)) }
    }

    func finish() throws -> (report: FolderRedaction.Report, findings: FileFindings) {
        try folder.finish()
        if let mapping = options.mapping { try write(mapping: mapping) }
        return (report, findings)
    }

    // MARK: Kinds

    private func picture(_ path: String, _ file: String, _ places: CoveredSpans.Places) throws {
        try refuse(!places.stretches.isEmpty, path, "seconds")
        let bytes = try PictureFile.bytes(of: file)
        guard !places.boxes.isEmpty else {
            let clean: MetadataRemoval.Cleaned
            do { clean = try MetadataRemoval.cleaned(bytes) } catch {
                if options.copiesRest { return try copy(path, file) }
                throw error
            }
            guard let name = claim(path) else { return }
            try folder.write(clean.bytes, to: name)
            for piece in clean.removed { report.removed[piece.name, default: 0] += 1 }
            report.cleaned += 1
            return
        }
        let covered = try CoveredPicture(bytes, named: path, boxes: places.boxes, by: options.pictures, quality: options.quality)
        guard let name = claim(path) else { return }
        try folder.write(covered.bytes, to: name)
        findings += covered.findings
        report.cleaned += 1
        report.covered += 1
        report.boxes += covered.covered
        tell(clipped: covered.clipped, path)
    }

    /// A sound that is stored as whole numbers is written anew in any case, which leaves what is written in it behind;
    /// another only when something in it is covered.
    private func sound(_ path: String, _ file: String, _ places: CoveredSpans.Places) throws {
        try refuse(!places.boxes.isEmpty, path, "pixels")
        let isPlain = ["wav", "flac", "aif", "aiff", "aifc"].contains(path.split(separator: ".").last?.lowercased() ?? "")
        guard isPlain || !places.stretches.isEmpty else { return try rest(path, file, places) }
        let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-redact-\(UUID().uuidString)").path
        defer { unlink(temporary) }
        let written = try SoundRewriter.rewrite(file, to: temporary, covering: places.stretches, with: options.sounds)
        guard let name = claim(path, adding: written.isRounded && !path.lowercased().hasSuffix(".wav") ? ".wav" : "") else { return }
        try folder.put(temporary, at: name)
        findings += written.notes.map { $0.finding(at: Place(file: path)) }
        if written.isRounded { findings.add(Finding(.warning, "redact.rounded", "the sound is stored anew as whole numbers in a WAV", at: Place(file: path))) }
        guard !places.stretches.isEmpty else { return }
        report.covered += 1
        report.stretches += places.stretches.count
        tell(clipped: written.clipped, path)
    }

    /// Documents, texts, tables, videos, and what nobody knows.
    private func rest(_ path: String, _ file: String, _ places: CoveredSpans.Places) throws {
        try refuse(!places.boxes.isEmpty || !places.stretches.isEmpty, path, "places")
        guard options.copiesRest else {
            return leaveOut(path, Finding(.warning, "redact.not-rewritten", "nothing here rewrites such a file, so it is left out", at: Place(file: path), hint: "`--copy-rest` copies such files as they are; `winnow redact FILE` treats a table"))
        }
        try copy(path, file)
    }

    private func copy(_ path: String, _ file: String) throws {
        guard let name = claim(path) else { return }
        try folder.put(file, at: name)
        report.copied += 1
    }

    // MARK: Names and counts

    private func refuse(_ isWrong: Bool, _ path: String, _ what: String) throws {
        guard isWrong else { return }
        throw Finding(.error, "spans.kind", "\(what) of such a file cannot be covered", at: Place(file: path), hint: "pictures are covered by boxes, sounds by seconds")
    }

    private func leaveOut(_ path: String, _ finding: Finding) {
        report.leftOut[finding.code, default: 0] += 1
        findings.add(finding)
    }

    private func tell(clipped: Int, _ path: String) {
        guard clipped > 0 else { return }
        report.clipped += clipped
        findings.add(Finding(.warning, "spans.clipped", "\(clipped) of the places reach beyond the file", at: Place(file: path), hint: "boxes count in pixels of the upright picture"))
    }

    /// The name in the copy; nil, and the file left out, when another has it.
    private func claim(_ path: String, adding ending: String = "") -> String? {
        let name = (pseudonyms?.renamed(path) ?? path) + ending
        if pseudonyms == nil, isTelling(path) {
            findings.add(Finding(.warning, "redact.name", "the name holds personal data", at: Place(file: path), hint: "`--names` with `--key` gives it a pseudonym"))
        }
        guard taken.insert(name).inserted else {
            leaveOut(path, Finding(.error, "redact.same-name", "another file of the copy has the name already", at: Place(file: path), hint: "rename one of the two"))
            return nil
        }
        report.written += 1
        if name != path { renamed.append((path, name)) }
        if name != path + ending { report.renamed += 1 }
        return name
    }

    private func isTelling(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.enumerated().contains { !names.found(in: String($1), isFile: $0 == parts.count - 1).isEmpty }
    }

    /// JSON lines that only their owner may read: with it every pseudonym is undone.
    private func write(mapping: String) throws {
        let lines = renamed.map { JSONValue.object(["file": .string($0.0), "written": .string($0.1)]).text(sorted: false) + "\n" }
        guard FileManager.default.createFile(atPath: mapping, contents: Data(lines.joined().utf8), attributes: [.posixPermissions: 0o600]) else {
            throw WorkflowError(.unavailable, "personal.mapping", "`\(mapping)` cannot be written", hint: "check the path and its permissions")
        }
    }
}
