import Records
import Formats

/// A search log as implicit labels: a session per line, `{"query", "results": [{"doc_id", "position", "clicked", "dwell_time"}]}`.
///
/// One record per result that says something, fields `query`, `document`, `label` in this order; the key is the session's
/// number and the document. `known: {relevance: label}` makes the label an imported answer.
public struct ClicksCollector: Collector {
    public static let name = "clicks"
    public static let summary = "A search log of shown and clicked results as relevance labels"
    public static let settings = [
        SettingCard("path", isRequired: true, "JSON lines with one search session a line, relative to `winnow.yaml`"),
    ]

    private let path: String
    private let known: [(question: String, field: String)]
    private let context: CollectingContext

    public init(_ declaration: SourceDeclaration, in context: CollectingContext) throws {
        guard let path = declaration.settings["path"]?.string else { throw CollectError.missingSetting("path", source: declaration.name) }
        self.path = path
        known = declaration.known.sorted { $0.key < $1.key }.map { (question: $0.key, field: $0.value) }
        self.context = context
    }

    public func collect(from cursor: CollectCursor?, batchSize: Int, _ body: (CollectedBatch) throws -> Void) throws {
        let start = cursor ?? .start
        let bytes = try ByteSource(path: context.resolve(path), shownAs: path, limits: context.limits)
        let reader = try JSONLinesReader(bytes, from: ReadPosition(offset: start.offset, line: start.line, record: start.record))
        try withoutActuallyEscaping(body) { body in
            var builder = BatchBuilder(batchSize: batchSize, file: path, watchesKeys: true, body)
            while let session = try reader.next() {
                add(session, to: &builder)
                builder.add(reader.takeFindings())
                if builder.isFull { try builder.flush(Self.cursor(reader), progress: bytes.progress) }
            }
            builder.add(reader.takeFindings())
            try builder.flush(Self.cursor(reader), progress: bytes.progress)
        }
    }

    private static func cursor(_ reader: JSONLinesReader) -> CollectCursor {
        let position = reader.position
        return CollectCursor(offset: position.offset, line: position.line, record: position.record)
    }

    private func add(_ session: RawRecord, to builder: inout BatchBuilder) {
        let place = Place(file: path, line: session.line, record: String(session.number))
        guard let query = session.fields["query"]?.string, let results = session.fields["results"]?.array else {
            return builder.add([Finding(.error, "clicks.session.incomplete", "the session has no text under `query` or no list under `results`", at: place)])
        }
        for (place0, result) in results.enumerated() {
            guard let shown = ShownResult(result) else {
                builder.add([Finding(.error, "clicks.result.incomplete", "result \(place0 + 1) lacks `doc_id`, a `position` from 1, `clicked`, or (when clicked) `dwell_time`", at: place)])
                continue
            }
            guard let label = shown.label else { continue }
            builder.add(record(query, shown.document, label, key: "\(session.number)/\(shown.document)", place))
        }
    }

    private func record(_ query: String, _ document: String, _ label: ClickLabel, key: String, _ place: Place) -> CollectedRecord {
        var fields: JSONObject = ["query": .string(query), "document": .string(document), "label": .string(label.rawValue)]
        var record = CollectedRecord(key: key, fields: [:], place: place)
        record.place.record = key
        for (question, field) in known {
            if let value = fields[field]?.string { record.known[question] = value }
            fields[field] = nil
        }
        record.fields = fields
        return record
    }

    private struct ShownResult {
        var document: String
        var label: ClickLabel?

        init?(_ value: JSONValue) {
            let id = value["doc_id"]
            guard let document = id?.string ?? id?.int.map(String.init), let clicked = value["clicked"]?.bool,
                  let position = value["position"]?.int, position >= 1 else { return nil }
            let dwell = value["dwell_time"]?.double
            if clicked, dwell == nil { return nil }
            self.document = document
            label = ClickLabel(clicked: clicked, position: position, dwellSeconds: dwell ?? 0)
        }
    }
}
