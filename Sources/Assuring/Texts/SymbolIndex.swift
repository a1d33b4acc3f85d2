/// Numbers for words or scalars, in order of first sight, so that texts become arrays of `Int32` that compare in one step.
struct SymbolIndex {
    private(set) var words: [String] = []
    private var places: [String: Int32] = [:]

    mutating func index(of word: String) -> Int32 {
        if let place = places[word] { return place }
        let place = Int32(words.count)
        words.append(word)
        places[word] = place
        return place
    }

    /// Runs between white space.
    mutating func words(of text: String) -> [Int32] {
        text.split(whereSeparator: \.isWhitespace).map { index(of: String($0)) }
    }
}

/// Scalars as small numbers: those of ASCII are themselves, others follow in order of first sight.
struct ScalarIndex {
    private var places: [UInt32: Int32] = [:]
    var count: Int { 128 + places.count }

    mutating func scalars(of text: String) -> [Int32] {
        text.unicodeScalars.map { scalar in
            if scalar.value < 128 { return Int32(scalar.value) }
            if let place = places[scalar.value] { return place }
            let place = Int32(count)
            places[scalar.value] = place
            return place
        }
    }
}
