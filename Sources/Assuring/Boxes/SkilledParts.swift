import Kernels
import Records

/// One object from all drawings of it, where who is to be believed is learnt: also whether it is there at all.
///
/// Parts of all items are grouped as `FusedParts` does. Each group is then one item of a vote table: a member votes for its
/// labels, and who saw the picture and has nothing there votes for "absent". Dawid-Skene over all groups learns who
/// overlooks, who invents and who mixes up which labels; an object's support is the probability that it is not absent,
/// its share of labels that of the best labels among the present. At the usual bars 0.9 settles and 0.1 dismisses, so a
/// careless annotator's extra boxes are outvoted even where only two drew the picture.
///
/// Papers: Dawid and Skene (1979), doi 10.2307/2346806; an absent class for objects as in Branson, Van Horn and Perona (2017),
/// CVPR, "Lean crowdsourcing". `automatic` takes full confusion matrices from 20 votes per annotator and three per object
/// (with 0.01 of smoothing) and one number per annotator below. Objects nobody drew are not in the table: what all
/// overlook is not found.
/// Learns across items: hand in the whole project at once, one picture teaches little. Cost: grouping, then O(N K) a round
/// for N votes and K sets of labels. Deterministic.
public struct SkilledParts: PartConsensusMethod {
    public static let name = "fuse-skills"
    public static let summary = "One object from all drawings of it; learns over all items who overlooks, invents or mislabels, and doubts objects accordingly"
    public enum Model: String, Sendable, Hashable, Codable, CaseIterable {
        case automatic
        case dawidSkene = "dawid-skene"
        case oneCoin = "one-coin"
    }
    public static let variants = Model.allCases.map(\.rawValue)
    public static var learnsAcrossItems: Bool { true }

    /// Overlap, bars, coordinates and weights of annotators.
    public var fusion: FusedParts
    public var model = Model.automatic

    public init() { fusion = Self.usual }
    public init?(variant: String?) {
        fusion = Self.usual
        guard let variant else { return }
        guard let model = Model(rawValue: variant) else { return nil }
        self.model = model
    }
    public init(settings: JSONObject) throws(Finding) { fusion = try FusedParts(settings: settings, of: Self.name, usual: Self.usual) }

    private static var usual: FusedParts {
        var fusion = FusedParts()
        (fusion.bar, fusion.dismissal) = (0.9, 0.1)
        return fusion
    }

    public var variant: String? { model == .automatic ? nil : model.rawValue }
    public func taking(variant: String?) -> SkilledParts? {
        guard let model = Model(rawValue: variant ?? Model.automatic.rawValue) else { return nil }
        var copy = self
        copy.model = model
        return copy
    }
    public var iou: Double { fusion.iou }
    public var parameters: JSONObject {
        var parameters = fusion.parameters
        parameters["model"] = .string(model.rawValue)
        return parameters
    }

    public func consensus(of table: PartTable) throws(ConsensusError) -> PartConsensus {
        guard !table.drawings.isEmpty else { throw .noVotes }
        try fusion.check(table)
        let weights = fusion.annotatorWeights ?? Array(repeating: 1, count: table.annotatorCount)
        let clusters = (0..<Int32(table.itemCount)).map { PartClustering(iou: fusion.iou).clusters(table, item: $0) }
        let presence = try PresenceVotes(clusters.flatMap(\.self), table, weights, model)
        let shapes = PartFusion(table: table, weights: weights, coordinates: fusion.coordinates, ties: fusion.ties)
        var object = 0
        let items = clusters.enumerated().map { item, clusters in
            let parts = clusters.enumerated().map { number, cluster in
                var fused = shapes.fused(cluster, id: "f\(number + 1)")
                presence.judge(&fused, object: object, ties: fusion.ties)
                object += 1
                return fused
            }
            return fusion.sorted(parts, Int32(item), table)
        }
        var consensus = PartConsensus(items: items, annotators: PartStanding.rows(table, items), method: Self.name, parameters: parameters)
        if let learnt = presence.learnt {
            (consensus.skills, consensus.iterations, consensus.stopReason) = (learnt.annotators, learnt.iterations, learnt.stopReason)
        }
        return consensus
    }
}

/// What everybody says of every group: its labels, or "absent", which is the last class.
private struct PresenceVotes {
    let table: PartTable
    /// Places in the table's `labelSets`, in the order of the labels, whoever used them first.
    private let sets: [Int32]
    /// nil when nobody drew anything.
    let learnt: Consensus?

    init(_ clusters: [PartCluster], _ table: PartTable, _ weights: [Double], _ model: SkilledParts.Model) throws(ConsensusError) {
        self.table = table
        sets = table.labelSets.indices.map { Int32($0) }.sorted { table.labelSets[Int($0)].lexicographicallyPrecedes(table.labelSets[Int($1)]) }
        var classOfSet = [Int32](repeating: 0, count: sets.count)
        for (place, set) in sets.enumerated() { classOfSet[Int(set)] = Int32(place) }
        var columns = VoteColumns(items: [], annotators: [], classes: [], weights: [])
        func vote(_ object: Int, _ annotator: Int32, _ choice: Int32) {
            columns.items.append(Int32(object))
            columns.annotators.append(annotator)
            columns.classes.append(choice)
            columns.weights?.append(weights[Int(annotator)])
        }
        for (object, cluster) in clusters.enumerated() {
            for member in cluster.members { vote(object, member.annotator, classOfSet[Int(member.labelSet)]) }
            for annotator in cluster.absent { vote(object, annotator, Int32(sets.count)) }
        }
        guard !clusters.isEmpty else { learnt = nil; return }
        let names = sets.map { table.labels(ofSet: $0).joined(separator: " + ") } + ["absent"]
        let votes = VoteTable(
            checked: columns, itemNames: clusters.indices.map(String.init), annotatorNames: table.annotatorNames, classNames: names, findings: [])
        learnt = try Self.method(model, votes).consensus(of: votes)
    }

    private static func method(_ model: SkilledParts.Model, _ votes: VoteTable) -> any ConsensusMethod {
        let people = (0..<Int32(votes.annotatorCount)).map { votes.votes(ofAnnotator: $0).count }.filter { $0 > 0 }
        let isPlenty = votes.count >= 20 * people.count && votes.count >= 3 * votes.itemCount
        guard model == .dawidSkene || model == .automatic && isPlenty else { return OneCoin() }
        var method = DawidSkene()
        method.smoothing = 0.01
        return method
    }

    /// Labels, support and share of labels from what was learnt.
    func judge(_ fused: inout FusedPart, object: Int, ties: TieRule) {
        guard let learnt else { return }
        let posterior = Array(learnt.posterior(ofItem: object))
        let present = posterior[..<sets.count].reduce(0, +)
        var best = 0
        for set in sets.indices where posterior[set] > posterior[best] + Consensus.tieSlack { best = set }
        let isTie = sets.indices.contains { $0 != best && posterior[$0] >= posterior[best] - Consensus.tieSlack }
        fused.support = min(present, 1)
        fused.labelShare = present > 0 && !(isTie && ties == .unresolved) ? min(posterior[best] / present, 1) : 0
        fused.part.labels = table.labels(ofSet: sets[best])
    }
}
