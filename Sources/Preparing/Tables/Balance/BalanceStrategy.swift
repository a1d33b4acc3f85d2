/// Which classes are brought to another count; the names are imbalanced-learn's.
public enum BalanceStrategy: Sendable, Hashable, Codable {
    /// All but the largest class when rows are added, all but the smallest when they are taken away.
    case automatic
    case majority
    case notMajority
    case minority
    case notMinority
    case all
    /// Classes with the rows each is to come to; the others stay. For cleaning methods only the names count.
    case wanted([String: Int])
}

/// How many rows each class has and shall have; classes by name.
struct BalanceCounts {
    let names: [String]
    let present: [Int]

    /// The first of the largest and of the smallest classes.
    private var largest: Int { present.indices.max { (present[$0], -$0) < (present[$1], -$1) } ?? 0 }
    private var smallest: Int { present.indices.min { (present[$0], $0) < (present[$1], $1) } ?? 0 }

    /// Rows to add to each class: up to the largest, or to what is wanted.
    func missing(_ strategy: BalanceStrategy) throws(TableError) -> [Int] {
        if case .wanted(let wanted) = strategy {
            return try known(wanted).map { name, count, place throws(TableError) in
                guard let count else { return 0 }
                guard count >= present[place] else { throw .wantedCount(name, count, present: present[place]) }
                return count - present[place]
            }
        }
        if strategy == .majority { throw .cannotGrow(names[largest]) }
        let isMeant = try chosen(strategy == .automatic ? .notMajority : strategy)
        return present.indices.map { isMeant[$0] ? present[largest] - present[$0] : 0 }
    }

    /// Rows each class keeps: as many as the smallest, or what is wanted.
    func kept(_ strategy: BalanceStrategy) throws(TableError) -> [Int] {
        if case .wanted(let wanted) = strategy {
            return try known(wanted).map { name, count, place throws(TableError) in
                guard let count else { return present[place] }
                guard (0...present[place]).contains(count) else { throw .wantedCount(name, count, present: present[place]) }
                return count
            }
        }
        if strategy == .minority { throw .cannotShrink(names[smallest]) }
        let isMeant = try chosen(strategy == .automatic ? .notMinority : strategy)
        return present.indices.map { isMeant[$0] ? present[smallest] : present[$0] }
    }

    /// Classes rows may be cleaned from.
    func cleaned(_ strategy: BalanceStrategy) throws(TableError) -> [Bool] {
        if case .wanted(let wanted) = strategy { return try known(wanted).map { $0.count != nil } }
        return try chosen(strategy == .automatic ? .notMinority : strategy)
    }

    private func chosen(_ strategy: BalanceStrategy) throws(TableError) -> [Bool] {
        present.indices.map { place in
            switch strategy {
            case .majority: place == largest
            case .notMajority: place != largest
            case .minority: place == smallest
            case .notMinority: place != smallest
            case .automatic, .all, .wanted: true
            }
        }
    }

    private func known(_ wanted: [String: Int]) throws(TableError) -> [(name: String, count: Int?, place: Int)] {
        for name in wanted.keys.sorted() where !names.contains(name) { throw .noSuchClass(name, known: names) }
        return names.indices.map { (names[$0], wanted[names[$0]], $0) }
    }
}
