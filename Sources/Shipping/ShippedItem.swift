import Records

/// One item of a commit on its way out: the item, the answers that count, and on request the revisions behind them.
public struct ShippedItem: Sendable, Hashable {
    public var item: Item
    public var settled: [SettledAnswer]
    public var revisions: [Revision]

    public init(item: Item, settled: [SettledAnswer], revisions: [Revision] = []) {
        self.item = item
        self.settled = settled
        self.revisions = revisions
    }
}

/// What is known about the dataset beside its items: becomes the card, the credits and the manifest.
///
/// Free texts are one line each, already in words; they are escaped here.
public struct ShipmentFacts: Sendable, Hashable {
    public var definition: TaskDefinition
    /// Id of the commit that is shipped; nil for a look at the present state.
    public var commit: String?
    public var sources: [Source]
    /// How items were collected: runs with their counts.
    public var collection: [String]
    /// What was done to them: steps with settings, seeds and counts.
    public var preparation: [String]
    /// How far annotators agree, by measure.
    public var agreement: [String]
    public var limitations: [String]
    /// Version of the program that ships.
    public var program: String

    public init(
        definition: TaskDefinition, commit: String? = nil, sources: [Source], collection: [String] = [], preparation: [String] = [],
        agreement: [String] = [], limitations: [String] = [], program: String = "winnow"
    ) {
        self.definition = definition
        self.commit = commit
        self.sources = sources
        self.collection = collection
        self.preparation = preparation
        self.agreement = agreement
        self.limitations = limitations
        self.program = program
    }
}
