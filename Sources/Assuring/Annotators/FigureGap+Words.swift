extension FigureGap: CustomStringConvertible {
    public var description: String {
        switch code {
        case .noGold: "no item of this annotator has a gold answer"
        case .noConsensus: "no consensus method was asked what this annotator is worth"
        case .noOverlap: "nobody else voted on the same items, or their votes are tied"
        case .noOrder: "the order in which votes were given is not known"
        case .noTimes: "neither times nor seconds spent are known"
        case .noRepeats: "no item was given to this annotator twice"
        case .noVariation: "all answers and all right answers are of one class"
        case .tooFew: "\(have ?? 0) \(have == 1 ? "answer" : "answers") to judge by, and \(need ?? 0) are needed"
        case .oneClass: "right answers of two classes or more, each seen often enough, are needed"
        }
    }
}
