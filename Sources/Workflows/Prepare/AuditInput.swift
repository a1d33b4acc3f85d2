import Kernels
import Preparing
import Records
import Storage

/// Items as an audit of the split sees them: columns, sides, what they hold, and which are near copies.
///
/// Near copies are the groups that `near-duplicates` has left; copies are equal texts or equal pictures, or equal rows where
/// there is neither.
struct AuditInput {
    let question: String?
    private var columns = ItemColumns()
    private var answers: [String?] = []
    private var sides: [String?] = []
    private var contents: [UInt64] = []
    private var hasContents = false
    private var groups: [ItemID: [Int]] = [:]
    private var items: [(id: ItemID, source: SourceID, key: String)] = []
    private var sources: Set<SourceID> = []

    init(question: String?) { self.question = question }

    mutating func add(_ item: Item, answer: Answer?) {
        let row = columns.count
        columns.add(item)
        answers.append(answer?.stratum)
        sides.append(item.split)
        let content = item.text ?? item.picture?.sha256
        if content != nil { hasContents = true }
        contents.append(Hash64.of(content ?? "item \(item.id)"))
        if let group = item.group { groups[group, default: []].append(row) }
        items.append((item.id, item.source, item.key))
        sources.insert(item.source)
    }

    /// The answer as a column, under a name that no field is likely to have.
    static func target(_ question: String) -> String { "answer to `\(question)`" }

    /// Sides with the one that teaches first: earlier ones are those that later ones leak from. Without one of that name the
    /// largest teaches.
    func names(_ training: String) -> [String] {
        var counts: [String: Int] = [:]
        for case let side? in sides { counts[side, default: 0] += 1 }
        let first = counts[training] != nil ? training : counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return counts.keys.sorted { ($0 == first ? 0 : 1, $0) < ($1 == first ? 0 : 1, $1) }
    }

    var count: Int { items.count }
    var hasAnswers: Bool { answers.contains { $0 != nil } }

    func audited(_ names: [String]) throws -> AuditedItems {
        let more = question.map { [TableColumn(Self.target($0), .categories(CategoryCells(answers)))] } ?? []
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return try AuditedItems(
            columns.table(adding: hasAnswers ? more : []), sides: sides.map { $0.flatMap { places[$0] } }, names: names,
            keys: items.indices.map(key), contents: hasContents ? contents : [], nearPairs: pairs)
    }

    /// As people see it; of several sources each key with its item, so that no two are the same.
    private func key(_ row: Int) -> String { sources.count > 1 ? "\(items[row].key) (\(items[row].id))" : items[row].key }

    /// Key -> item, of the keys a report shows.
    func ids(of keys: Set<String>) -> [String: ItemID] {
        var found: [String: ItemID] = [:]
        for row in items.indices where keys.contains(key(row)) { found[key(row)] = items[row].id }
        return found
    }

    /// Of each group every member with at most fifty after it.
    private var pairs: [(Int, Int)] {
        groups.sorted { $0.key < $1.key }.flatMap { _, rows in
            rows.indices.flatMap { first in rows[(first + 1)...].prefix(50).map { (rows[first], $0) } }
        }
    }
}
