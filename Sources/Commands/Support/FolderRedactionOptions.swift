import ArgumentParser
import Foundation
import Workflows

/// How a folder is copied without its personal data.
struct FolderRedactionOptions: ParsableArguments {
    @Argument(help: "For a folder: where the copy goes", completion: .directory) var out: String?
    @Flag(help: "For a folder: give names of files and folders that hold personal data a pseudonym; needs `--key`") var names = false
    @Option(help: "For a folder: write here which name became which; with it pseudonyms are undone", completion: .file()) var mapping: String?
    @Option(help: "For a folder: a file of places to cover, boxes in pixels or stretches in seconds", completion: .file()) var spans: String?
    @Option(help: "For a folder: how places are covered, one of `winnow list covers`; may be given for pictures and for sounds", completion: CatalogName.completion("covers"), transform: CatalogName.oneOf("covers")) var by: [String] = []
    @Option(parsing: .unconditional, help: "For a folder: quality of JPEG and WebP that are covered, 1 to 100") var quality = 92
    @Flag(help: "For a folder: copy what cannot be rewritten as it is, with all that is in it") var copyRest = false

    func validate() throws {
        guard (1...100).contains(quality) else { throw ValidationError("`--quality` is from 1 to 100, not \(quality)") }
        if mapping != nil, !names { throw ValidationError("`--mapping` says which names were changed by `--names`") }
        if !by.isEmpty, spans == nil { throw ValidationError("`--by` says how the places of `--spans` are covered") }
    }

    func target() throws -> String {
        guard let out else { throw ValidationError("a folder is copied: name where to, as in `winnow redact photos photos-safe`") }
        return out
    }

    /// What only a folder can be asked for. Of what is not there it is no wrong use.
    func refuse(for file: String) throws {
        let isAsked = out != nil || names || spans != nil || copyRest
        if isAsked, FileManager.default.fileExists(atPath: file) {
            throw ValidationError("a target, `--names`, `--spans` and `--copy-rest` are for a folder; what is made of a table is printed")
        }
    }

    func options(_ finding: PersonalDataFiles.Options, _ rewriting: PersonalDataFiles.Rewriting) -> FolderRedaction.Options {
        var options = FolderRedaction.Options()
        (options.finding, options.rewriting, options.renames, options.key, options.mapping) = (finding, rewriting, names, rewriting.key, mapping)
        (options.spans, options.quality, options.copiesRest) = (spans, quality, copyRest)
        options.cover(by: by)
        return options
    }

    static func say(_ report: FolderRedaction.Report) {
        Output.say("\(report.written) of \(report.files) files written; \(report.cleaned) pictures, sounds and videos without metadata, \(report.rewritten) texts and tables written anew (\(report.touched) with personal data), \(report.renamed) renamed, \(report.copied) copied as they are")
        if report.covered > 0 || report.clipped > 0 {
            Output.say("\(report.covered) with something covered: \(report.boxes) boxes, \(report.stretches) stretches; \(report.clipped) places reach beyond their file")
        }
        for (title, counts) in [("taken out", report.removed), ("made unrecognisable", report.counts), ("left out", report.leftOut)] where !counts.isEmpty {
            Output.say("\(title): \(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))")
        }
    }
}
