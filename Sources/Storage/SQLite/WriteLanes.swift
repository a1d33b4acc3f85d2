/// Which waiting write goes next. Pure bookkeeping; `WriteQueue` holds it under a lock.
///
/// Relaxed writes (leases) go before full ones, so a lease waits for at most one running commit; but never two relaxed
/// batches in a row while a full write waits, nor two bulk writes while anything short waits.
struct WriteLanes {
    enum Lane: Sendable { case relaxed, full, bulk }

    private var relaxed = Line()
    private var full = Line()
    private var bulk = Line()
    private var last: Lane?
    var isRunning = false
    var isClosed = false

    mutating func add(_ write: any PendingWrite, to lane: Lane) {
        switch lane {
        case .relaxed: relaxed.add(write)
        case .full: full.add(write)
        case .bulk: bulk.add(write)
        }
    }

    /// The lane to serve now; nil when nothing waits.
    mutating func choose() -> Lane? {
        let shorts: [(Lane, Bool)] = last == .relaxed
            ? [(.full, full.isEmpty), (.relaxed, relaxed.isEmpty)]
            : [(.relaxed, relaxed.isEmpty), (.full, full.isEmpty)]
        let short = shorts.first { !$0.1 }?.0
        let isBulkDue = !bulk.isEmpty && (short == nil || shortsSinceBulk >= 4)
        let choice: Lane? = isBulkDue ? .bulk : short
        shortsSinceBulk = choice == .bulk ? 0 : shortsSinceBulk + 1
        if let choice { last = choice }
        return choice
    }
    private var shortsSinceBulk = 0

    mutating func take(from lane: Lane) -> (any PendingWrite)? {
        switch lane {
        case .relaxed: relaxed.take()
        case .full: full.take()
        case .bulk: bulk.take()
        }
    }

    func waiting(in lane: Lane) -> Int {
        switch lane {
        case .relaxed: relaxed.count
        case .full: full.count
        case .bulk: bulk.count
        }
    }

    /// First in, first out, without moving the rest on each take.
    private struct Line {
        private var writes: [any PendingWrite] = []
        private var head = 0
        var count: Int { writes.count - head }
        var isEmpty: Bool { head == writes.count }
        mutating func add(_ write: any PendingWrite) { writes.append(write) }
        mutating func take() -> (any PendingWrite)? {
            guard head < writes.count else { return nil }
            defer {
                head += 1
                if head == writes.count { writes.removeAll(keepingCapacity: true); head = 0 }
            }
            return writes[head]
        }
    }
}
