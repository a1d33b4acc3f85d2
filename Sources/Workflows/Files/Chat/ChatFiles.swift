import Formats
import Foundation
import Records
import Suggesting

public typealias ChatQuestion = ChatTask
public typealias ChatManner = ChatSettings
public typealias ChatPrices = ChatCost

/// Labels for the texts of a plain file, suggested by a chat service.
public enum ChatFiles {
    public struct Options: Sendable {
        public var field = "text"
        public var task: ChatTask
        public var settings: ChatSettings
        /// Up to and with the version, such as `https://host/v1`.
        public var service: String
        public var key: String?
        /// `HOST:PORT` of services on this machine or its network that may be reached.
        public var allowed: [String] = []
        /// A file of texts with their labels; the nearest `examplesPerText` of them go with each request.
        public var examples: String?
        public var examplesPerText = 4
        public var prices = ChatCost()
        /// Most money that may be spent.
        public var cap: Double?
        /// Where answers are kept, so that none is asked for twice.
        public var cache: String?
        /// Requests under way at the same time.
        public var together = 4
        /// Field that holds the right label, to be compared with.
        public var known: String?

        public init(task: ChatTask, settings: ChatSettings, service: String) {
            self.task = task
            self.settings = settings
            self.service = service
        }
    }

    /// What a run would ask for at most, before anything is sent.
    public struct Estimate: Encodable, Sendable {
        public var texts = 0
        public var requests = 0
        public var promptTokens = 0
        public var answerTokens = 0
        public var cost = 0.0
    }

    /// The task of one question of a definition; by default of the first that is answered by choosing labels.
    public static func task(in source: DefinitionSource, question name: String?) throws -> ChatQuestion {
        let (read, findings) = DefinitionParser.parse(yaml: source.yaml, file: source.shownAs)
        guard var definition = read else { throw WorkflowError.refused(findings, what: "definition") }
        definition.guidelines = source.guidelines ?? definition.guidelines
        let question = name.map { definition.question(named: $0) } ?? definition.questions.first { $0.kind == .choice || $0.kind == .choices }
        guard let question else {
            let names = definition.questions.map(\.name).joined(separator: ", ")
            throw WorkflowError(.badInput, "suggest.question", name.map { "the definition has no question `\($0)`" } ?? "the definition has no question that is answered by choosing labels", hint: "its questions are \(names)")
        }
        return try ChatTask(definition, question: question)
    }

    /// Reads the file once and sends nothing; answers that are kept already are counted as if they were not.
    public static func estimate(_ path: String, _ options: Options, watch: ReadWatch? = nil) throws -> (estimate: Estimate, findings: FileFindings) {
        var findings = FileFindings(), estimate = Estimate(), waiting: [String] = []
        let maker = try ChatRequests(options, &findings)
        func count() {
            guard !waiting.isEmpty else { return }
            let request = maker.request(waiting, sample: 0)
            waiting = []
            estimate.requests += options.settings.samples
            estimate.promptTokens += ChatCost.tokens(request.promptBytes) * options.settings.samples
            estimate.answerTokens += request.answerTokens * options.settings.samples
            estimate.cost += options.prices.estimate(request) * Double(options.settings.samples)
        }
        try RecordFile(path).forEachText(of: options.field, &findings, orFinding: "suggest.no-text", so: ", so it is not asked about", watch: watch) { _, text in
            guard let text else { return }
            estimate.texts += 1
            waiting.append(text)
            if waiting.count == options.settings.textsPerRequest { count() }
        }
        count()
        return (estimate, findings)
    }

    /// `give` gets every record in the order of the file, with `label` (`labels` where several may hold), `confidence` and
    /// `suggested_by`, or with `failure`; a `label` of its own is kept as `known_label`.
    ///
    /// Holds a few hundred records at a time. Stopped and started again with the same cache, it goes on where it stood.
    public static func suggest(
        _ path: String, _ options: Options, watch: (@Sendable (Int64, Int64?) -> Void)? = nil, _ give: @escaping @Sendable (JSONObject) throws -> Void
    ) async throws -> (report: ChatReport, findings: FileFindings) {
        var findings = FileFindings()
        let run = try ChatRun(options, ChatRequests(options, &findings), give)
        let found = Found(findings)
        let size = options.together * options.settings.textsPerRequest * 4
        try await BlockingStream.run({ [options] hand in
            var piece: [RawRecord] = []
            try RecordFile(path).forEachText(of: options.field, &found.findings, orFinding: "suggest.no-text", so: ", so it is not asked about", watch: watch) { record, _ in
                piece.append(record)
                if piece.count == size {
                    try hand(ChatPiece(records: piece))
                    piece = []
                }
            }
            if !piece.isEmpty { try hand(ChatPiece(records: piece)) }
        }, { try await run.do($0) })
        return (await run.finish(), found.findings)
    }

    /// Filled by the reading thread, read after it has ended.
    private final class Found: @unchecked Sendable {
        var findings: FileFindings
        init(_ findings: FileFindings) { self.findings = findings }
    }
}

/// Records that are asked about and written together. Handed from the thread that made it to the one that uses it.
struct ChatPiece: @unchecked Sendable {
    let records: [RawRecord]
}
