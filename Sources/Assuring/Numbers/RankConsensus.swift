import Records

/// One order of the options of every item, and how far each annotator agrees with it.
public struct RankConsensus: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public var item: Int32
        /// From the best; options in a group are tied.
        public var order: [[String]]
        /// By option of the table's item: higher is better; what it means is the method's.
        public var scores: [Double]
        public var ballots: Int
        /// Share of the annotators' preferences between two options that the order keeps, ties of the order half; nil without any.
        public var support: Double?
        /// Whether no other order keeps more of them; nil for methods that do not look for the best order.
        public var isOptimal: Bool?
    }

    public struct Annotator: Sendable, Hashable {
        public var annotator: Int32
        public var rankings: Int
        /// Share of the annotator's preferences between two options that the settled orders keep; nil without any.
        public var agreement: Double?
    }

    public var items: [Item]
    public var annotators: [Annotator]
    public var method: String
    public var parameters: JSONObject
}

/// A way to settle one order from several.
public protocol RankConsensusMethod: CatalogEntry {
    init()
    var parameters: JSONObject { get }
    /// Groups from the best, as places of options; scores; whether the order is known to be the best one.
    func order(of item: RankTable.Item) -> RankOrder
}

/// The order one method gives one item.
public struct RankOrder: Sendable, Hashable {
    public var groups: [[Int]]
    public var scores: [Double]
    public var isOptimal: Bool?
}

/// Every way to settle rankings. Adding one here is all the registration it needs.
public enum RankConsensusCatalog {
    public static let all: [any RankConsensusMethod] = [Borda(), Kemeny()]

    public static func named(_ name: String) -> (any RankConsensusMethod)? {
        all.first { $0.name == name }
    }
}

extension RankConsensusMethod {
    public func consensus(of table: RankTable) throws(ConsensusError) -> RankConsensus {
        guard table.items.contains(where: { !$0.ballots.isEmpty }) else { throw .noVotes }
        var people = [PairwiseSum](repeating: PairwiseSum(), count: table.annotatorNames.count)
        let items = table.items.enumerated().map { place, item in
            let order = order(of: item)
            let kept = item.ballots.map { Self.kept($0, order) }
            var all = PairwiseSum()
            for (ballot, row) in zip(item.ballots, kept) {
                people[Int(ballot.annotator)].add(row)
                all.add(PairwiseRow(item: 0, 0, 0, agreed: row.agreed * ballot.weight, possible: row.possible * ballot.weight))
            }
            return RankConsensus.Item(
                item: Int32(place), order: order.groups.map { $0.map { item.options[$0] } }, scores: order.scores,
                ballots: item.ballots.count, support: all.possible > 0 ? all.agreed / all.possible : nil, isOptimal: order.isOptimal)
        }
        return RankConsensus(
            items: items,
            annotators: people.indices.map { a in
                .init(annotator: Int32(a), rankings: people[a].count, agreement: people[a].possible > 0 ? people[a].agreed / people[a].possible : nil)
            },
            method: name, parameters: parameters)
    }

    /// Of the preferences of one ballot, those that an order keeps.
    private static func kept(_ ballot: RankTable.Ballot, _ order: RankOrder) -> PairwiseRow {
        var place = [Int](repeating: -1, count: ballot.groups.count)
        for (group, options) in order.groups.enumerated() { for option in options { place[option] = group } }
        var (agreed, possible) = (0.0, 0.0)
        for a in ballot.groups.indices where ballot.groups[a] >= 0 {
            for b in ballot.groups.indices where ballot.groups[b] > ballot.groups[a] {
                possible += 1
                agreed += place[a] < place[b] ? 1 : place[a] == place[b] ? 0.5 : 0
            }
        }
        return PairwiseRow(item: 0, 0, 0, agreed: agreed, possible: possible)
    }
}
