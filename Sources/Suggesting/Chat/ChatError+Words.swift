extension ChatError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .otherKind(let question, let kind): "`\(question)` is a question of kind `\(kind)`; a chat model is asked to choose labels"
        case .tooFewLabels(let count): "there \(count == 1 ? "is one label" : "are \(count) labels") to choose from; two are needed"
        case .notACompletion(let what): "the service's answer is no chat completion: \(what)"
        case .unknownExample(let label, let place): "example \(place) has the label `\(label)`, which the task has not"
        }
    }

    public var hint: String? {
        switch self {
        case .otherKind: "name a question of kind `choice` or `choices` with `--question`"
        case .tooFewLabels: "name the labels in the definition, or with `--labels a,b`"
        case .notACompletion: "give the address of an OpenAI-compatible service, such as https://host/v1"
        case .unknownExample: "correct the example, or add the label"
        }
    }
}
