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
    /// What is done to each file, anywhere.
    let rewrite: FolderRewrite
    private let names: FileNameText
    private let pseudonyms: FileNamePseudonym?
    private var report = FolderRedaction.Report()
    private var findings: FileFindings
    private var taken: Set<String> = []
    /// Old name, new name.
    private var renamed: [(String, String)] = []

    init(_ listing: FolderListing, _ out: String, _ options: FolderRedaction.Options, _ spans: CoveredSpans, _ findings: FileFindings) throws {
        let finder = try PersonalDataFiles.finder(options.finding, metadataToo: true)
        names = FileNameText(finder: finder)
        rewrite = FolderRewrite(listing: listing, options: options, spans: spans, finder: finder, rewriter: try PersonalDataFiles.rewriter(options.rewriting))
        guard !options.renames || options.key != nil else {
            throw WorkflowError(.badInput, "personal.key", "`--names` needs a secret", hint: "name a file of at least 16 bytes with `--key`; keep it, and keep it apart from the data")
        }
        pseudonyms = options.renames ? FileNamePseudonym(names: names, key: try PersonalDataFiles.key(options.key)) : nil
        folder = try DatasetFolder(out)
        (self.listing, self.options, self.findings) = (listing, options, findings)
        let known = Set(listing.paths)
        for file in spans.byFile.keys.sorted() where !known.contains(file) {
            self.findings.add(Finding(.error, "spans.no-file", "there is no file `\(file)` to cover", at: Place(file: options.spans), hint: "files are named by their path below the folder"))
        }
    }

    /// In order; what lies in temporary files is gone from there afterwards, also when this throws.
    func add(_ all: [FolderRewrite.Rewritten]) throws {
        defer { for one in all { if case .written(let temporary) = one.outcome { unlink(temporary) } } }
        for one in all { try add(one) }
    }

    private func add(_ one: FolderRewrite.Rewritten) throws {
        report.files += 1
        switch one.outcome {
        case .leftOut(let finding): leaveOut(one.path, finding)
        case .asItIs:
            guard let name = claim(one.path) else { return }
            try folder.put(listing.fullPath(one.path), at: name)
            report.copied += 1
        case .written(let temporary):
            guard let name = claim(one.path, adding: one.ending) else { return }
            try folder.put(temporary, at: name)
            count(one)
        }
    }

    private func count(_ one: FolderRewrite.Rewritten) {
        for finding in one.findings { findings.add(finding) }
        for piece in Set(one.removed).sorted() { report.removed[piece, default: 0] += 1 }
        report.cleaned += one.isCleaned ? 1 : 0
        report.covered += one.boxes + one.stretches > 0 ? 1 : 0
        report.boxes += one.boxes
        report.stretches += one.stretches
        tell(clipped: one.clipped, one.path)
        guard let texts = one.texts else { return }
        report.rewritten += 1
        report.touched += texts.touched > 0 ? 1 : 0
        report.counts.merge(texts.counts, uniquingKeysWith: +)
        report.replacedInstead.merge(texts.replacedInstead, uniquingKeysWith: +)
    }

    func finish() throws -> (report: FolderRedaction.Report, findings: FileFindings) {
        try folder.finish()
        if let mapping = options.mapping { try write(mapping: mapping) }
        return (report, findings)
    }

    // MARK: Names and counts

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
