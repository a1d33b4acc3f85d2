/// Paths of the files a batch is picked from; all have one row per item, in the same order.
public struct SelectionInput: Sendable, Hashable {
    public var probabilities: String?
    /// One file per model.
    public var committee: [String]
    public var features: String?
    /// Row numbers from 0, or ids.
    public var labelled: String?
    public var inFlight: String?
    /// Expected seconds of work.
    public var cost: String?
    public var ids: String?

    public init(
        probabilities: String? = nil, committee: [String] = [], features: String? = nil, labelled: String? = nil, inFlight: String? = nil,
        cost: String? = nil, ids: String? = nil
    ) {
        self.probabilities = probabilities
        self.committee = committee
        self.features = features
        self.labelled = labelled
        self.inFlight = inFlight
        self.cost = cost
        self.ids = ids
    }
}
