/// Finds personal data in the parts of a path: names of folders and files, in which words are parted by whatever the file
/// system takes.
///
/// A part is read three times: as it stands (addresses and dates have their own separators), with `_` as a space, and
/// with `_`, `-`, `.` and `+` as spaces. Every separator becomes one space, so places stay comparable; of places that meet the surer
/// counts, then the longer, then the first reading's. The ending of a file (`.jpg`) is no word: `.md` and `.zip` are
/// domains as well.
/// Names of people are found as little as in texts.
public struct FileNameText: Sendable {
    private let finder: PersonalDataFinder

    public init(finder: PersonalDataFinder) { self.finder = finder }

    /// In Unicode scalars of the part, by place, apart from each other.
    public func found(in part: String, isFile: Bool) -> [PersonalDataSpan] {
        // `ada@example.org` may be a whole name, and then its ending is none.
        let read = [isFile ? Self.split(part).stem : part[...]] + (part.contains("@") ? [part[...]] : [])
        let readings: [[Unicode.Scalar]] = [[], ["_"], ["_", "-", ".", "+"]]
        let spans = read.flatMap { text in
            readings.flatMap { separators in
                finder.find(in: String(String.UnicodeScalarView(text.unicodeScalars.map { separators.contains($0) ? " " : $0 })))
            }
        }
        var kept: [PersonalDataSpan] = []
        // Sorting is not stable, so the reading is compared by its place.
        for (_, span) in spans.enumerated().sorted(by: Self.precedes) where !kept.contains(where: { $0.range.overlaps(span.range) }) { kept.append(span) }
        return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private static func precedes(_ first: EnumeratedSequence<[PersonalDataSpan]>.Element, _ second: EnumeratedSequence<[PersonalDataSpan]>.Element) -> Bool {
        (-first.element.score, -first.element.range.count, first.offset) < (-second.element.score, -second.element.range.count, second.offset)
    }

    /// `photo.jpg` is `photo` and `.jpg`; an ending has up to five letters and digits, and a packed file has two.
    static func split(_ name: String) -> (stem: Substring, ending: Substring) {
        var stem = name[...]
        for _ in 0..<2 {
            guard let dot = stem.lastIndex(of: "."), dot != stem.startIndex, case let ending = stem[stem.index(after: dot)...], (1...5).contains(ending.utf8.count),
                ending.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0 | 32) }), ending.utf8.contains(where: { $0 > 57 })
            else { break }
            let isPacking = ["gz", "zst", "bz2", "xz"].contains(ending.lowercased())
            stem = stem[..<dot]
            guard isPacking else { break }
        }
        return (stem, name[stem.endIndex...])
    }
}
