import Preparing
import Records
import Storage

/// The sides items stand on now, against what the definition asks for, and what the newest audit found of them.
public struct ProjectSplits: Codable, Sendable, Hashable {
    public struct Side: Codable, Sendable, Hashable {
        public var name: String
        public var count: Int
        /// Of the items that are on a side.
        public var share: Double
        /// nil for a side the definition does not name.
        public var asked: Double?
    }

    public struct Label: Codable, Sendable, Hashable {
        public var label: String
        /// Items by side, in their order.
        public var counts: [Int]
    }

    /// Where a side differs most from all sides together.
    public struct Difference: Codable, Sendable, Hashable {
        public var label: String
        public var side: String
        /// Of the side's items with an answer.
        public var share: Double
        public var overall: Double
    }

    /// A group of near duplicates on several sides, with its first item on each.
    public struct TornGroup: Codable, Sendable, Hashable {
        public struct Member: Codable, Sendable, Hashable {
            public var item: ItemID
            public var key: String
            public var side: String
        }
        public var group: ItemID
        public var size: Int
        public var members: [Member]
    }

    public struct Report: Codable, Sendable, Hashable {
        public var run: RunID
        public var madeAt: Timestamp
        public var report: JSONObject
    }

    /// What the definition asks of the split; nil where it asks for none.
    public var policy: SplitPolicy?
    public var items: Int
    public var withoutSide: Int
    /// Those of the definition in its order, then others by name.
    public var sides: [Side]
    public var question: String?
    /// The most frequent first.
    public var labels: [Label]
    /// Items with an answer that counts, by side.
    public var answered: [Int]
    public var largestDifference: Difference?
    public var groups: Int
    public var tornGroups: Int
    /// At most twenty of them.
    public var torn: [TornGroup]
    /// The newest `split` and the newest `leakage`.
    public var drawn: Report?
    public var audit: Report?
    /// The items have been split anew since they were audited.
    public var isAuditOlder: Bool
}

extension Workflows {
    /// Counted as the items stand now, so that splits of a source and moves since the last draw are told too. O(items).
    public func splits(of slug: String, as actor: Actor, question name: String? = nil) async throws -> ProjectSplits {
        let project = try await project(slug, as: actor, needs: .readProject)
        let definition = project.definition
        if let name, definition.question(named: name) == nil { throw WorkflowError.unknown("question", name) }
        let question = name ?? definition.splitQuestion
        var count = SplitCount(definition.splits)
        try await store.forEachBatch(of: project.id, .ready) { [store] batch in
            let settled = question == nil ? [:] : try await store.read { try $0.settled.find(batch.map(\.id)) }
            for item in batch { count.add(item, settled[item.id]?.first { $0.question == question }.map { Self.labels($0.answer) }) }
        }
        var splits = count.splits(question)
        let exposure = try Exposure(of: project, to: actor)
        (splits.drawn, splits.audit) = try await store.read { connection in
            (try Self.report(SplitStep.name, of: project, exposure, connection), try Self.report(LeakageStep.name, of: project, exposure, connection))
        }
        splits.isAuditOlder = (splits.audit?.run).map { audit in (splits.drawn?.run).map { $0 > audit } ?? false } ?? false
        return splits
    }

    private static func report(_ step: String, of project: ProjectContext, _ exposure: Exposure, _ connection: any Connection) throws -> ProjectSplits.Report? {
        try connection.runs.latest(of: project.id, step: step).map {
            ProjectSplits.Report(run: $0.id, madeAt: $0.endedAt ?? $0.startedAt, report: exposure.of($0.report))
        }
    }
}
