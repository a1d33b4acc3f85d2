/// Tokens of a text for measures that count words: runs of letters and digits, and every other scalar that is not white space
/// by itself.
enum SpanTokens {
    /// Where each token ends, in scalars; a token begins where the one before ended, white space in front of it included.
    static func ends(of text: String) -> [Int32] {
        var ends: [Int32] = []
        var isInWord = false
        var place: Int32 = 0
        for scalar in text.unicodeScalars {
            place += 1
            let properties = scalar.properties
            let isWord = properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
            if isWord, isInWord {
                ends[ends.count - 1] = place
            } else if isWord || !properties.isWhitespace {
                ends.append(place)
            }
            isInWord = isWord
        }
        return ends
    }

    /// First and one past the last token that scalars `start ..< end` touch.
    static func touched(_ range: LabelledSpan.Range, _ ends: [Int32]) -> Range<Int> {
        let first = firstEnd(after: range.start, ends)
        return first..<max(firstEnd(after: range.end - 1, ends) + 1, first)
    }

    private static func firstEnd(after place: Int32, _ ends: [Int32]) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
