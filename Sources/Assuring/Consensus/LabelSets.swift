import Records

/// Votes that are sets of classes: which classes each annotator gave to each item, none being an answer too.
///
/// Columns sorted by item and annotator like `VoteTable`'s; the set of vote v is `classes[start[v] ..< start[v + 1]]`, ascending.
public struct LabelSets: Sendable {
    public let items: [Int32]
    public let annotators: [Int32]
    public let start: [Int]
    public let classes: [Int32]
    public let itemNames: [String]
    public let annotatorNames: [String]
    public let classNames: [String]

    public var count: Int { items.count }

    /// One vote in words.
    public struct NamedSet: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var labels: [String]

        public init(item: String, annotator: String, labels: [String]) {
            self.item = item
            self.annotator = annotator
            self.labels = labels
        }
    }

    /// Names become indices in sorted order; the last of several votes of an annotator on an item counts.
    public init(votes: some Sequence<NamedSet>) {
        var last: [String: [String: [String]]] = [:]
        for vote in votes { last[vote.item, default: [:]][vote.annotator] = vote.labels }
        itemNames = last.keys.sorted()
        annotatorNames = Set(last.values.flatMap(\.keys)).sorted()
        classNames = ClassOrder.sorted(Array(Set(last.values.flatMap { $0.values.flatMap(\.self) })))
        let annotatorOf = Self.places(annotatorNames)
        let classOf = Self.places(classNames)
        var (items, annotators, start, classes): ([Int32], [Int32], [Int], [Int32]) = ([], [], [0], [])
        for (item, name) in itemNames.enumerated() {
            let sets = last[name] ?? [:]
            for annotator in sets.keys.sorted() {
                items.append(Int32(item))
                annotators.append(annotatorOf[annotator] ?? 0)
                classes += Set(sets[annotator] ?? []).compactMap { classOf[$0] }.sorted()
                start.append(classes.count)
            }
        }
        (self.items, self.annotators, self.start, self.classes) = (items, annotators, start, classes)
    }

    private static func places(_ names: [String]) -> [String: Int32] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, Int32($0.offset)) })
    }

    /// The question "does it have this class", one vote of `no` or `yes` for every set.
    func question(_ label: Int32) throws(VoteTableError) -> VoteTable {
        let answers = (0..<count).map { vote in Int32(classes[start[vote]..<start[vote + 1]].contains(label) ? 1 : 0) }
        return try VoteTable(
            items: items, annotators: annotators, classes: answers, itemNames: itemNames, annotatorNames: annotatorNames,
            classNames: ["no", "yes"])
    }
}
