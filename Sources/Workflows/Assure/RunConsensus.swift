import Assuring
import Labeling
import Records
import Storage

/// One consensus method over all votes of a project: who tends to be right, and which answers count.

public struct ConsensusReport: Codable, Sendable, Hashable {
    public struct AnnotatorRow: Codable, Sendable, Hashable {
        public var login: String
        /// Items answered.
        public var votes: Int
        /// How far to trust them, by the method; of shapes F1 beside what was settled.
        public var skill: Double?
        /// Of shapes only.
        public var drawing: DrawingSkill?
    }

    /// How one person's parts compare with the objects that were settled.
    public struct DrawingSkill: Codable, Sendable, Hashable {
        public var parts: Int
        /// Share of the parts that went into a settled object, and of the settled objects that were drawn.
        public var precision: Double?
        public var recall: Double?
        /// Share of the confirmed parts with the settled labels.
        public var labelAccuracy: Double?
        /// Overlap of the confirmed parts with the settled shapes.
        public var meanIoU: Double?
    }

    /// Objects on all items, when shapes were fused.
    public struct Objects: Codable, Sendable, Hashable {
        public var settled = 0
        /// Below the bar, for somebody to decide.
        public var open = 0
        /// Drawn by so few that they are outvoted.
        public var dismissed = 0
    }

    public var question: String
    public var method: String
    /// Items whose answer counts after the run by what people said, among those with votes.
    public var settled: Int
    /// Items with votes that people have not settled; what a model or a source said may count meanwhile.
    public var open: Int
    /// Those of the open ones that fewer people have answered than the policy asks.
    public var waiting: Int
    public var iterations: Int
    public var stopped: String
    public var annotators: [AnnotatorRow]
    public var objects: Objects?
}

extension Workflows {
    /// Items settled in one write.
    static let settlingPiece = 500

    /// Settles one question of every item that people answered: votes by a method of the consensus catalogue, shapes by
    /// fusing them. What was adjudicated or fixed in review stays above it.
    public func runConsensus(_ slug: String, as actor: Actor, method name: String? = nil, question questionName: String? = nil) async throws -> ConsensusReport {
        let definitions = definitions
        let (project, question) = try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .manageProject, connection)
            return (project, try Self.comparedQuestion(questionName, of: project))
        }
        let (report, parameters) = question.isComparedByArea
            ? try await fuse(question, by: try Self.fusion(name, of: question, in: project.definition), in: project)
            : try await vote(question, by: try Self.voting(name, on: question, in: project.definition), in: project)
        try await keep(report, parameters, project, actor)
        events.send("settled", in: slug, ["question": .string(report.question), "settled": .int(Int64(report.settled))])
        return report
    }

    static func voting(_ name: String?, on question: Question, in definition: TaskDefinition) throws -> any ConsensusMethod {
        let declared = settings(of: question, in: definition)?["method"]?.string
        let wanted = name ?? (question.kind == .choice ? declared : nil) ?? "majority"
        if PartConsensusCatalog.named(wanted) != nil { throw unfit(method: wanted, question, ConsensusCatalog.all.map(\.name)) }
        guard var method = ConsensusCatalog.named(wanted) else { throw WorkflowError.unknown("method", wanted) }
        method.ties = .unresolved
        return method
    }

    private static func fusion(_ name: String?, of question: Question, in definition: TaskDefinition) throws -> any PartConsensusMethod {
        if let name, PartConsensusCatalog.named(name) == nil {
            guard ConsensusCatalog.named(name) == nil else { throw unfit(method: name, question, PartConsensusCatalog.allVariants.map(\.fullName)) }
            throw WorkflowError.unknown("method", name)
        }
        do throws(Finding) {
            return try PartConsensusCatalog.method(name, settings: settings(of: question, in: definition) ?? [:])
        } catch {
            throw WorkflowError(.unprocessable, error.code, error.message, hint: error.hint, findings: [error])
        }
    }

    private static func unfit(method name: String, _ question: Question, _ fitting: [String]) -> WorkflowError {
        WorkflowError(
            .badInput, "method.unfit", "`\(name)` settles \(question.isComparedByArea ? "votes" : "shapes"), and `\(question.name)` is a `\(question.kind.rawValue)` question",
            hint: "those that fit are " + fitting.map { "`\($0)`" }.joined(separator: ", "))
    }

    static func noVotes(_ question: Question) -> WorkflowError {
        WorkflowError(.badInput, "consensus.no-votes", "nobody has answered `\(question.name)` yet", hint: "label some items first")
    }

    // MARK: Votes

    private func vote(_ question: Question, by method: any ConsensusMethod, in project: ProjectContext) async throws -> (ConsensusReport, JSONObject) {
        let (votes, logins) = try await store.read { connection in
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            return (votes, try Self.logins(votes.people, connection))
        }
        guard !votes.table.isEmpty else { throw Self.noVotes(question) }
        let consensus = try method.consensus(of: votes.table)
        let places = Dictionary(uniqueKeysWithValues: votes.items.enumerated().map { ($1, $0) })
        let counts = try await settle(votes.items, question, in: project) { item, voters in
            guard let place = places[item] else { return (nil, nil) }
            return (Self.outcome(place, votes, consensus, voters), consensus.confidence(ofItem: place))
        }
        let report = ConsensusReport(
            question: question.name, method: consensus.method, settled: counts.settled, open: counts.answered - counts.settled, waiting: counts.waiting,
            iterations: consensus.iterations, stopped: consensus.stopReason.rawValue,
            annotators: consensus.annotators.map { .init(login: logins[Int($0.annotator)], votes: $0.votes, skill: $0.skill) })
        return (report, consensus.parameters)
    }

    private func settle(
        _ items: [ItemID], _ question: Question, in project: ProjectContext, saying: @escaping @Sendable (ItemID, [Revision]) -> RunOutcome
    ) async throws -> SettledCounts {
        var counts = SettledCounts()
        for start in stride(from: 0, to: items.count, by: Self.settlingPiece) {
            let piece = Array(items[start..<min(start + Self.settlingPiece, items.count)])
            counts.add(try await store.writeBulk { [store] connection in
                try Self.settle(try Self.slotFacts(of: piece, connection), question, in: project, store, connection, saying: saying)
            })
        }
        return counts
    }

    private static func outcome(_ item: Int, _ votes: QuestionVotes, _ consensus: Consensus, _ voters: [Revision]) -> ConsensusOutcome? {
        let winner = consensus.winner[item]
        guard winner >= 0, let posterior = consensus.confidence(ofItem: item) else { return nil }
        let comparable = votes.answers[Int(winner)]
        let agreeing = voters.filter { $0.annotation.answers[votes.question.name]?.comparable == comparable }
        // The answer as somebody gave it, with the ids of its parts.
        let answer = agreeing.first?.annotation.answers[votes.question.name] ?? comparable
        return ConsensusOutcome(
            answer: answer, posterior: posterior, method: consensus.method, votes: votes.table.votes(ofItem: Int32(item)).count,
            agreeing: agreeing.count, revisions: agreeing.map(\.id))
    }

    private func keep(_ report: ConsensusReport, _ parameters: JSONObject, _ project: ProjectContext, _ actor: Actor) async throws {
        let details = try JSONValue(encoding: report).object ?? [:]
        try await store.write { [store] connection in
            try connection.consensusRuns.insert(ConsensusRun(
                id: store.ids.next(), project: project.id, question: report.question, method: report.method, parameters: parameters,
                report: details, madeAt: store.now()))
            try connection.audit.append(actor: actor.name, action: "consensus.run", subject: "\(project.slug)/\(report.question)", details: ["method": .string(report.method)], at: store.now())
        }
    }
}
