import Records

/// Spans and segments without overlaps: the longest stay, of equals the first, and the rest is counted.
enum SpanThinning {
    static func thinned(_ parts: [Part], _ example: LossExample, _ fitter: ItemFitter) throws(LossRefused) -> [Part] {
        try thinned(parts, "overlapping-span-left-out", example, fitter) { part in
            guard case .ranges(let ranges) = part.shape else { return [] }
            return ranges.map { (Double($0[0]), Double($0[1])) }
        }
    }

    static func thinnedSegments(_ parts: [Part], _ example: LossExample, _ fitter: ItemFitter) throws(LossRefused) -> [Part] {
        try thinned(parts, "overlapping-segment-left-out", example, fitter) { part in
            guard case .segment(let segment) = part.shape else { return [] }
            return [(segment.from, segment.to)]
        }
    }

    private static func thinned(
        _ parts: [Part], _ what: String, _ example: LossExample, _ fitter: ItemFitter, _ extent: (Part) -> [(from: Double, to: Double)]
    ) throws(LossRefused) -> [Part] {
        let extents = parts.map(extent)
        let lengths = extents.map { $0.reduce(0.0) { $0 + $1.to - $1.from } }
        let order = parts.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
        var stays = [Bool](repeating: false, count: parts.count)
        var taken: [(from: Double, to: Double)] = []
        for place in order {
            if extents[place].contains(where: { own in taken.contains { own.from < $0.to && $0.from < own.to } }) {
                try fitter.drop(what, LossExample(item: example.item, question: example.question, part: parts[place].id))
            } else {
                stays[place] = true
                taken += extents[place]
            }
        }
        return parts.indices.filter { stays[$0] }.map { parts[$0] }
    }
}
