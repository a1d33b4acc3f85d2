import Kernels

/// Finds names of persons, places and organisations in text, by a model that was learnt.
///
/// ```swift
/// let finder = PersonalDataFinder(names: NameTagger(try NameModel(bytes)))
/// finder.find(in: "Ask Maria Keller in Rotterdam")   // PERSON 4..<16, LOCATION 20..<29
/// ```
/// Words are cut as `WordCuts` cuts, `'s` apart; each is asked some forty questions (`NameQuestions`), and the best labels of
/// a line are found together (`NamePath`). Lines of more than `longestLine` words are cut.
///
/// A name's score is 0.85, which presidio gives to names, times the probability of its least likely word, so that whatever
/// has a checksum beats a name.
/// Right and wrong: see docs/methods.md, "Names in texts", for figures; every such tagger misses names and makes some up.
/// Cost: one pass over the UTF-8 and some forty rows of weights a word; memory for 64 KiB of text at a time.
/// Deterministic: sums are of whole numbers, and a tie goes to the lower label.
public struct NameTagger: Sendable, Hashable {
    public let model: NameModel

    /// Words of a line that are tagged together.
    static let longestLine = 300
    /// Bytes that are cut into words at once.
    private static let longestPiece = 65_536
    /// What presidio gives to names.
    private static let score = 0.85

    public init(_ model: NameModel) { self.model = model }

    /// Sorted by place; names do not overlap. Offsets are bytes.
    func names(in text: UnsafeBufferPointer<UInt8>) -> [NameHit] {
        var found: [NameHit] = [], start = 0
        var cuts = WordCuts(), words: [NameWord] = []
        while start < text.count {
            let end = Self.pieceEnd(text, start)
            let piece = UnsafeBufferPointer(rebasing: text[start..<end])
            Self.cut(piece, &cuts, &words)
            forEachLine(of: words, in: piece) { tag($0, offset: start, &found) }
            start = end
        }
        return found
    }

    /// Behind a line break or a space if there is one, and never inside a scalar.
    private static func pieceEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard text.count - start > longestPiece else { return text.count }
        var end = start + longestPiece
        while end > start + longestPiece / 2, text[end - 1] != 10 { end -= 1 }
        if text[end - 1] == 10 { return end }
        end = start + longestPiece
        while end > start + longestPiece / 2, text[end - 1] != 32 { end -= 1 }
        if text[end - 1] == 32 { return end }
        end = start + longestPiece
        while end > start + longestPiece - 4, !ByteClass.isScalarStart(text[end]) { end -= 1 }
        return end
    }

    static func cut(_ text: UnsafeBufferPointer<UInt8>, _ cuts: inout WordCuts, _ words: inout [NameWord]) {
        cuts.cut(text)
        words.removeAll(keepingCapacity: true)
        ScalarClass.table.withUnsafeBufferPointer { table in
            for word in 0..<cuts.count {
                let start = Int(cuts.starts[word]), end = Int(cuts.ends[word]), middle = genitive(text, start, end)
                words.append(NameWord(text, start..<middle, table))
                if middle < end { words.append(NameWord(text, middle..<end, table)) }
            }
        }
    }

    /// Where the `'s` of a word starts; its end without one.
    private static func genitive(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        guard end - start > 2, text[end - 1] | 32 == UInt8(ascii: "s") else { return end }
        if text[end - 2] == UInt8(ascii: "'") { return end - 2 }
        guard end - start > 4, text[end - 2] == 0x99, text[end - 3] == 0x80, text[end - 4] == 0xE2 else { return end }
        return end - 4
    }

    private func forEachLine(of words: [NameWord], in text: UnsafeBufferPointer<UInt8>, _ give: (ArraySlice<NameWord>) -> Void) {
        var first = 0
        for place in 0..<words.count {
            let isBreak = place > first && text[Int(words[place - 1].end)..<Int(words[place].start)].contains(10)
            guard isBreak || place - first >= Self.longestLine else { continue }
            give(words[first..<place])
            first = place
        }
        if first < words.count { give(words[first...]) }
    }

    private func tag(_ line: ArraySlice<NameWord>, offset: Int, _ found: inout [NameHit]) {
        var words = Array(line)
        let path = NamePath(scores: scores(of: &words), steps: model.steps)
        guard path.labels.contains(where: { $0 > 0 }) else { return }
        let probabilities = path.probabilities()
        for (place, label) in path.labels.enumerated() where label > 0 {
            let (start, end) = (Int(words[place].start) + offset, Int(words[place].end) + offset)
            let score = (Self.score * probabilities[place] * 100).rounded() / 100
            let entity = NameLabel.entity(label)
            if NameLabel.goesOn(label), let last = found.indices.last, place > 0, path.labels[place - 1] > 0, found[last].entity == entity {
                found[last].end = end
                found[last].score = min(found[last].score, score)
            } else {
                found.append(NameHit(start: start, end: end, entity: entity, score: score))
            }
        }
    }

    /// Per word the sums of the weights of each label, times the unit: N x 7.
    func scores(of words: inout [NameWord]) -> [Double] {
        lookUp(&words)
        var scores: [Double] = []
        scores.reserveCapacity(words.count * NameLabel.count)
        words.withUnsafeBufferPointer { words in
            let questions = NameQuestions(words, model)
            model.weights.withUnsafeBufferPointer { table in
                for place in 0..<words.count {
                    let sums = questions.weights(of: place, table)
                    for label in 0..<NameLabel.count { scores.append(Double(sums[label]) * model.unit) }
                }
            }
        }
        return scores
    }

    /// Classes of each word, and of the longest run of several words from each that is a place, country or organisation.
    private func lookUp(_ words: inout [NameWord]) {
        let dictionary = model.dictionary
        let wanted = NameDictionary.place | NameDictionary.country | NameDictionary.organisation
        for place in words.indices { words[place].classes = dictionary.classes(of: NameHash.mix(NameHash.seed, words[place].hash)) }
        var place = 0
        while place < words.count {
            var key = NameHash.mix(NameHash.seed, words[place].hash), reached = words[place].classes
            var length = 1, best = 0, classes: UInt8 = 0
            while length < NameDictionary.longestPhrase, reached & NameDictionary.goesOn != 0, place + length < words.count {
                key = NameHash.mix(key, words[place + length].hash)
                length += 1
                reached = dictionary.classes(of: key)
                if reached & wanted != 0 { (best, classes) = (length, reached & wanted) }
            }
            for part in 0..<best { words[place + part].phrase = classes | (part == 0 ? 1 : 2) }
            place += max(best, 1)
        }
        for place in words.indices { words[place].classes &= ~NameDictionary.goesOn }
    }
}

/// A name in a text. Offsets are bytes.
struct NameHit: Hashable {
    var start: Int
    var end: Int
    /// Place in `NameLabel.entities`.
    var entity: Int
    var score: Double
}
