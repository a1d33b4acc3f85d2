/// Two writings of one name: equal but for a few characters, and not for digits alone.
enum SimilarNames {
    /// The first pair, in the order given, whose similarity is `limit` or more.
    static func first(among names: [String], from limit: Double) -> (String, String)? {
        let folded = names.map { Array($0.lowercased().unicodeScalars).filter { !$0.properties.isWhitespace } }
        for second in names.indices.dropFirst() {
            for first in 0..<second where names[first] != names[second] {
                let withoutDigits = (letters(folded[first]), letters(folded[second]))
                let differInDigits = withoutDigits.0 == withoutDigits.1 && folded[first] != folded[second]
                if !differInDigits, similarity(folded[first], folded[second], from: limit) >= limit { return (names[first], names[second]) }
            }
        }
        return nil
    }

    private static func letters(_ name: [Unicode.Scalar]) -> [Unicode.Scalar] { name.filter { !("0"..."9").contains($0) } }

    /// Twice the longest common subsequence over both lengths.
    static func similarity(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar], from limit: Double = 0) -> Double {
        let total = first.count + second.count
        guard total > 0 else { return 1 }
        guard Double(2 * min(first.count, second.count)) >= limit * Double(total) else { return 0 }
        var row = [Int](repeating: 0, count: second.count + 1)
        for a in first {
            var diagonal = 0
            for (place, b) in second.enumerated() {
                let above = row[place + 1]
                row[place + 1] = a == b ? diagonal + 1 : max(above, row[place])
                diagonal = above
            }
        }
        return Double(2 * (row.last ?? 0)) / Double(total)
    }
}
