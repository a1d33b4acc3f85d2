import Kernels

/// Lines and paragraphs of a document, and which of them were there before.
extension TextMeasurer {
    static let shortLine = 30

    /// Between line feeds: all of them for FineWeb's rules, with several feeds taken as one for Gopher's.
    mutating func countLines(_ text: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        tally.clear(expecting: measures.lineFeeds + 1)
        var start = 0
        for place in 0...text.count where place == text.count || text[place] == 10 {
            let line = UnsafeBufferPointer(rebasing: text[start..<place])
            let isOuter = start == 0 || place == text.count
            if isOuter || !line.isEmpty { count(line, &measures) }
            start = place + 1
        }
    }

    private mutating func count(_ line: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        let scalars = ScalarReader.count(line)
        let isRepeated = tally.add(Hash64.of(line)) > 1
        measures.lines.add(scalars, isRepeated)
        let end = TextEdges.trimmed(line).count
        guard end > 0 else { return }
        measures.filledLines.add(scalars, isRepeated)
        measures.shortFilledLines += scalars <= Self.shortLine ? 1 : 0
        if let last = TextEdges.last(line), SignScalars.endsSentence(last) { measures.filledLinesWithEnd += 1 }
    }

    mutating func countParagraphs(_ text: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        let body = TextEdges.trimmed(text)
        tally.clear(expecting: measures.lineFeeds / 2 + 1)
        var start = 0, place = 0
        while place <= body.count {
            var end = place
            while end < body.count, body[end] == 10 { end += 1 }
            if place == body.count || end - place >= 2 {
                let paragraph = UnsafeBufferPointer(rebasing: body[start..<place])
                measures.paragraphs.add(ScalarReader.count(paragraph), tally.add(Hash64.of(paragraph)) > 1)
                start = end
            }
            place = max(end, place + 1)
        }
    }

    /// As `splitlines` cuts: for bullets, ellipses and C4's rules.
    mutating func countDisplayedLines(_ text: UnsafeBufferPointer<UInt8>, _ measures: inout TextMeasures) {
        var place = 0
        while place < text.count {
            let (end, next) = TextEdges.lineEnd(text, from: place)
            let line = TextEdges.trimmed(UnsafeBufferPointer(rebasing: text[place..<end]))
            measures.displayedLines += 1
            if let first = line.first, first == UInt8(ascii: "-") || TextEdges.starts(line, [0xE2, 0x80, 0xA2]) { measures.bulletLines += 1 }
            if TextEdges.ends(line, [46, 46, 46]) || TextEdges.ends(line, [0xE2, 0x80, 0xA6]) { measures.ellipsisLines += 1 }
            measures.cleaned.add(CleanedLines.outcome(of: line, &sentences))
            place = next
        }
    }
}

extension TextMeasures.Repeats {
    mutating func add(_ scalars: Int, _ isRepeated: Bool) {
        count += 1
        repeated += isRepeated ? 1 : 0
        self.scalars += isRepeated ? scalars : 0
    }
}
