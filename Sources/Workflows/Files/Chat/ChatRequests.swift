import Records
import Suggesting

/// Makes requests out of texts: the task's words, and for each text the examples that are most like it.
struct ChatRequests: Sendable {
    private let task: ChatTask
    private let settings: ChatSettings
    private let examples: ChatExamples
    private let examplesPerText: Int

    init(_ options: ChatFiles.Options, _ findings: inout FileFindings) throws {
        (task, settings, examplesPerText) = (options.task, options.settings, options.examplesPerText)
        guard task.labels.count > 1 else { throw ChatError.tooFewLabels(task.labels.count) }
        examples = ChatExamples(try options.examples.map { try Self.pool($0, options, &findings) } ?? [])
    }

    func request(_ texts: [String], sample: Int) -> ChatRequest {
        var chosen: [ChatExample] = []
        for text in texts { for example in examples.nearest(to: text, count: examplesPerText) where !chosen.contains(example) { chosen.append(example) } }
        return ChatRequest(texts, task: task, examples: chosen, settings: settings, sample: sample)
    }

    /// Texts and labels of a file; a label that the task has not ends it, since it would teach the wrong thing.
    private static func pool(_ path: String, _ options: ChatFiles.Options, _ findings: inout FileFindings) throws -> [ChatExample] {
        var pool: [ChatExample] = []
        let file = try RecordFile(path)
        try file.forEachText(of: options.field, &findings, orFinding: "suggest.example", so: ", so it is no example") { record, text in
            guard let text, pool.count < most else { return }
            let labels = record.fields["labels"]?.array?.compactMap(\.string) ?? RecordFile.text(record.fields["label"]).map { [$0] } ?? []
            if let unknown = labels.first(where: { label in !options.task.labels.contains { $0.name == label } }) {
                throw ChatError.unknownExample(label: unknown, place: record.line)
            }
            pool.append(ChatExample(text: text, labels: labels))
        }
        if pool.count == most { findings.add(Finding(.note, "suggest.examples", "the first \(most) examples are used", at: Place(file: file.name))) }
        return pool
    }

    /// Each is compared with every text.
    private static let most = 5000
}
