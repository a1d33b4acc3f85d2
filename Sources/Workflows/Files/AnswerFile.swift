import Assuring
import Foundation
import Records

/// Files of answers that are texts, numbers, rankings or comparisons, into the tables their methods take.
///
/// An empty answer is one the annotator left out. A row without item or annotator, or with an answer of another kind, is a
/// finding with its line.
enum AnswerFile {
    static func texts(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> TextTable {
        var given: [TextTable.Given] = []
        try answers(path, columns, "texts", &findings, watch) { item, annotator, text, _ in
            given.append(.init(item: item, annotator: annotator, text: text))
            return nil
        }
        let table = try TextTable(given)
        findings += table.findings
        return table
    }

    static func numbers(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> NumberTable {
        var given: [NumberTable.Given] = []
        try answers(path, columns, "numbers", &findings, watch) { item, annotator, text, place in
            guard let value = Double(text.trimmingCharacters(in: .whitespaces)), abs(value) <= NumberTable.largest else {
                return Finding(.error, "votes.not-a-number", "`\(text.prefix(80))` is not a number to compare", at: place, hint: "leave missing ratings empty; `majority` and the like settle labels")
            }
            given.append(.init(item: item, annotator: annotator, value: value))
            return nil
        }
        let table = try NumberTable(given)
        findings += table.findings
        return table
    }

    static func rankings(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> RankTable {
        var given: [RankTable.Given] = []
        try answers(path, columns, "rankings", &findings, watch) { item, annotator, text, place in
            guard let ranking = RankingText.groups(text) else {
                return Finding(.error, "votes.not-a-ranking", "`\(text.prefix(80))` is no ranking", at: place, hint: "write the best first, each option once: `a > b = c > d`, or a JSON list")
            }
            given.append(.init(item: item, annotator: annotator, ranking: ranking))
            return nil
        }
        let table = try RankTable(given)
        findings += table.findings
        return table
    }

    /// - Parameter take: what is wrong with the answer, nil when it was taken.
    private static func answers(
        _ path: String, _ columns: VoteFiles.Columns, _ what: String, _ findings: inout FileFindings, _ watch: ReadWatch?,
        _ take: (_ item: String, _ annotator: String, _ answer: String, _ place: Place) throws -> Finding?
    ) throws {
        let rows = try NamedRows(path, [.init(name: columns.item, option: "--item"), .init(name: columns.annotator, option: "--annotator"), .init(name: columns.label, option: "--label")])
        var count = 0
        try rows.each(&findings, watch: watch) { row, findings in
            guard let item = row.cells[0], let annotator = row.cells[1] else { return findings.add(rows.missing([columns.item, columns.annotator], row.line)) }
            guard let answer = row.cells[2] else { return }
            if let finding = try take(item, annotator, answer, Place(file: rows.file.name, line: row.line)) { findings.add(finding) } else { count += 1 }
        }
        guard count > 0 else { throw rows.nothing(what, findings) }
    }

    static func comparisons(_ path: String, _ columns: VoteFiles.PairColumns, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> PairTable {
        let rows = try NamedRows(path, [
            .init(name: columns.left, option: "--left"), .init(name: columns.right, option: "--right"), .init(name: columns.winner, option: "--winner"),
            .init(name: columns.annotator, option: "--annotator", isOptional: columns.annotator == "annotator"),
        ])
        var pairs: [NamedPair] = []
        let words: Set<String> = ["left", "right", "tie", "neither"]
        try rows.each(&findings, watch: watch) { row, findings in
            guard let left = row.cells[0], let right = row.cells[1] else { return findings.add(rows.missing([columns.left, columns.right], row.line)) }
            guard let winner = row.cells[2] else { return }
            guard winner == left || winner == right || words.contains(winner) else {
                return findings.add(Finding(
                    .error, "pairs.winner", "`\(winner.prefix(80))` is neither `\(left.prefix(80))` nor `\(right.prefix(80))`", at: Place(file: rows.file.name, line: row.line),
                    hint: "the winner is one of the two, or `left`, `right`, `tie`, `neither`"))
            }
            pairs.append(NamedPair(annotator: row.cells[3] ?? "", left: left, right: right, preferred: winner))
        }
        guard !pairs.isEmpty else { throw rows.nothing("comparisons", findings) }
        let table = try PairTable(pairs: pairs)
        findings += table.findings
        return table
    }
}

/// A ranking in one cell: `a > b = c > d`, the best first, or a JSON list of options and lists of tied ones.
enum RankingText {
    /// nil when nothing is ranked, an option has no name or comes twice.
    static func groups(_ text: String) -> [[String]]? {
        let groups = text.first == "[" ? listed(text) : text.split(separator: ">", omittingEmptySubsequences: false).map { group in
            group.split(separator: "=", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        guard let groups, !groups.isEmpty else { return nil }
        let options = groups.flatMap(\.self)
        return options.contains("") || Set(options).count != options.count ? nil : groups
    }

    static func text(_ groups: [[String]]) -> String { groups.map { $0.joined(separator: " = ") }.joined(separator: " > ") }

    private static func listed(_ text: String) -> [[String]]? {
        guard let list = try? JSONParser.parse(text).array else { return nil }
        let groups = list.map { group -> [String]? in
            if let option = group.string { return [option] }
            return group.array.flatMap { options in
                let names = options.compactMap(\.string)
                return names.count == options.count ? names : nil
            }
        }
        return groups.contains { $0 == nil } ? nil : groups.compactMap(\.self)
    }
}
