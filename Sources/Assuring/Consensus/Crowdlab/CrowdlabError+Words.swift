import Records

extension CrowdlabError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noVotes: "there are no votes to weigh against the model"
        case .noModels: "there are no model probabilities"
        case .tooFewClasses(let count): "\(count) \(count == 1 ? "class" : "classes"): a model's answer needs two classes or more"
        case .unequalModels(let model, let values, let expected, let classCount):
            "model \(model) has \(values) probabilities, and \(expected) in rows of \(classCount) are needed"
        case .probabilityOutOfRange(let value, let model, let item, let place):
            "model \(model) gives class \(place) of row \(item) the probability \(value), which is not in 0...1"
        case .otherItems(let votes, let models): "the votes are on \(votes) items, and the model has rows for \(models)"
        case .otherClasses(let votes, let models): "the votes know \(votes) classes, and the model has columns for \(models)"
        case .otherModels(let labelled, let unlabelled):
            "\(labelled) models judge the items with votes, and \(unlabelled) those without: the same are needed"
        case .noOverlap(let items):
            "none of the \(items) items has votes of two annotators, so nobody can be compared; score the labels with label errors instead"
        }
    }
}
