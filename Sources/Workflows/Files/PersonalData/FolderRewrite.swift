import Formats
import Foundation
import Media
import Preparing
import Records

/// How one file of a folder is written without its personal data: into a temporary file of its own, so that several are under
/// way at once and memory holds none of them whole but pictures and texts.
struct FolderRewrite: Sendable {
    /// What came of one file.
    struct Rewritten: Sendable {
        enum Outcome: Sendable {
            /// Lies here until it is put into the copy.
            case written(String)
            case asItIs
            case leftOut(Finding)
        }

        var path: String
        var outcome = Outcome.asItIs
        /// Behind the name: `.wav` where a sound is stored anew.
        var ending = ""
        var findings: [Finding] = []
        var isCleaned = false
        /// Pieces that were taken out.
        var removed: [String] = []
        var boxes = 0
        var stretches = 0
        var clipped = 0
        /// Of texts and tables, as of a single file.
        var texts: PersonalDataFiles.Report?
    }

    let listing: FolderListing
    let options: FolderRedaction.Options
    let spans: CoveredSpans
    let finder: PersonalDataFinder
    let rewriter: PersonalDataRewriter
    /// Larger texts are not held in memory.
    static let mostTextBytes = 16 << 20

    func rewrite(_ path: String) -> Rewritten {
        let file = listing.fullPath(path), places = spans.byFile[path] ?? CoveredSpans.Places()
        var rewritten = Rewritten(path: path)
        // Nobody knows what a line that cannot be read was to hide.
        if places.isDoubtful {
            rewritten.outcome = .leftOut(Finding(.error, "redact.doubtful", "the file is left out, for a line about it cannot be read", at: Place(file: path), hint: "mend the line"))
            return rewritten
        }
        let temporary = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-redact-\(UUID().uuidString)").path
        do {
            let kind = try FolderFile.of(path, at: file)
            try refuse(kind, path, places)
            rewritten.outcome = .written(temporary)
            switch kind {
            case .picture: try picture(file, places, temporary, &rewritten)
            case .sound: try sound(file, places, temporary, &rewritten)
            case .video: try film(file, temporary, &rewritten)
            case .text: try text(file, temporary, &rewritten)
            case .table: try table(file, temporary, &rewritten)
            case .document, .other: throw Self.notRewritten(path)
            }
        } catch {
            unlink(temporary)
            rewritten.outcome = options.copiesRest && places.boxes.isEmpty && places.stretches.isEmpty ? .asItIs : .leftOut(.about(path, error))
        }
        return rewritten
    }

    private static func notRewritten(_ path: String) -> Finding {
        Finding(.warning, "redact.not-rewritten", "nothing here rewrites such a file, so it is left out", at: Place(file: path), hint: "`--copy-rest` copies such files as they are")
    }

    private func refuse(_ kind: FolderFile, _ path: String, _ places: CoveredSpans.Places) throws {
        func refusal(_ what: String) -> Finding { Finding(.error, "spans.kind", "\(what) of such a file cannot be covered", at: Place(file: path), hint: "pictures are covered by boxes, sounds by seconds") }
        switch kind {
        case .picture: if !places.stretches.isEmpty { throw refusal("seconds") }
        case .sound: if !places.boxes.isEmpty { throw refusal("pixels") }
        case .video, .document, .text, .table, .other: if !places.boxes.isEmpty || !places.stretches.isEmpty { throw refusal("places") }
        }
    }

    // MARK: Pictures, sounds, videos

    private func picture(_ file: String, _ places: CoveredSpans.Places, _ temporary: String, _ rewritten: inout Rewritten) throws {
        let bytes = try PictureFile.bytes(of: file)
        rewritten.isCleaned = true
        guard !places.boxes.isEmpty else {
            let clean = try MetadataRemoval.cleaned(bytes)
            rewritten.removed = clean.removed.map(\.name)
            return try Self.write(clean.bytes, temporary)
        }
        let covered = try CoveredPicture(bytes, named: rewritten.path, boxes: places.boxes, by: options.pictures, quality: options.quality)
        rewritten.findings = covered.findings
        (rewritten.boxes, rewritten.clipped) = (covered.covered, covered.clipped)
        try Self.write(covered.bytes, temporary)
    }

    /// A sound that is stored as whole numbers is written anew in any case, which leaves what is written in it behind;
    /// another when something in it is covered, and else copied without its tags.
    private func sound(_ file: String, _ places: CoveredSpans.Places, _ temporary: String, _ rewritten: inout Rewritten) throws {
        let ending = rewritten.path.split(separator: ".").last?.lowercased() ?? ""
        guard ["wav", "flac", "aif", "aiff", "aifc"].contains(ending) || !places.stretches.isEmpty else { return try film(file, temporary, &rewritten) }
        let written = try SoundRewriter.rewrite(file, to: temporary, covering: places.stretches, with: options.sounds)
        rewritten.findings = written.notes.map { $0.finding(at: Place(file: rewritten.path)) }
        if written.isRounded {
            rewritten.ending = ending == "wav" ? "" : ".wav"
            rewritten.findings.append(Finding(.warning, "redact.rounded", "the sound is stored anew as whole numbers in a WAV", at: Place(file: rewritten.path)))
        }
        (rewritten.stretches, rewritten.clipped) = (places.stretches.count, written.clipped)
    }

    /// Frames and samples stay as they are.
    private func film(_ file: String, _ temporary: String, _ rewritten: inout Rewritten) throws {
        rewritten.removed = try MediaTagRemoval.copy(file, to: temporary).removed
        rewritten.isCleaned = true
    }

    // MARK: Texts and tables

    /// Markup is left out: what stands in it as `&#64;` nobody finds.
    private func text(_ file: String, _ temporary: String, _ rewritten: inout Rewritten) throws {
        let path = rewritten.path, source = try DocumentSource(path: file, named: path)
        guard source.byteCount <= Self.mostTextBytes else {
            throw Finding(.warning, "redact.too-large", "the text has \(source.byteCount) bytes, more than \(Self.mostTextBytes)", at: Place(file: path), hint: "cut it into parts, or give it as a table of its lines")
        }
        let document = try DocumentText.read(source)
        guard document.format == .text || document.format == .markdown, let text = document.pages.first?.text else { throw Self.notRewritten(path) }
        // As JSON writes characters that it need not: nobody finds what stands in it so.
        guard !rewritten.path.contains(".json") || !text.contains("\\u") else { throw Self.notRewritten(path) }
        var report = PersonalDataFiles.Report()
        let new = try PersonalDataFiles.rewritten(text, finder, rewriter, subject: "", &report) ?? text
        let unknown = text.unicodeScalars.count { $0 == "\u{FFFD}" }
        if unknown > 0 {
            rewritten.findings.append(Finding(.warning, "redact.characters", "\(Amount.words(Int64(unknown), "character")) cannot be read and stand as U+FFFD in the copy", at: Place(file: path), hint: "write the text in UTF-8"))
        }
        rewritten.texts = report
        try Self.write(Array(new.utf8), temporary)
    }

    /// Record by record; a file that is no table after all is rewritten as a text.
    private func table(_ file: String, _ temporary: String, _ rewritten: inout Rewritten) throws {
        var records = 0
        do {
            let table = try RewrittenTable(file, named: rewritten.path, to: temporary)
            let (report, findings) = try PersonalDataFiles.redact(table.input, options.finding, finder, rewriter, subject: options.rewriting.subject) { fields in
                records += 1
                try table.add(fields)
            }
            try table.finish()
            (rewritten.texts, rewritten.findings) = (report, findings.kept)
        } catch {
            guard records == 0, (error as? WorkflowError)?.code != "field.unknown" else { throw error }
            unlink(temporary)
            try text(file, temporary, &rewritten)
        }
    }

    private static func write(_ bytes: [UInt8], _ path: String) throws {
        let sink = try ByteSink(path: path, compression: Compression.none, durability: .later)
        try sink.write(bytes)
        try sink.finish()
    }
}
