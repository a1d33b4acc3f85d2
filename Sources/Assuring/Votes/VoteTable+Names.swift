import Kernels
import Records

/// One vote in words, as a file or a request holds it.
public struct NamedVote: Sendable, Hashable {
    public var item: String
    public var annotator: String
    public var label: String
    public var weight: Double

    public init(item: String, annotator: String, label: String, weight: Double = 1) {
        self.item = item
        self.annotator = annotator
        self.label = label
        self.weight = weight
    }
}

extension VoteTable {
    /// Names become indices in sorted order, so equal votes give equal tables whatever their order.
    ///
    /// - Parameter classes: the declared classes in their declared order, which is the order of an ordinal scale; a vote
    ///   for another class is left out with a finding. When nil, the labels seen, numbers by value and then the rest by name.
    public init(votes: some Sequence<NamedVote>, classes: [String]? = nil) throws(VoteTableError) {
        var seen = SeenVotes()
        for vote in votes {
            seen.items.append(seen.itemNames.index(of: vote.item))
            seen.annotators.append(seen.annotatorNames.index(of: vote.annotator))
            seen.classes.append(seen.classNames.index(of: vote.label))
            seen.weights.append(vote.weight)
        }
        try self.init(seen, classes: classes)
    }

    /// As above, of votes whose names were numbered while they were read.
    public init(_ seen: SeenVotes, classes: [String]? = nil) throws(VoteTableError) {
        let weights = seen.weights.isEmpty ? nil : seen.weights
        if let vote = weights?.firstIndex(where: { !($0 > 0 && $0.isFinite) }), let weight = weights?[vote] {
            throw .weightNotPositive(weight, vote: vote)
        }
        let (items, annotators, labels) = (NameOrder(seen.itemNames.names), NameOrder(seen.annotatorNames.names), seen.classNames.names)
        let classNames = classes ?? ClassOrder.sorted(labels)
        var columns = VoteColumns(
            items: seen.items.map { items.places[Int($0)] }, annotators: seen.annotators.map { annotators.places[Int($0)] },
            classes: NameOrder.renumbered(seen.classes, from: labels, to: classNames), weights: weights)
        let undeclared = columns.removeUndeclared(names: labels)
        self.init(
            checked: columns, itemNames: items.names, annotatorNames: annotators.names, classNames: classNames, findings: undeclared)
    }
}

/// Votes as a reader numbers them: columns of equal length, and the names in order of first sight.
public struct SeenVotes: Sendable {
    public var items: [Int32] = []
    public var annotators: [Int32] = []
    public var classes: [Int32] = []
    /// Empty: every vote counts 1.
    public var weights: [Double] = []
    public var itemNames = NameTable()
    public var annotatorNames = NameTable()
    public var classNames = NameTable()

    public init() {}

    public var count: Int { classes.count }
}

/// Names in order, and where each stood before: names that Unicode takes for the same become one.
struct NameOrder {
    private(set) var names: [String] = []
    /// By place in the list given.
    let places: [Int32]

    init(_ seen: [String]) {
        var places = [Int32](repeating: 0, count: seen.count)
        names.reserveCapacity(seen.count)
        for old in seen.indices.sorted(by: { seen[$0] < seen[$1] }) {
            if names.last != seen[old] { names.append(seen[old]) }
            places[old] = Int32(names.count - 1)
        }
        self.places = places
    }

    /// Indices into `old` as indices into `new`; a name that `new` lacks becomes -1 - its old index.
    static func renumbered(_ indices: [Int32], from old: [String], to new: [String]) -> [Int32] {
        let places = Dictionary(new.enumerated().map { ($0.element, Int32($0.offset)) }) { first, _ in first }
        let moved = old.enumerated().map { places[$0.element] ?? -1 - Int32($0.offset) }
        return indices.map { moved[Int($0)] }
    }
}

/// The order of classes nobody declared: numbers by value, then names.
enum ClassOrder {
    static func sorted(_ names: [String]) -> [String] {
        names.sorted { left, right in
            switch (Double(left), Double(right)) {
            case (let left?, let right?) where left != right: left < right
            case (.some, nil): true
            case (nil, .some): false
            default: left < right
            }
        }
    }
}

extension VoteColumns {
    /// Drops votes for classes below 0 (`NameOrder.renumbered`), one finding per class.
    mutating func removeUndeclared(names: [String]) -> [Finding] {
        var dropped: [String: Int] = [:]
        var kept = VoteColumns(items: [], annotators: [], classes: [], weights: weights == nil ? nil : [])
        guard classes.contains(where: { $0 < 0 }) else { return [] }
        for place in classes.indices {
            if classes[place] < 0 {
                dropped[names[Int(-1 - classes[place])], default: 0] += 1
            } else {
                kept.append(self, place)
            }
        }
        self = kept
        return dropped.sorted { $0.key < $1.key }.map { Finding.undeclaredClass($0.key, votes: $0.value) }
    }
}
