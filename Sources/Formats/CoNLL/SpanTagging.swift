import Records

/// Turns spans of characters into one BIO tag per token, and says what did not fit.
///
/// Borders inside a token move outwards to its ends (rounded). Each range of a span in several pieces is tagged for
/// itself (adapted). Of spans that share a token the longest stays, then the earlier one (the others are dropped).
/// Only the first label of a span is written (the others are dropped).
struct SpanTagging {
    static let overlap = "conll.span.overlap"
    static let rounded = "conll.span.not-on-token-borders"
    static let outside = "conll.span.outside-the-text"
    static let noToken = "conll.span.without-a-token"
    static let pieces = "conll.span.in-pieces"
    static let manyLabels = "conll.span.more-labels"
    static let noLabel = "conll.span.without-a-label"
    static let labelRewritten = "conll.label.rewritten"

    private struct Run {
        var tokens: Range<Int>
        var label: String
        var order: Int
    }

    /// `O`, or `B-`/`I-` and the label, for each token.
    static func tags(for parts: [Part], tokens: [Tokeniser.Token], of key: String, losses: inout LossReport) -> [String] {
        var runs: [Run] = []
        let length = tokens.last?.end ?? 0
        for part in parts {
            guard case .ranges(let ranges) = part.shape else { continue }
            guard let label = label(of: part, key, &losses) else { continue }
            if ranges.count > 1 { losses.add(.adapted, pieces, of: key) }
            for range in ranges {
                guard let found = tokenRange(range, tokens, length, key, &losses) else { continue }
                runs.append(Run(tokens: found, label: label, order: runs.count))
            }
        }
        return written(runs, count: tokens.count, key, &losses)
    }

    private static func label(of part: Part, _ key: String, _ losses: inout LossReport) -> String? {
        guard let label = part.labels.first else {
            losses.add(.dropped, noLabel, of: key)
            return nil
        }
        if part.labels.count > 1 { losses.add(.dropped, manyLabels, of: key, count: part.labels.count - 1) }
        let rewritten = CoNLLLabel.written(label)
        if rewritten != label { losses.add(.adapted, labelRewritten, of: key) }
        return rewritten
    }

    private static func tokenRange(_ range: [Int], _ tokens: [Tokeniser.Token], _ length: Int, _ key: String, _ losses: inout LossReport) -> Range<Int>? {
        guard range.count == 2, range[0] >= 0, range[0] < range[1], range[0] < length else {
            losses.add(.dropped, outside, of: key)
            return nil
        }
        let first = firstToken(endingAfter: range[0], tokens)
        var last = first
        while last < tokens.count, tokens[last].start < range[1] { last += 1 }
        guard first < last else {
            losses.add(.dropped, noToken, of: key)
            return nil
        }
        if tokens[first].start != range[0] || tokens[last - 1].end != range[1] { losses.add(.rounded, rounded, of: key) }
        return first..<last
    }

    private static func firstToken(endingAfter offset: Int, _ tokens: [Tokeniser.Token]) -> Int {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].end > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func written(_ runs: [Run], count: Int, _ key: String, _ losses: inout LossReport) -> [String] {
        var tags = [String](repeating: "O", count: count)
        let byLength = runs.sorted { left, right in
            if left.tokens.count != right.tokens.count { return left.tokens.count > right.tokens.count }
            return (left.tokens.lowerBound, left.order) < (right.tokens.lowerBound, right.order)
        }
        for run in byLength {
            guard run.tokens.allSatisfy({ tags[$0] == "O" }) else {
                losses.add(.dropped, overlap, of: key)
                continue
            }
            for place in run.tokens { tags[place] = (place == run.tokens.lowerBound ? "B-" : "I-") + run.label }
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
