import Formats
import Foundation
import Records

/// A dataset somebody named: a folder or file as it is, an archive unpacked beside where the result goes.
struct OpenedDataset {
    let input: DatasetInput
    let findings: [Finding]
    private let unpacked: String?

    init(_ path: String, beside out: String) throws {
        let input = try DatasetInput(path)
        guard input.isFile, Archive.kind(of: path) != nil, Archive.isNamed(path), !Self.isReadPacked(input) else {
            (self.input, findings, unpacked) = (input, [], nil)
            return
        }
        var trimmed = Substring(out)
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        let folder = "\(trimmed).unpacked-\(getpid())"
        findings = try ArchiveUnpacker().unpack(path, shownAs: path, into: folder).findings
        unpacked = folder
        self.input = try DatasetInput(folder)
    }

    /// Formats that are archives themselves (shards of WebDataset) are read as they are.
    private static func isReadPacked(_ input: DatasetInput) -> Bool {
        FormatCatalog.candidates(for: input).contains { $0.format.makeReader != nil && $0.recognition.confidence >= 0.9 }
    }

    func close() {
        if let unpacked { try? FileManager.default.removeItem(atPath: unpacked) }
    }

    /// The named format, or the one the files look like: beyond doubt, or it is asked for.
    static func format(_ name: String?, _ input: DatasetInput?, shownAs path: String) throws -> (format: DatasetFormat, reason: String?) {
        let readable = FormatCatalog.datasets.filter { $0.makeReader != nil }
        if let name {
            guard let format = readable.first(where: { $0.card.name == name }) else {
                throw WorkflowError(.badInput, "format.unknown", "no format `\(name)` can be read", hint: "formats that are read are \(readable.map { "`\($0.card.name)`" }.joined(separator: ", "))")
            }
            return (format, nil)
        }
        let candidates = (input.map { FormatCatalog.candidates(for: $0) } ?? []).filter { $0.format.makeReader != nil }
        guard let first = candidates.first else {
            throw WorkflowError(.badInput, "format.not-told", "`\(path)` looks like no dataset format", hint: "name it with `--from`: \(readable.map { "`\($0.card.name)`" }.joined(separator: ", "))")
        }
        let rivals = candidates.filter { first.recognition.confidence - $0.recognition.confidence < 0.15 }
        if rivals.count > 1 || first.recognition.confidence < 0.5 {
            let list = rivals.map { "`\($0.format.card.name)` (\($0.recognition.reason))" }.joined(separator: ", ")
            throw WorkflowError(.badInput, "format.ambiguous", "`\(path)` may be \(list)", hint: "say which with `--from`")
        }
        return (first.format, first.recognition.reason)
    }
}
