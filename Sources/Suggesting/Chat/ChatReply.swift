import Records

/// What a service answered to one request, held against the task: labels it may give, or why there are none.
public struct ChatReply: Sendable, Hashable {
    /// For each text of the request.
    public enum Verdict: Sendable, Hashable {
        /// `probability`: of the words the model chose, where the service tells it.
        case labels([String], probability: Double?)
        case failed(Failure)
    }

    /// Why an answer counts for nothing.
    public enum Failure: String, Sendable, Hashable, Codable, CaseIterable {
        case refused, truncated, notJSON = "not-json", wrongForm = "wrong-form", wrongCount = "wrong-count", unknownLabel = "unknown-label"
        /// The service took none of the request, for its size or its content.
        case notTaken = "not-taken"
    }

    public let verdicts: [Verdict]
    /// As the service counted them; nil where it does not say.
    public let promptTokens: Int?
    public let answerTokens: Int?

    /// - Parameter body: a chat completion as JSON, or as a stream of events.
    /// - Throws: where it is neither, which is the service's failure and not the model's.
    public init(_ body: [UInt8], to request: ChatRequest, task: ChatTask) throws(ChatError) {
        let completion = try ChatCompletion(body)
        promptTokens = completion.promptTokens
        answerTokens = completion.answerTokens
        verdicts = Self.read(completion, count: request.texts.count, task)
    }

    private static func read(_ completion: ChatCompletion, count: Int, _ task: ChatTask) -> [Verdict] {
        func all(_ failure: Failure) -> [Verdict] { [Verdict](repeating: .failed(failure), count: count) }
        if completion.isRefusal { return all(.refused) }
        guard let json = JSONInText.first(in: completion.content) else { return all(completion.isTruncated ? .truncated : .notJSON) }
        let entries = json["answers"]?.array ?? json.array ?? (count == 1 ? [json] : nil)
        guard let entries else { return all(.wrongForm) }
        guard entries.count == count else { return all(.wrongCount) }
        return entries.map { verdict($0, task, completion.probability) }
    }

    private static func verdict(_ entry: JSONValue, _ task: ChatTask, _ probability: Double?) -> Verdict {
        guard let names = names(entry, task) else { return .failed(.wrongForm) }
        let known = names.map { name in task.labels.first { same($0.name, name) }?.name }
        guard !known.contains(nil) else { return .failed(.unknownLabel) }
        var kept: [String] = []
        for name in known.compactMap({ $0 }) where !kept.contains(name) { kept.append(name) }
        guard task.allowsSeveral || kept.count == 1 else { return .failed(.wrongForm) }
        return .labels(task.labels.map(\.name).filter(kept.contains), probability: probability)
    }

    private static func names(_ entry: JSONValue, _ task: ChatTask) -> [String]? {
        if let one = entry.string ?? entry["label"]?.string { return [one] }
        guard let list = entry.array ?? entry["labels"]?.array ?? entry["label"]?.array else { return nil }
        let names = list.compactMap(\.string)
        return names.count == list.count ? names : nil
    }

    /// Models change the case of letters and add spaces; no more is forgiven.
    private static func same(_ label: String, _ given: String) -> Bool { folded(label) == folded(given) }

    private static func folded(_ text: String) -> [UInt8] { text.lowercased().utf8.filter { $0 > 0x20 } }
}
