import Kernels

/// Counts runs of letters of texts whose language is known, and writes them as a profile file.
///
/// For languages or dialects that no ready profiles have, and for tests. A few hundred sentences a language do.
public struct LanguageCounter: Sendable {
    public let longest: Int
    private var names: [String] = []
    /// Per language, counts by run.
    private var counts: [[String: Int]] = []

    public init(longest: Int = 3) {
        precondition((1...5).contains(longest))
        self.longest = longest
    }

    public mutating func add(_ text: String, language: String) {
        let place = names.firstIndex(of: language) ?? names.count
        if place == names.count {
            names.append(language)
            counts.append([:])
        }
        for word in text.split(whereSeparator: { !$0.isLetter }) {
            let isShouted = word.count > 1 && word.allSatisfy(\.isUppercase)
            let letters = (isShouted ? word.lowercased() : String(word)).unicodeScalars.compactMap { Unicode.Scalar(LetterGrams.normal($0.value)) }
            for letter in letters { counts[place][String(letter), default: 0] += 1 }
            let framed = [" "] + letters + [" "]
            for start in framed.indices.dropLast() {
                for end in start + 1..<min(start + longest, framed.count) {
                    counts[place][String(String.UnicodeScalarView(framed[start...end])), default: 0] += 1
                }
            }
        }
    }

    /// The file, in the order languages were first met and runs ascend. Runs met once are left out when `fewest` is 2.
    public func file(fewest: Int = 1) -> [UInt8] {
        var file = Array("WLP1".utf8) + [UInt8(longest)]
        append(UInt16(clamping: names.count), to: &file)
        for (name, counts) in zip(names, counts) {
            file.append(UInt8(clamping: name.utf8.count))
            file += name.utf8.prefix(255)
            for length in 1...longest {
                append(UInt32(clamping: counts.reduce(0) { $0 + ($1.key.unicodeScalars.count == length ? $1.value : 0) }), to: &file)
            }
        }
        let runs = Set(counts.flatMap { $0.filter { $0.value >= fewest }.keys }).sorted()
        append(UInt32(clamping: runs.count), to: &file)
        for run in runs { append(run, fewest, to: &file) }
        return file
    }

    private func append(_ run: String, _ fewest: Int, to file: inout [UInt8]) {
        let owners = counts.indices.filter { counts[$0][run, default: 0] >= fewest }
        file.append(UInt8(clamping: run.utf8.count))
        file += run.utf8
        append(UInt16(clamping: owners.count), to: &file)
        for owner in owners {
            append(UInt16(clamping: owner), to: &file)
            append(UInt32(clamping: counts[owner][run, default: 0]), to: &file)
        }
    }

    private func append<Number: FixedWidthInteger>(_ number: Number, to file: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { file += $0 }
    }
}
