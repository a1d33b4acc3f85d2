import Kernels

/// Finds documents that are equal after folding, as they stream past, in 16 bytes a place.
///
/// Folding: `FoldedText.appendWords` (NFKC, lower case, no punctuation, single spaces). 96 bits of two XXH64 hashes stand
/// for a text, so a false copy among a billion documents has a probability near 10^-11; the text itself is not kept.
///
///     var seen = ExactTexts()
///     if let first = seen.add(text) { report("copy of document \(first)") }
///
/// Memory: at most three quarters of the places are used: 21 to 43 bytes per different document. At most 4 billion.
public struct ExactTexts: Sendable {
    private struct Place {
        var high: UInt64 = 0
        var low: UInt32 = 0
        /// Number of the document plus 1; 0 is free.
        var document: UInt32 = 0
    }

    private var places = [Place](repeating: Place(), count: 1024)
    private var folded: [UInt8] = []
    public private(set) var seen = 0
    public private(set) var distinct = 0

    public init() {}

    /// The number, from 0, of the first document with this text; nil when this is the first.
    public mutating func add(_ text: String) -> Int? {
        precondition(seen < UInt32.max - 1, "more documents than 32 bits count")
        folded.removeAll(keepingCapacity: true)
        FoldedText.appendWords(text, to: &folded)
        if folded.isEmpty { folded.append(contentsOf: text.utf8) }
        let new = Place(high: Hash64.of(folded), low: UInt32(truncatingIfNeeded: Hash64.of(folded, seed: 1)), document: UInt32(seen) + 1)
        seen += 1
        let place = find(new)
        if places[place].document > 0 { return Int(places[place].document) - 1 }
        places[place] = new
        distinct += 1
        if distinct * 4 > places.count * 3 { grow() }
        return nil
    }

    private func find(_ wanted: Place) -> Int {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: wanted.high) & mask
        while places[place].document > 0, places[place].high != wanted.high || places[place].low != wanted.low { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = places
        places = [Place](repeating: Place(), count: old.count * 2)
        for place in old where place.document > 0 { places[find(place)] = place }
    }
}
