/// Stop when the labels that were planned are there.
public struct LabelBudget: StoppingCriterion {
    public static let name = "budget"
    public static let summary = "As many labels as were planned"
    public var labels: Int

    public init(labels: Int = 1000) { self.labels = labels }

    public func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict {
        let count = rounds.last?.labelled ?? 0
        return count >= labels ? .stop(value: Double(count), threshold: Double(labels)) : .goOn(value: Double(count), threshold: Double(labels))
    }
}
