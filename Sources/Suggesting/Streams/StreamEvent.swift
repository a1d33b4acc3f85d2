import Records

/// Something a model said in production, and of what: one line of the stream that people sample.
///
/// `id` names it for good: an event sent twice is one event. `payload` says where what was judged can be found; `slices` say
/// to which parts of the traffic it belongs, such as `country` → `DE`.
public struct StreamEvent: Sendable, Hashable, Codable {
    public var id: String
    public var time: Timestamp
    public var payload: String?
    public var prediction: String
    /// By label; what is known of them.
    public var probabilities: [String: Double]
    /// Which version of which model.
    public var model: String?
    public var slices: [String: String]

    public init(
        id: String, time: Timestamp, payload: String? = nil, prediction: String, probabilities: [String: Double] = [:], model: String? = nil, slices: [String: String] = [:]
    ) {
        (self.id, self.time, self.payload, self.prediction) = (id, time, payload, prediction)
        (self.probabilities, self.model, self.slices) = (probabilities, model, slices)
    }

    public var day: StreamDay { StreamDay(of: time) }

    /// The probability of what was predicted; nil where it is not known.
    public var confidence: Double? { probabilities[prediction] }

    /// Of two events with one id, which a sender should not make, the same one is kept whichever came first.
    func precedes(_ other: StreamEvent) -> Bool {
        if time != other.time { return time < other.time }
        if prediction != other.prediction { return prediction < other.prediction }
        return text < other.text
    }

    private var text: String {
        let slices = slices.sorted { $0.key < $1.key }.map { "\($0.key)\u{1}\($0.value)" }
        let probabilities = probabilities.sorted { $0.key < $1.key }.map { "\($0.key)\u{1}\($0.value)" }
        return ([payload ?? "", model ?? ""] + slices + [""] + probabilities).joined(separator: "\u{0}")
    }
}
