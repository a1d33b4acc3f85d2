import Records

/// Whether the texts of a layer are labels or what was said, where neither the file nor a project tells: labels are
/// words without white space of which there are few (at most 50, or half as many as there are pieces).
struct LabelsOrTexts {
    private struct Seen {
        var pieces = 0
        var hasSpace = false
        var order: [String] = []
        var distinct: Set<String> = []
    }

    private var layers: [String: Seen] = [:]
    private(set) var order: [String] = []

    mutating func add(_ layer: TimedLayer) {
        if layers[layer.name] == nil { order.append(layer.name) }
        var seen = layers[layer.name] ?? Seen()
        layers[layer.name] = nil
        for piece in layer.pieces where !piece.text.isEmpty {
            seen.pieces += 1
            if piece.text.unicodeScalars.contains(where: \.properties.isWhitespace) { seen.hasSpace = true }
            if seen.distinct.count <= 10_000, seen.distinct.insert(piece.text).inserted { seen.order.append(piece.text) }
        }
        layers[layer.name] = seen
    }

    func kind(of name: String) -> QuestionKind {
        guard let seen = layers[name] else { return .segments }
        return seen.hasSpace || seen.distinct.count > max(50, seen.pieces / 2) ? .transcripts : .segments
    }

    func labels(of name: String) -> [String] { layers[name]?.order ?? [] }
}
