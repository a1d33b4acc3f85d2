/// "Did you mean": the name closest to a misspelt one.
///
/// Distance: insertions, deletions, substitutions and swaps of neighbours, letter case ignored. One slip is allowed in
/// names of up to four letters, two in longer ones; on a tie the first candidate wins.
public enum NearestName {
    /// nil when no candidate is that near. Cost: the product of both lengths, for each candidate; 64 letters are compared.
    public static func of(_ word: String, among candidates: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(64))
        let limit = letters.count <= 4 ? 1 : 2
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(letters, Array(candidate.lowercased().unicodeScalars.prefix(64)))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// `did you mean `x`?`, or the list when it is short, or nil.
    public static func hint(_ word: String, among candidates: [String]) -> String? {
        if let name = of(word, among: candidates) { return "did you mean `\(name)`?" }
        guard !candidates.isEmpty, candidates.count <= 32 else { return nil }
        return "one of " + candidates.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(substitution, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            before = last
            last = current
        }
        return last[right.count]
    }
}
