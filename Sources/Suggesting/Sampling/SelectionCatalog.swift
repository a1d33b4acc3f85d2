/// Every way to pick a batch. Adding one here is all the registration it needs.
public enum SelectionCatalog {
    public static let all: [any SelectionMethod] = [
        UncertaintyScores(LeastConfidence()), UncertaintyScores(SmallestMargin()), UncertaintyScores(GreatestEntropy()),
        VoteEntropy(), ConsensusEntropy(), MeanDivergence(), GreatestDivergence(), BALD(),
        ExpectedGradientLength(), InformationDensity(), ContrastiveActiveLearning(),
        KCenterGreedy(), BADGE(), ClusterMargin(), TypiClust(), DiscriminativeLearning(),
        RandomDraw(),
    ]

    public static func named(_ name: String) -> (any SelectionMethod)? { all.first { $0.name == name } }
}
