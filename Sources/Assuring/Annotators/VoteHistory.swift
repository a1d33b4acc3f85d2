import Kernels
import Records

/// Every vote as it was given, with when and how long it took where that is known: what a `VoteTable` forgets.
///
/// The table keeps the last vote of an annotator on an item; self-consistency, runs, drift and fatigue need the whole
/// sequence. Parallel columns of N votes, and each annotator's votes in their order: by time where times are known, else
/// as they came. Votes without a time come before those with one. Memory O(N + items + annotators).
public struct VoteHistory: Sendable {
    public let items: [Int32]
    public let annotators: [Int32]
    public let classes: [Int32]
    /// Seconds since 1970; NaN for a vote without. nil when no vote has a time.
    public let times: [Double]?
    /// Seconds spent on the vote; NaN for a vote without. nil when none is known.
    public let seconds: [Double]?
    /// Whether the order of votes means anything.
    public let isOrdered: Bool
    /// Annotator a's votes are `order[annotatorStart[a] ..< annotatorStart[a + 1]]`, first to last.
    public let annotatorStart: [Int32]
    public let order: [Int32]
    /// The same votes, the last of each annotator on each item.
    public let votes: VoteTable

    public var count: Int { classes.count }

    /// Columns of equal length, indices into the names, in the order the votes were given.
    public init(
        items: [Int32], annotators: [Int32], classes: [Int32], times: [Double]? = nil, seconds: [Double]? = nil, isOrdered: Bool = true,
        itemNames: [String], annotatorNames: [String], classNames: [String]
    ) throws(VoteHistoryError) {
        try Self.check(times, named: "times", count: classes.count, least: -.infinity)
        try Self.check(seconds, named: "seconds", count: classes.count, least: 0)
        let columns = VoteColumns(items: items, annotators: annotators, classes: classes, weights: nil)
        do { try columns.check(itemCount: itemNames.count, annotatorCount: annotatorNames.count, classCount: classNames.count) } catch { throw .votes(error) }
        self.items = items
        self.annotators = annotators
        self.classes = classes
        self.times = Self.unlessEmpty(times)
        self.seconds = Self.unlessEmpty(seconds)
        self.isOrdered = isOrdered || self.times != nil
        let sequence = Self.sequence(self.times, count: classes.count)
        let sorted = sequence.map { sequence in
            VoteColumns(
                items: sequence.map { items[Int($0)] }, annotators: sequence.map { annotators[Int($0)] },
                classes: sequence.map { classes[Int($0)] }, weights: nil)
        } ?? columns
        annotatorStart = CountingSort.starts(of: sorted.annotators, bucketCount: annotatorNames.count)
        let order = CountingSort.order(of: sorted.annotators, starts: annotatorStart)
        self.order = sequence.map { sequence in order.map { sequence[Int($0)] } } ?? order
        votes = VoteTable(checked: sorted, itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames, findings: [])
    }

    /// Votes whose order and times are not known.
    public init(_ votes: VoteTable) {
        items = votes.items
        annotators = votes.annotators
        classes = votes.classes
        times = nil
        seconds = nil
        isOrdered = false
        annotatorStart = votes.annotatorStart
        order = votes.annotatorOrder
        self.votes = votes
    }

    /// One annotator's votes, first to last.
    public func votes(ofAnnotator annotator: Int32) -> ArraySlice<Int32> {
        order[Int(annotatorStart[Int(annotator)])..<Int(annotatorStart[Int(annotator) + 1])]
    }

    /// All votes by time, stable; nil when they have none or come in that order.
    private static func sequence(_ times: [Double]?, count: Int) -> [Int32]? {
        guard let times else { return nil }
        let keys = times.map { $0.isNaN ? -.infinity : $0 }
        if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { return nil }
        return keys.withUnsafeBufferPointer { keys in
            (0..<Int32(count)).sorted { keys[Int($0)] == keys[Int($1)] ? $0 < $1 : keys[Int($0)] < keys[Int($1)] }
        }
    }

    private static func check(_ column: [Double]?, named name: String, count: Int, least: Double) throws(VoteHistoryError) {
        guard let column else { return }
        guard column.count == count else { throw .unequalColumn(name: name, values: column.count, votes: count) }
        if let vote = column.firstIndex(where: { $0.isInfinite || $0 < least }) {
            throw .outOfRange(name: name, value: column[vote], vote: vote)
        }
    }

    private static func unlessEmpty(_ column: [Double]?) -> [Double]? {
        column.flatMap { column in column.contains { !$0.isNaN } ? column : nil }
    }
}

/// One vote in words, as a file or a request holds it, with its time.
public struct TimedVote: Sendable, Hashable {
    public var item: String
    public var annotator: String
    public var label: String
    /// Seconds since 1970.
    public var time: Double?
    /// Seconds spent.
    public var seconds: Double?

    public init(item: String, annotator: String, label: String, time: Double? = nil, seconds: Double? = nil) {
        self.item = item
        self.annotator = annotator
        self.label = label
        self.time = time
        self.seconds = seconds
    }
}

extension VoteHistory {
    /// Names become indices in sorted order, as in a `VoteTable`.
    ///
    /// - Parameter classes: the declared classes in the order they are shown; nil takes the labels seen, numbers by value
    ///   and then the rest by name. A label that is not among them is refused.
    public init(votes: some Sequence<TimedVote>, classes declared: [String]? = nil, isOrdered: Bool = true) throws(VoteHistoryError) {
        var seen = SeenVotes()
        var (times, seconds): ([Double], [Double]) = ([], [])
        for vote in votes {
            seen.items.append(seen.itemNames.index(of: vote.item))
            seen.annotators.append(seen.annotatorNames.index(of: vote.annotator))
            seen.classes.append(seen.classNames.index(of: vote.label))
            times.append(vote.time ?? .nan)
            seconds.append(vote.seconds ?? .nan)
        }
        try self.init(seen, times: times, seconds: seconds, classes: declared, isOrdered: isOrdered)
    }

    /// As above, of votes whose names were numbered while they were read; NaN where a vote has no time or seconds.
    public init(
        _ seen: SeenVotes, times: [Double]? = nil, seconds: [Double]? = nil, classes declared: [String]? = nil, isOrdered: Bool = true
    ) throws(VoteHistoryError) {
        let (items, annotators, labels) = (seen.itemNames.names, seen.annotatorNames.names, seen.classNames.names)
        let (itemNames, annotatorNames) = (items.sorted(), annotators.sorted())
        let classNames = declared ?? ClassOrder.sorted(labels)
        let classes = NameOrder.renumbered(seen.classes, from: labels, to: classNames)
        if let vote = classes.firstIndex(where: { $0 < 0 }) {
            throw .undeclaredClass(labels[Int(seen.classes[vote])], vote: vote)
        }
        try self.init(
            items: NameOrder.renumbered(seen.items, from: items, to: itemNames),
            annotators: NameOrder.renumbered(seen.annotators, from: annotators, to: annotatorNames), classes: classes,
            times: times, seconds: seconds, isOrdered: isOrdered, itemNames: itemNames, annotatorNames: annotatorNames, classNames: classNames)
    }
}

/// Why there is no history of votes. Facts only; see `VoteHistoryError+Words.swift`.
public enum VoteHistoryError: Error, Equatable {
    case votes(VoteTableError)
    case unequalColumn(name: String, values: Int, votes: Int)
    case outOfRange(name: String, value: Double, vote: Int)
    case undeclaredClass(String, vote: Int)
}
