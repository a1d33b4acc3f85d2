import Formats
import Foundation
import Preparing
import Records

public typealias PersonalDataRow = PersonalDataFiles.Row

/// Personal data in the texts of plain files: found, or made unrecognisable.
public enum PersonalDataFiles {
    public struct Options: Sendable {
        /// Fields that are looked at; every text where empty.
        public var fields: [String] = []
        /// Countries whose identifiers are looked for beside what is the same everywhere.
        public var countries: [String] = []
        /// Only these entities; all of the packs where empty.
        public var entities: [String] = []
        public var minimumScore = 0.4
        /// A file that `tools/train-names` has made; without one no names of persons, places and organisations are found.
        public var names: String?
        public init() {}
    }

    /// One place of one record.
    public struct Row: Sendable, Hashable {
        /// From 1.
        public var record: Int64
        public var line: Int
        public var field: String
        public var span: PersonalDataSpan
        /// As it stands; empty in what is printed unless asked for.
        public var value: String

        public var object: JSONObject {
            var object: JSONObject = [
                "record": .int(record), "line": .int(Int64(line)), "field": .string(field), "entity": .string(span.entity),
                "start": .int(Int64(span.range.lowerBound)), "end": .int(Int64(span.range.upperBound)), "score": .double(span.score),
                "checksum": .bool(span.evidence.checksum), "locale": .string(span.locale.rawValue),
            ]
            if let word = span.evidence.contextWord { object["context"] = .string(word) }
            if !value.isEmpty { object["value"] = .string(value) }
            return object
        }
    }

    public struct Report: Codable, Sendable, Hashable {
        public var records = 0
        public var texts = 0
        /// Texts with something in them.
        public var touched = 0
        /// By entity.
        public var counts: [String: Int] = [:]
        /// Values whose operator does not fit them and that were replaced by the entity's name.
        public var replacedInstead: [String: Int] = [:]

        fileprivate mutating func add(_ other: Report) {
            records += other.records
            texts += other.texts
            touched += other.touched
            counts.merge(other.counts, uniquingKeysWith: +)
            replacedInstead.merge(other.replacedInstead, uniquingKeysWith: +)
        }
    }

    // MARK: Finding

    /// `give` is told every place, in the order of the file.
    public static func scan(_ path: String, _ options: Options, watch: ReadWatch? = nil, _ give: (Row) throws -> Void) throws -> (report: Report, findings: FileFindings) {
        try scan(path, options, metadataToo: false, watch: watch, give)
    }

    static func scan(
        _ path: String, _ options: Options, metadataToo: Bool, watch: ReadWatch? = nil, _ give: (Row) throws -> Void
    ) throws -> (report: Report, findings: FileFindings) {
        let (file, finder) = (try RecordFile(path), try finder(options, metadataToo: metadataToo))
        var (report, findings) = (Report(), FileFindings())
        var seen: Set<String> = []
        try file.forEach(&findings, watch: watch, onEveryCore: { record in
            texts(record.fields, options).map { field, text in
                (field, finder.values(in: text).map { Row(record: Int64(record.number), line: record.line, field: field, span: $0.span, value: $0.value) })
            }
        }) { looked in
            report.records += 1
            for (field, rows) in looked {
                if seen.count < options.fields.count { seen.insert(field) }
                report.texts += 1
                report.touched += rows.isEmpty ? 0 : 1
                for row in rows {
                    report.counts[row.span.entity, default: 0] += 1
                    try give(row)
                }
            }
        }
        try check(file, options, seen)
        return (report, findings)
    }

    /// Every field that holds text, or the named ones.
    private static func texts(_ fields: JSONObject, _ options: Options) -> [(field: String, text: String)] {
        if options.fields.isEmpty { return fields.members.compactMap { member in member.value.string.map { (member.key, $0) } } }
        return options.fields.compactMap { field in RecordFile.text(fields[field]).map { (field, $0) } }
    }

    private static func check(_ file: RecordFile, _ options: Options, _ seen: Set<String>) throws {
        if let field = options.fields.first(where: { !seen.contains($0) }), !file.fields.isEmpty { throw file.unknownField(field, option: "--field") }
    }

    /// - Parameter metadataToo: entities that only tags tell of are no mistake.
    static func finder(_ options: Options, metadataToo: Bool = false) throws -> PersonalDataFinder {
        let locales = try options.countries.map { country in
            guard let locale = PersonalDataLocale(declared: country) else {
                throw WorkflowError(.badInput, "personal.country", "there is no pack for the country `\(country)`", hint: "there are \(PersonalDataLocale.declarable.joined(separator: ", "))")
            }
            return locale
        }
        for name in options.entities {
            if metadataToo, MetadataEntity(rawValue: name) != nil { continue }
            guard let entity = PersonalDataCatalog.entity(named: name) else { throw WorkflowError.unknown("entity", name) }
            guard entity.needsNames, options.names == nil else { continue }
            throw WorkflowError(.badInput, "personal.no-names", "`\(name)` needs a model of names", hint: "give one with `--name-model`; `tools/train-names` makes it")
        }
        return PersonalDataFinder(
            locales: locales, entities: options.entities.isEmpty ? nil : Set(options.entities), minimumScore: options.minimumScore,
            names: try options.names.map(tagger))
    }

    private static func tagger(_ path: String) throws -> NameTagger {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "personal.no-model", "there is no file `\(path)`") }
        do {
            return NameTagger(try NameModel(Array(data)))
        } catch {
            throw WorkflowError(.badInput, "personal.bad-model", "`\(path)` is no model of names: \(error)", hint: "`tools/train-names` makes one")
        }
    }

    // MARK: Making unrecognisable

    public struct Rewriting: Sendable {
        /// Of `PersonalDataOperatorCatalog`.
        public var usual = "replace"
        /// Entity -> operator.
        public var byEntity: [String: String] = [:]
        /// A file of at least 16 bytes nobody else has; what is made of values depends on it.
        public var key: String?
        /// Field that names whose record it is: dates of one subject move together.
        public var subject: String?
        public init() {}
    }

    /// `give` gets every record with its texts rewritten.
    public static func redact(
        _ path: String, _ options: Options, _ rewriting: Rewriting, watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (report: Report, findings: FileFindings) {
        try redact(try RecordFile(path), options, finder(options), rewriter(rewriting), subject: rewriting.subject, watch: watch, give)
    }

    static func redact(
        _ file: RecordFile, _ options: Options, _ finder: PersonalDataFinder, _ rewriter: PersonalDataRewriter, subject field: String?, watch: ReadWatch? = nil,
        _ give: (JSONObject) throws -> Void
    ) throws -> (report: Report, findings: FileFindings) {
        var (report, findings) = (Report(), FileFindings())
        var seen: Set<String> = []
        try file.forEach(&findings, watch: watch, onEveryCore: { record in
            Result { try Rewritten(record, options, finder, rewriter, subject: field) }
        }) { outcome in
            let rewritten = try outcome.get()
            if seen.count < options.fields.count { seen.formUnion(rewritten.seen) }
            report.add(rewritten.report)
            try give(rewritten.fields)
        }
        try check(file, options, seen)
        return (report, findings)
    }

    /// One record.
    private struct Rewritten {
        var fields: JSONObject
        var seen: [String] = []
        var report = Report()

        init(_ record: RawRecord, _ options: Options, _ finder: PersonalDataFinder, _ rewriter: PersonalDataRewriter, subject: String?) throws {
            fields = record.fields
            report.records = 1
            let subject = subject.flatMap { RecordFile.text(record.fields[$0]) } ?? ""
            for (field, text) in texts(record.fields, options) {
                seen.append(field)
                if let new = try rewritten(text, finder, rewriter, subject: subject, &report) { fields[field] = .string(new) }
            }
        }
    }

    /// nil where nothing is found.
    static func rewritten(_ text: String, _ finder: PersonalDataFinder, _ rewriter: PersonalDataRewriter, subject: String, _ report: inout Report) throws -> String? {
        report.texts += 1
        let spans = finder.find(in: text)
        guard !spans.isEmpty else { return nil }
        report.touched += 1
        let rewritten = try rewriter.rewrite(text, spans, subject: subject)
        report.counts.merge(rewritten.counts, uniquingKeysWith: +)
        report.replacedInstead.merge(rewritten.replacedInstead, uniquingKeysWith: +)
        return rewritten.text
    }

    /// What depends on a secret, so that equal values stay equal and nobody else can make them again.
    private static let keyed: Set<String> = ["hash", "encrypt", "pseudonym", "date-shift"]

    static func rewriter(_ rewriting: Rewriting) throws -> PersonalDataRewriter {
        func found(_ name: String) throws -> any PersonalDataOperator {
            guard let found = PersonalDataOperatorCatalog.operator(named: name) else { throw WorkflowError.unknown("operator", name) }
            return found
        }
        let needing = ([rewriting.usual] + rewriting.byEntity.values.sorted()).first(where: keyed.contains)
        if let needing, rewriting.key == nil {
            throw WorkflowError(.badInput, "personal.key", "`\(needing)` needs a secret", hint: "name a file of at least 16 bytes with `--key`; keep it, and keep it apart from the data")
        }
        return PersonalDataRewriter(try found(rewriting.usual), byEntity: try rewriting.byEntity.mapValues(found), key: try key(rewriting.key))
    }

    /// Without a file one that is forgotten: nothing that is used then depends on it.
    static func key(_ path: String?) throws -> PersonalDataKey {
        guard let path else {
            guard let key = PersonalDataKey((0..<32).map { _ in UInt8.random(in: 0...255) }) else { preconditionFailure("32 bytes are enough") }
            return key
        }
        guard let bytes = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "personal.no-key", "there is no file `\(path)`") }
        guard let key = PersonalDataKey(Array(bytes)) else {
            throw WorkflowError(.badInput, "personal.short-key", "`\(path)` has \(bytes.count) bytes, fewer than \(PersonalDataKey.shortest)", hint: "`head -c 32 /dev/urandom > \(path)` makes one")
        }
        return key
    }
}
