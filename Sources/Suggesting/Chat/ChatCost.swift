/// What asking costs, in the money of the price list it is given.
public struct ChatCost: Sendable, Hashable {
    /// For a million tokens.
    public var prompt: Double
    public var answer: Double

    public init(prompt: Double = 0, answer: Double = 0) {
        self.prompt = prompt
        self.answer = answer
    }

    public func of(promptTokens: Int, answerTokens: Int) -> Double {
        (Double(promptTokens) * prompt + Double(answerTokens) * answer) / 1e6
    }

    /// Before it is known: a token for every three bytes of the prompt, which is more than English needs (about four), and
    /// the whole answer allowed. So an estimate is seldom too low.
    public func estimate(_ request: ChatRequest) -> Double {
        of(promptTokens: Self.tokens(request.promptBytes), answerTokens: request.answerTokens)
    }

    public static func tokens(_ bytes: Int) -> Int { (bytes + 2) / 3 }
}
