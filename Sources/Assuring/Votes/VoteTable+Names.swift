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
        var items = NameIndex()
        var annotators = NameIndex()
        var labels = NameIndex()
        var columns = VoteColumns(items: [], annotators: [], classes: [], weights: [])
        for vote in votes {
            columns.items.append(items.index(of: vote.item))
            columns.annotators.append(annotators.index(of: vote.annotator))
            columns.classes.append(labels.index(of: vote.label))
            columns.weights?.append(vote.weight)
        }
        if let vote = columns.weights?.firstIndex(where: { !($0 > 0 && $0.isFinite) }), let weight = columns.weights?[vote] {
            throw .weightNotPositive(weight, vote: vote)
        }
        let itemNames = items.names.sorted()
        let annotatorNames = annotators.names.sorted()
        let classNames = classes ?? ClassOrder.sorted(labels.names)
        columns.items = NameIndex.renumbered(columns.items, from: items.names, to: itemNames)
        columns.annotators = NameIndex.renumbered(columns.annotators, from: annotators.names, to: annotatorNames)
        columns.classes = NameIndex.renumbered(columns.classes, from: labels.names, to: classNames)
        let undeclared = columns.removeUndeclared(names: labels.names, declared: classNames)
        self.init(
            checked: columns, itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames,
            findings: undeclared)
    }
}

/// Names in order of first sight.
struct NameIndex {
    private(set) var names: [String] = []
    private var places: [String: Int32] = [:]

    mutating func index(of name: String) -> Int32 {
        if let place = places[name] { return place }
        let place = Int32(names.count)
        names.append(name)
        places[name] = place
        return place
    }

    /// Indices into `old` as indices into `new`; a name that `new` lacks becomes -1 - its old index.
    static func renumbered(_ indices: [Int32], from old: [String], to new: [String]) -> [Int32] {
        var places: [String: Int32] = [:]
        for (place, name) in new.enumerated() where places[name] == nil { places[name] = Int32(place) }
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
    /// Drops votes for classes below 0 (`NameIndex.renumbered`), one finding per class.
    mutating func removeUndeclared(names: [String], declared: [String]) -> [Finding] {
        var dropped: [String: Int] = [:]
        var kept = VoteColumns(items: [], annotators: [], classes: [], weights: [])
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
