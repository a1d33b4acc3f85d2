import Foundation
import Records

/// The boxes of an `Example`: parallel lists, one entry per object.
struct TFObjects {
    /// Features that are understood, all others being kept as they are.
    static let known: Set<String> = [
        "image/encoded", "image/format", "image/filename", "image/source_id", "image/height", "image/width", "image/key/sha256",
        "image/object/bbox/xmin", "image/object/bbox/xmax", "image/object/bbox/ymin", "image/object/bbox/ymax",
        "image/object/class/text", "image/object/class/label", "image/object/difficult", "image/object/truncated", "image/object/view", "image/object/is_crowd", "image/object/area",
    ]
    /// Lists beside boxes and classes.
    static let extras = ["difficult", "truncated", "view", "is_crowd", "area"]
    static let corners = ["xmin", "ymin", "xmax", "ymax"]

    private let example: TFExample
    private let labels: TFLabelMap

    init(_ example: TFExample, _ labels: TFLabelMap) {
        self.example = example
        self.labels = labels
    }

    /// No list of borders: nobody looked. An empty one: there is nothing.
    func add(to item: inout LabelledItem, _ question: String, _ attributes: [AttributeDefinition], _ fault: (String, String, Finding.Severity) -> Void) {
        let lists = Self.corners.map { example["image/object/bbox/\($0)"] }
        guard lists.contains(where: { $0 != nil }) else { return }
        // An empty list may have lost its kind on the way.
        let numbers = Self.corners.map { example.floats("image/object/bbox/\($0)") ?? [] }
        let count = numbers[0].count
        guard numbers.allSatisfy({ $0.count == count }) else { return fault("tfrecord.lists-differ", "has \(numbers.map { String($0.count) }.joined(separator: ", ")) left, upper, right and lower borders", .error) }
        guard let size = item.size else {
            if count == 0 { item.answers[question] = .parts([]) } else { fault("tfrecord.size.unknown", "states no size, so its boxes cannot be placed", .error) }
            return
        }
        var parts: [Part] = []
        var kept = JSONObject()
        for number in 0..<count {
            let box = zip(numbers, [size.width, size.height, size.width, size.height]).map { Self.rounded(Double($0[number]) * Double($1)) }
            guard box.allSatisfy(\.isFinite), box[0] < box[2], box[1] < box[3] else {
                fault("tfrecord.box.no-area", "has no area in its box \(number + 1)", .error)
                continue
            }
            var part = Part(id: "b\(number + 1)", labels: label(number, fault).map { [$0] } ?? [], shape: .box(box), origin: .imported)
            let rest = addExtras(number, attributes, to: &part)
            if !rest.isEmpty { kept[part.id] = .object(rest) }
            parts.append(part)
        }
        item.answers[question] = .parts(parts)
        if !kept.isEmpty { item.metadata["tfrecord"] = ["parts": .object(kept)] }
    }

    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    private func label(_ number: Int, _ fault: (String, String, Finding.Severity) -> Void) -> String? {
        if let texts = example.texts("image/object/class/text"), number < texts.count { return texts[number] }
        guard let ids = example.ints("image/object/class/label"), number < ids.count else {
            fault("tfrecord.class.missing", "has no class for its box \(number + 1)", .warning)
            return nil
        }
        if let name = labels.name(ids[number]) { return name }
        fault("tfrecord.class.unknown", "has class \(ids[number]), which the label map does not name", .warning)
        return String(ids[number])
    }

    /// What is asked for as an attribute becomes one; the rest is kept for the writer.
    private func addExtras(_ number: Int, _ attributes: [AttributeDefinition], to part: inout Part) -> JSONObject {
        var rest = JSONObject()
        for name in Self.extras {
            let value: JSONValue
            switch example["image/object/\(name)"] {
            case .ints(let values)? where number < values.count: value = .int(values[number])
            case .floats(let values)? where number < values.count && values[number].isFinite: value = .double(Double(values[number]))
            case .bytes(let values)? where number < values.count: value = .string(String(decoding: values[number], as: UTF8.self))
            default: continue
            }
            if let definition = attributes.first(where: { $0.name == name }), let own = AttributeText.value(AttributeText.text(value), of: definition) {
                part.attributes[name] = own
            } else {
                rest[name] = value
            }
        }
        return rest
    }
}
