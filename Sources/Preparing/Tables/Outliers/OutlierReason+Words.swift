extension OutlierReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .belowQuartiles: "far below the middle half of the training values"
        case .aboveQuartiles: "far above the middle half of the training values"
        case .deviations: "many standard deviations from the mean"
        case .medianDeviations: "many median deviations from the median"
        case .rareCategory: "a category few training rows have"
        case .rollingMedian: "far from the values around it in the series"
        case .isolated: "a few random cuts set the row apart"
        case .thinNeighbourhood: "thinner surroundings than the neighbours have"
        case .farFromNeighbours: "far from its nearest rows"
        }
    }
}
