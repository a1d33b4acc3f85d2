import Collecting
import Records

/// One record of any source, checked and with its bytes in the store: all that is left is to write its rows.
struct ReadyRecord: Sendable {
    var key: String
    var fields: JSONObject = [:]
    var blobs: [String: BlobReference] = [:]
    var metadata: JSONObject = [:]
    var split: String?
    /// What the source already says, kept unseen by annotators.
    var answers: [String: Answer] = [:]
    /// Why it can never be labelled: a code such as `image.truncated`.
    var rejection: String?
    /// What was found wrong with this very record.
    var findings: [Finding] = []
}

/// Some records, what was wrong among them, and where to go on.
struct ReadyBatch: Sendable {
    var records: [ReadyRecord]
    var findings: [Finding]
    var cursor: CollectCursor
    /// Bytes of a table, pictures of a folder.
    var done: Int64
    var total: Int64?
}

extension ReadyBatch {
    /// Rows of a table or texts: known columns become answers; a value that is none is a finding, each time it is read.
    init(_ batch: CollectedBatch, questions: TaskDefinition) {
        records = batch.records.map { ReadyRecord($0, questions: questions) }
        findings = batch.findings
        cursor = batch.cursor
        done = batch.bytesDone
        total = batch.bytesTotal
    }
}

extension ReadyRecord {
    fileprivate init(_ record: CollectedRecord, questions: TaskDefinition) {
        key = record.key
        fields = record.fields
        metadata = record.metadata
        for (question, value) in record.known.sorted(by: { $0.key < $1.key }) {
            guard let asked = questions.question(named: question), let answer = KnownAnswer.answer(value, to: asked) else {
                findings.append(.noAnswer(value, to: question, at: record.place))
                continue
            }
            answers[question] = answer
        }
    }
}

extension Finding {
    static func noAnswer(_ value: String, to question: String, at place: Place) -> Finding {
        Finding(
            .warning, "source.unknown-label", "`\(value.prefix(80))` is no answer to `\(question)`; the item is kept without it", at: place,
            hint: "add the label to the definition, or map the column's values")
    }
}
