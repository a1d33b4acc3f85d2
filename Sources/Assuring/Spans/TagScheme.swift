/// The tags of a sequence and which may follow which.
///
/// Where all tags are `O`, `B-x` and `I-x`, an entity begins with B and goes on with I of the same name: I may follow only B or I
/// of its own, and not begin a sentence. Any other set of tags (parts of speech, BIOES) has no such rule here and every order is
/// allowed. For each x both `B-x` and `I-x` are in the scheme. Order: `O`, then by x, B before I; without the rule ascending.
public struct TagScheme: Sendable, Hashable {
    public let names: [String]
    /// Whether the rule above holds.
    public let isBIO: Bool
    /// Entity of each tag, -1 for `O` or without the rule.
    private let entity: [Int32]
    private let begins: [Bool]

    public var count: Int { names.count }

    /// - Parameter tags: those seen, in any order.
    public init(_ tags: some Sequence<String>) {
        let seen = Set(tags)
        isBIO = seen.contains { $0 != "O" } && seen.allSatisfy { $0 == "O" || (($0.hasPrefix("B-") || $0.hasPrefix("I-")) && $0.utf8.count > 2) }
        guard isBIO else {
            names = seen.sorted()
            entity = Array(repeating: -1, count: names.count)
            begins = Array(repeating: false, count: names.count)
            return
        }
        let entities = Set(seen.filter { $0 != "O" }.map { String($0.dropFirst(2)) }).sorted()
        names = ["O"] + entities.flatMap { ["B-" + $0, "I-" + $0] }
        entity = [-1] + entities.indices.flatMap { [Int32($0), Int32($0)] }
        begins = [false] + entities.flatMap { _ in [true, false] }
    }

    public func place(of name: String) -> Int32? { names.firstIndex(of: name).map { Int32($0) } }

    /// nil before: at the start of a sentence.
    public func allows(_ tag: Int32, after before: Int32?) -> Bool {
        guard isBIO, entity[Int(tag)] >= 0, !begins[Int(tag)] else { return true }
        return before.map { entity[Int($0)] == entity[Int(tag)] } ?? false
    }

    /// An I that continues nothing becomes the B of its entity.
    public func repair(_ tags: inout ArraySlice<Int32>) {
        var before: Int32?
        for place in tags.indices {
            if tags[place] >= 0, !allows(tags[place], after: before) { tags[place] -= 1 }
            before = tags[place] >= 0 ? tags[place] : nil
        }
    }

    /// Entities of one sentence: name and tokens. An I that continues nothing begins one.
    public func entities(_ tags: ArraySlice<Int32>) -> [(name: String, tokens: Range<Int>)] {
        var found: [(name: String, tokens: Range<Int>)] = []
        var before: Int32?
        for (token, tag) in tags.enumerated() {
            let inside = isBIO && entity[Int(tag)] >= 0
            if inside, !begins[Int(tag)], let last = before, entity[Int(last)] == entity[Int(tag)], let open = found.popLast() {
                found.append((open.name, open.tokens.lowerBound..<token + 1))
            } else if inside {
                found.append((String(names[Int(tag)].dropFirst(2)), token..<token + 1))
            }
            before = tag
        }
        return found
    }
}
