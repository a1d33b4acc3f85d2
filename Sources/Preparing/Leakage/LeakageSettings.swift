/// What an audit looks at, and from where on it speaks.
public struct LeakageSettings: Sendable, Hashable, Codable {
    /// The side that teaches; the first where none has this name.
    public var training: String
    /// What is to be told from the other columns.
    public var target: String?
    /// Columns whose equal values should not lie on two sides: patient, author, camera.
    public var groups: [String]
    /// A column of numbers that grow with time; what teaches should come before what judges.
    public var time: String?
    /// Columns that are no features, such as the item's key.
    public var ignored: [String]
    /// How well one column may tell the target before it is suspect, and before it is called a leak: an area under the ROC
    /// curve, a corrected Cramér's V, a correlation.
    public var warningFrom: Double
    public var errorFrom: Double
    /// Share of different values from which a column names its rows.
    public var identifierShare: Double
    /// Distance of a column between sides that is too much (Kolmogorov-Smirnov of numbers, Jensen-Shannon of categories), if it
    /// is also no chance: an adjusted probability below `significance`.
    public var largestDistance: Double
    public var significance: Double

    public init(
        training: String = "train", target: String? = nil, groups: [String] = [], time: String? = nil, ignored: [String] = [],
        warningFrom: Double = 0.95, errorFrom: Double = 0.99, identifierShare: Double = 0.99, largestDistance: Double = 0.1,
        significance: Double = 0.01
    ) {
        (self.training, self.target, self.groups, self.time, self.ignored) = (training, target, groups, time, ignored)
        (self.warningFrom, self.errorFrom, self.identifierShare) = (warningFrom, errorFrom, identifierShare)
        (self.largestDistance, self.significance) = (largestDistance, significance)
    }
}
