import Kernels

/// Which of many words and phrases a text holds, in one pass over its words whatever their number.
///
/// A phrase is found by its first word and then compared word by word; words are hashes of their folded bytes
/// (`FoldedWords`), so case, width and composition do not matter, and two different words are taken for one with a
/// probability near 2^-64. Cost: a look-up a word; memory: the phrases.
struct PhraseIndex: Sendable {
    private var starting: [UInt64: [Int32]] = [:]
    private var phrases: [[UInt64]] = []
    private var places: [[UInt64]: Int32] = [:]

    var count: Int { phrases.count }

    /// The number of a phrase; nil for one without a word.
    mutating func add(_ text: String) -> Int32? {
        var cuts = FoldedWords(), text = text
        text.withUTF8 { cuts.cut($0) }
        guard let first = cuts.hashes.first else { return nil }
        if let known = places[cuts.hashes] { return known }
        let number = Int32(phrases.count)
        phrases.append(cuts.hashes)
        places[cuts.hashes] = number
        starting[first, default: []].append(number)
        return number
    }

    /// Phrases in `words`, each once, in no order; `seen` has a flag a phrase, all down before and after.
    func find(in words: [UInt64], _ seen: inout [Bool], _ found: inout [Int32]) {
        found.removeAll(keepingCapacity: true)
        for place in words.indices {
            guard let candidates = starting[words[place]] else { continue }
            for candidate in candidates where !seen[Int(candidate)] && holds(words, at: place, phrases[Int(candidate)]) {
                seen[Int(candidate)] = true
                found.append(candidate)
            }
        }
    }

    private func holds(_ words: [UInt64], at place: Int, _ phrase: [UInt64]) -> Bool {
        guard place + phrase.count <= words.count else { return false }
        for offset in phrase.indices where words[place + offset] != phrase[offset] { return false }
        return true
    }
}
