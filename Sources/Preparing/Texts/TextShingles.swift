import Kernels

/// Which pieces of a text are compared.
enum ShingleScheme: Int, CaseIterable, Sendable {
    case words, characters
}

/// Cuts a folded text into the set of its overlapping pieces, as sorted hashes.
struct TextShingles: Sendable {
    private let settings: NearDuplicateSettings

    init(_ settings: NearDuplicateSettings) { self.settings = settings }

    /// Two texts of Jaccard index t differ in size by a factor of at most 1 / t, so texts within that factor of the limit
    /// are cut both ways.
    func schemes(_ text: UnsafeBufferPointer<UInt8>) -> [ShingleScheme] {
        var words = text.isEmpty ? 0 : 1
        for byte in text { words &+= byte == UInt8(ascii: " ") ? 1 : 0 }
        let limit = Double(settings.shortBelow)
        return ShingleScheme.allCases.filter { scheme in
            switch scheme {
            case .words: Double(words) >= limit * settings.threshold
            case .characters: Double(words) < limit / settings.threshold
            }
        }
    }

    func set(_ text: UnsafeBufferPointer<UInt8>, _ scheme: ShingleScheme) -> [UInt64] {
        var sorting = SortedHashes()
        return set(text, scheme, &sorting)
    }

    /// Ascending, without repeats. A text shorter than a piece is one piece.
    func set(_ text: UnsafeBufferPointer<UInt8>, _ scheme: ShingleScheme, _ sorting: inout SortedHashes) -> [UInt64] {
        let (starts, size) = switch scheme {
        case .words: (wordStarts(text), settings.words)
        case .characters: (scalarStarts(text), settings.characters)
        }
        guard starts.count > size else { return text.isEmpty ? [] : [Hash64.of(text)] }
        var hashes: [UInt64] = []
        hashes.reserveCapacity(starts.count - size + 1)
        for place in 0...starts.count - size {
            let end = place + size < starts.count ? starts[place + size] : text.count
            hashes.append(ShortHash.of(text, starts[place], end, seed: 0))
        }
        sorting.sortToSet(&hashes)
        return hashes
    }

    private func wordStarts(_ text: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = [0]
        for place in 1..<max(1, text.count) where text[place - 1] == UInt8(ascii: " ") { starts.append(place) }
        return starts
    }

    private func scalarStarts(_ text: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts: [Int] = []
        starts.reserveCapacity(text.count)
        for place in 0..<text.count where ByteClass.isScalarStart(text[place]) { starts.append(place) }
        return starts
    }
}

/// |A and B| / |A or B| of two ascending sets.
enum JaccardIndex {
    static func of(_ left: [UInt64], _ right: [UInt64]) -> Double {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { of(left, $0) } }
    }

    static func of(_ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>) -> Double {
        guard !left.isEmpty || !right.isEmpty else { return 1 }
        var i = 0, j = 0, common = 0
        while i < left.count, j < right.count {
            let a = left[i], b = right[j]
            common += a == b ? 1 : 0
            i += a <= b ? 1 : 0
            j += b <= a ? 1 : 0
        }
        return Double(common) / Double(left.count + right.count - common)
    }
}
