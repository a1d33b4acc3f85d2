import Foundation

/// A part of the guidelines under one heading: where to look when two classes are confused.
public struct GuidelineSection: Sendable, Hashable {
    public var heading: String
    /// From 1.
    public var line: Int
    /// How many of the classes asked about it names.
    public var mentions: Int

    /// The section that names most of `classes`; of several the one that names them most often, then the first.
    ///
    /// Text before the first heading counts as a section called after its first line. Whole words, whatever their case.
    public static func about(_ classes: [String], in markdown: String) -> GuidelineSection? {
        var best: (section: GuidelineSection, times: Int)?
        for (heading, line, text) in sections(of: markdown) {
            let counts = classes.map { occurrences(of: $0, in: text) }
            let found = (mentions: counts.count { $0 > 0 }, times: counts.reduce(0, +))
            guard found.mentions > 0, found > (best.map { ($0.section.mentions, $0.times) } ?? (0, 0)) else { continue }
            best = (GuidelineSection(heading: heading, line: line, mentions: found.mentions), found.times)
        }
        return best?.section
    }

    private static func sections(of markdown: String) -> [(heading: String, line: Int, text: String)] {
        var sections: [(heading: String, line: Int, text: String)] = []
        var isFenced = false
        for (index, line) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") { isFenced.toggle() }
            let marks = line.prefix { $0 == "#" }.count
            let isHeading = !isFenced && (1...6).contains(marks) && line.dropFirst(marks).first == " "
            if isHeading || (sections.isEmpty && !line.allSatisfy(\.isWhitespace)) {
                let heading = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
                sections.append((heading, index + 1, String(line)))
            } else if !sections.isEmpty {
                sections[sections.count - 1].text += "\n" + line
            }
        }
        return sections
    }

    private static func occurrences(of name: String, in text: String) -> Int {
        guard !name.isEmpty else { return 0 }
        var count = 0
        var rest = text.startIndex..<text.endIndex
        while let found = text.range(of: name, options: .caseInsensitive, range: rest) {
            if isBoundary(text[..<found.lowerBound].last) && isBoundary(text[found.upperBound...].first) { count += 1 }
            rest = found.upperBound..<text.endIndex
        }
        return count
    }

    private static func isBoundary(_ character: Character?) -> Bool {
        guard let character else { return true }
        return !character.isLetter && !character.isNumber
    }
}
