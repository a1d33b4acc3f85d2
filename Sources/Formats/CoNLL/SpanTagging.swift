import Records

/// Brings spans of characters onto tokens, and says what did not fit.
///
/// Borders inside a token move outwards to its ends (rounded). Of spans that then share a token the longest stays, then
/// the earlier one (the others are dropped). A label with white space in it, which would end the column, gets `_`.
struct SpanTagging {
    static let rounded = "span-not-on-token-borders"
    static let noToken = "span-without-a-token"
    static let overlap = "span-shares-a-token"
    static let labelRewritten = "label-rewritten"

    /// The codes of a format that stands on tokens.
    static func losses(_ format: String) -> [String] { [rounded, noToken, overlap, labelRewritten].map { "\(format).\($0)" } }

    let format: String
    var mayOverlap = false
    /// Whether labels may hold white space.
    var takesAnyLabel = false

    /// In the order of the text.
    func spans(of parts: [Part], on tokens: [Tokeniser.Token], item: String, _ losses: inout LossLedger) throws -> [TagSpans.Span] {
        var spans: [TagSpans.Span] = []
        for part in parts {
            let example = LossExample(item: item, part: part.id)
            guard let extent = part.extent, let label = part.labels.first else { continue }
            guard let found = Self.tokens(in: extent, tokens) else {
                try losses.drop("\(format).\(Self.noToken)", example)
                continue
            }
            if tokens[found.lowerBound].start != extent.lowerBound || tokens[found.upperBound - 1].end != extent.upperBound {
                try losses.round("\(format).\(Self.rounded)", example)
            }
            let written = takesAnyLabel ? label : CoNLLLabel.written(label)
            if written != label { try losses.adapt("\(format).\(Self.labelRewritten)", example) }
            spans.append(TagSpans.Span(tokens: found, label: written))
        }
        if !mayOverlap { spans = try thinned(spans, item: item, &losses) }
        return spans.enumerated().sorted { ($0.element.tokens.lowerBound, $0.offset) < ($1.element.tokens.lowerBound, $1.offset) }.map(\.element)
    }

    private func thinned(_ spans: [TagSpans.Span], item: String, _ losses: inout LossLedger) throws -> [TagSpans.Span] {
        let byLength = spans.indices.sorted { (spans[$1].tokens.count, $0) < (spans[$0].tokens.count, $1) }
        var taken: Set<Int> = []
        var kept: [Int] = []
        for place in byLength {
            guard taken.isDisjoint(with: spans[place].tokens) else {
                try losses.drop("\(format).\(Self.overlap)", LossExample(item: item))
                continue
            }
            taken.formUnion(spans[place].tokens)
            kept.append(place)
        }
        return kept.sorted().map { spans[$0] }
    }

    private static func tokens(in extent: Range<Int>, _ tokens: [Tokeniser.Token]) -> Range<Int>? {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].end > extent.lowerBound { high = middle } else { low = middle + 1 }
        }
        var last = low
        while last < tokens.count, tokens[last].start < extent.upperBound { last += 1 }
        return low < last ? low..<last : nil
    }

    /// A tag per token; the spans do not overlap and are in the order of the text.
    static func tags(_ spans: [TagSpans.Span], count: Int, scheme: TagScheme) -> [String] {
        var tags = [String](repeating: "O", count: count)
        var before: TagSpans.Span?
        for span in spans {
            let touches = before.map { $0.tokens.upperBound == span.tokens.lowerBound && $0.label == span.label } ?? false
            for (place, tag) in zip(span.tokens, scheme.tags(span.label, count: span.tokens.count, touches: touches)) { tags[place] = tag }
            before = span
        }
        return tags
    }
}

/// Labels as part of a tag: white space would end the column.
enum CoNLLLabel {
    static func written(_ label: String) -> String {
        guard label.unicodeScalars.contains(where: \.properties.isWhitespace) else { return label }
        return String(String.UnicodeScalarView(label.unicodeScalars.map { $0.properties.isWhitespace ? "_" : $0 }))
    }
}
