/// Why a chat model cannot be asked. Facts only; `ChatError+Words.swift` has the sentences.
public enum ChatError: Error, Sendable, Hashable {
    case otherKind(question: String, kind: String)
    case tooFewLabels(Int)
    case notACompletion(String)
    /// An example's label is none of the task's.
    case unknownExample(label: String, place: Int)
}
