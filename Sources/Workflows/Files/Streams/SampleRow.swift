import Records
import Suggesting

extension SampledEvent {
    /// As a line of a sample: what people need, and what the estimates need. A blind one does not say what the model said.
    public func row(of day: StreamDay) -> JSONObject {
        var row: JSONObject = ["day": .string(day.description), "id": .string(event.id), "draw": .string(draw.rawValue), "stratum": .string(stratum.rawValue)]
        row["inclusion"] = .double(inclusion)
        row["blind"] = .bool(isBlind)
        if let payload = event.payload { row["payload"] = .string(payload) }
        if !event.slices.isEmpty { row["slices"] = .object(JSONObject(event.slices.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })) }
        if let model = event.model { row["model"] = .string(model) }
        guard !isBlind else { return row }
        row["prediction"] = .string(event.prediction)
        if let confidence = event.confidence { row["confidence"] = .double(confidence) }
        return row
    }
}
