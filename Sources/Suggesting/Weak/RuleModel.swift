import Records

/// A way to make one answer of what many rules say.
public protocol RuleModel: CatalogEntry {
    /// Items no rule speaks on get what the method knows without votes: equal shares, or the class balance.
    func settle(_ votes: RuleVotes, threads: Int) throws(WeakError) -> RuleConsensus
}

/// Every way there is. Adding one here is all the registration it needs.
public enum RuleModelCatalog {
    public static let all: [any RuleModel] = [RuleMajority(), LabelModel(), TripletModel()]

    public static func named(_ name: String) -> (any RuleModel)? { all.first { $0.name == name } }
}
