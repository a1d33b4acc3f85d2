import Records

/// Who put the options of an item in which order: the input of consensus on rankings.
///
/// A ranking is a list of groups from the best; options in a group are tied, options left out are not judged. Options of an item
/// are all that anybody ranked, ascending. One annotator has at most one ranking per item; the last one counts.
public struct RankTable: Sendable {
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        /// From the best; options in a group are tied.
        public var ranking: [[String]]
        public var weight: Double
        public init(item: String, annotator: String, ranking: [[String]], weight: Double = 1) {
            self.item = item
            self.annotator = annotator
            self.ranking = ranking
            self.weight = weight
        }
    }

    public struct Ballot: Sendable, Hashable {
        public var annotator: Int32
        public var weight: Double
        /// Group of each option of the item, 0 the best; -1 where it was left out.
        public var groups: [Int32]
    }

    public struct Item: Sendable, Hashable {
        public var options: [String]
        /// By annotator.
        public var ballots: [Ballot]
    }

    /// Ascending, both.
    public let itemNames: [String]
    public let annotatorNames: [String]
    /// By item name.
    public let items: [Item]
    public let findings: [Finding]

    public init(_ given: [Given]) throws(RankTableError) {
        for (row, sheet) in given.enumerated() {
            guard sheet.weight > 0, sheet.weight.isFinite else { throw .weightNotPositive(sheet.weight, row: row) }
            let options = sheet.ranking.flatMap { $0 }.sorted()
            if let twice = zip(options, options.dropFirst()).first(where: { $0 == $1 })?.0 { throw .optionTwice(twice, row: row) }
        }
        let names = Set(given.map(\.annotator)).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices.map { Int32($0) }))
        annotatorNames = names
        itemNames = Set(given.map(\.item)).sorted()
        let sheets = Dictionary(grouping: given, by: \.item)
        var replaced = 0
        items = itemNames.map { name in
            let (item, repeated) = Self.item(sheets[name] ?? [], places)
            replaced += repeated
            return item
        }
        findings = replaced == 0 ? [] : [
            Finding(.note, "rankings.repeated", "\(replaced) rankings were replaced by a later one of the same annotator on the same item"),
        ]
    }

    private static func item(_ sheets: [Given], _ places: [String: Int32]) -> (Item, Int) {
        let options = Set(sheets.flatMap { $0.ranking.flatMap { $0 } }).sorted()
        let optionPlaces = Dictionary(uniqueKeysWithValues: zip(options, options.indices))
        var ballots: [Int32: Ballot] = [:]
        for sheet in sheets {
            guard let annotator = places[sheet.annotator] else { continue }
            var groups = [Int32](repeating: -1, count: options.count)
            for (group, tied) in sheet.ranking.filter({ !$0.isEmpty }).enumerated() {
                for option in tied { if let place = optionPlaces[option] { groups[place] = Int32(group) } }
            }
            ballots[annotator] = Ballot(annotator: annotator, weight: sheet.weight, groups: groups)
        }
        let sorted = ballots.values.sorted { $0.annotator < $1.annotator }
        return (Item(options: options, ballots: sorted), sheets.count - sorted.count)
    }
}

/// Why a table of rankings cannot be built. Rows count from 0.
public enum RankTableError: Error, Hashable {
    case optionTwice(String, row: Int)
    case weightNotPositive(Double, row: Int)
}
