import Records

extension VoteTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalColumns(let items, let annotators, let classes, let weights):
            let weights = weights.map { ", `weights` \($0)" } ?? ""
            return "columns differ in length: `items` \(items), `annotators` \(annotators), `classes` \(classes)\(weights)"
        case .itemOutOfRange(let index, let count, let vote):
            return "vote \(vote) is on item \(index), and there are \(count) items"
        case .annotatorOutOfRange(let index, let count, let vote):
            return "vote \(vote) is by annotator \(index), and there are \(count) annotators"
        case .classOutOfRange(let index, let count, let vote):
            return "vote \(vote) is for class \(index), and there are \(count) classes"
        case .weightNotPositive(let weight, let vote):
            return "vote \(vote) has weight \(weight), which is not a positive number"
        }
    }
}

extension Finding {
    static func repeatedVotes(_ count: Int) -> Finding {
        Finding(
            .note, "votes.repeated",
            "\(count) \(count == 1 ? "vote was" : "votes were") replaced by a later vote of the same annotator on the same item",
            hint: "The last vote of an annotator on an item counts")
    }

    static func undeclaredClass(_ name: String, votes: Int) -> Finding {
        Finding(
            .warning, "votes.class.undeclared", "\(votes) \(votes == 1 ? "vote" : "votes") for `\(name)` left out: not a declared class",
            hint: "Declare `\(name)` or correct the spelling")
    }
}
