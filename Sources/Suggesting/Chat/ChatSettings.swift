import Records

/// How a chat model is asked; all of it goes into the fingerprint that answers are kept under.
public struct ChatSettings: Sendable, Hashable {
    public var model: String
    public var temperature: Double
    /// How often each text is asked about; the share that agrees is the confidence.
    public var samples: Int
    /// Texts in one request.
    public var textsPerRequest: Int
    /// Tokens allowed for the answer about one text.
    public var answerTokens: Int
    /// Asks the service for the probability of what it wrote.
    public var wantsProbability: Bool

    public init(
        model: String, temperature: Double = 0, samples: Int = 1, textsPerRequest: Int = 1, answerTokens: Int = 60, wantsProbability: Bool = false
    ) {
        self.model = model
        self.temperature = temperature
        self.samples = max(1, samples)
        self.textsPerRequest = max(1, textsPerRequest)
        self.answerTokens = max(8, answerTokens)
        self.wantsProbability = wantsProbability
    }
}

/// Texts that are asked about together, and everything the service is sent.
public struct ChatRequest: Sendable {
    public let texts: [String]
    public let body: JSONObject
    /// Characters of the messages, which their tokens are estimated from.
    public let promptBytes: Int
    public let answerTokens: Int

    /// - Parameter sample: which of several askings this is; it changes the seed that the service is given and nothing else.
    public init(_ texts: [String], task: ChatTask, examples: [ChatExample], settings: ChatSettings, sample: Int = 0) {
        self.texts = texts
        let messages = [("system", ChatPrompt.rules(task)), ("user", ChatPrompt.question(texts, examples))]
        promptBytes = messages.reduce(0) { $0 + $1.1.utf8.count }
        answerTokens = settings.answerTokens * texts.count
        var body: JSONObject = [
            "model": .string(settings.model),
            "messages": .array(messages.map { ["role": .string($0.0), "content": .string($0.1)] }),
            "temperature": .double(settings.temperature),
            "max_tokens": .int(Int64(answerTokens)),
            "seed": .int(Int64(sample)),
        ]
        if settings.wantsProbability { body["logprobs"] = true }
        self.body = body
    }

    /// Stands for the request wherever its answer is kept: SHA-256 of what is sent.
    public var fingerprint: String { ContentHash.hex(of: JSONValue.object(body).bytes(sorted: true)) }
}
