import Foundation
import Kernels
import Preparing
import Records
import Storage

/// How groups of items stand to each other: how many there are, what is said of them, what stands for them.
public struct ProjectBias: Codable, Sendable, Hashable {
    /// What items can be compared by.
    public struct Field: Codable, Sendable, Hashable {
        public var name: String
        /// Different ones; numbers with more than twenty are cut into quarters.
        public var values: Int
        public var missing: Int
    }

    public struct Group: Codable, Sendable, Hashable {
        public var values: [String]
        public var count: Int
        /// Of the items that are in a group.
        public var share: Double
        /// Wilson's, 95 %.
        public var interval: ShareInterval
    }

    public var fields: [Field]
    /// One field or two crossed; none where no field makes groups.
    public var by: [String]
    public var question: String?
    /// Ready ones; of more than can be looked at on request every so many-th is.
    public var items: Int
    public var looked: Int
    /// The most frequent first; small ones left out.
    public var groups: [Group]
    /// Items without a value of a field in `by`.
    public var withoutGroup: Int
    /// Groups too small to be shown, and their items.
    public var hidden: SmallGroups?
    /// The groups beside the shares they should have; nil where none were named.
    public var representation: RepresentationReport?
    public var rates: [GroupRatesReport.Rate]
    public var proxies: [ProxyReport]
    /// Fields that are no proxies because nearly every item has its own value, or beyond the most that are compared.
    public var notCompared: Int
    /// Where annotators are least sure; nil with too few answers by several.
    public var slices: SliceReport?
    /// The worst first within each part.
    public var findings: [Finding]
}

extension Workflows {
    static let itemsLookedAt = 20_000

    /// - Parameters:
    ///   - by: at most two fields or metadata of the items; the first that makes groups where empty.
    ///   - reference: the shares that groups should have, `north=0.5,south=0.5`; see `ReferenceShares(declared:columns:)`.
    ///   - name: whose labels are compared; the first question with labels where nil.
    public func bias(of slug: String, as actor: Actor, by: [String] = [], question name: String? = nil, reference: String? = nil) async throws -> ProjectBias {
        let project = try await project(slug, as: actor, needs: .readProject)
        if let name, project.definition.question(named: name) == nil { throw WorkflowError.unknown("question", name) }
        let question = name ?? project.definition.labelledQuestion
        let items = try await store.read { try $0.items.count(of: project.id, .ready) }
        var input = BiasInput(question, every: max(1, (items + Self.itemsLookedAt - 1) / Self.itemsLookedAt))
        let exposure = try Exposure(of: project, to: actor)
        try await store.forEachBatch(of: project.id, .ready) { [store] batch in
            let looked = input.choose(batch)
            let (seen, settled) = try await store.read { (try exposure.of(looked, $0), try $0.settled.find(looked.map(\.id))) }
            for item in seen { input.add(item, settled[item.id]?.first { $0.question == question }) }
        }
        return try TableInput.worded { try input.bias(by: by, items: items, reference: reference) }
    }
}
