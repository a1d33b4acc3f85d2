import Dispatch
import Synchronization

/// Work cut into fixed pieces, so that a result never depends on how many threads there were.
///
/// The cuts depend on the count and the piece size only. Each piece is worked on alone, and results come back in the order
/// of the pieces; whoever adds them up in that order gets the same bits on 1 or N threads. Keep a piece large enough to
/// be worth a thread's while (tens of microseconds) and its result small: all results are in memory at once.
public struct Pieces: Sendable {
    /// How many there are to work on.
    public let count: Int
    /// How many a piece holds; the last one may hold fewer.
    public let size: Int

    public init(_ count: Int, size: Int) {
        precondition(count >= 0 && size > 0)
        self.count = count
        self.size = size
    }

    public var pieceCount: Int { (count + size - 1) / size }

    public func range(ofPiece piece: Int) -> Range<Int> { piece * size..<min((piece + 1) * size, count) }

    /// Results of `body` for each piece, in order.
    ///
    /// - Parameter threads: at most this many pieces at a time; 1 works on the caller's thread.
    /// - Throws: what the first piece in order that failed threw.
    public func map<Result: Sendable, Failure: Error>(
        threads: Int, _ body: @Sendable (Range<Int>) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        let workers = min(threads, pieceCount)
        var results: [Result] = []
        results.reserveCapacity(pieceCount)
        guard workers > 1 else {
            for piece in 0..<pieceCount { results.append(try body(range(ofPiece: piece))) }
            return results
        }
        let outcomes = PieceOutcomes<Result, Failure>(pieceCount)
        // Whoever is free takes the next one: a core that others use too does fewer.
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while case let piece = next.add(1, ordering: .relaxed).oldValue, piece < pieceCount {
                outcomes.set(piece, Swift.Result { () throws(Failure) in try body(range(ofPiece: piece)) })
            }
        }
        for outcome in outcomes.inOrder { results.append(try outcome.get()) }
        return results
    }

    /// The same, while `other` is done beside them: what only one thread at a time may do, such as reading the next input,
    /// so that it costs no time of its own where there is a second thread.
    ///
    /// It is begun first, once, on one thread of them or, with one thread, before the pieces. It must not touch what they do.
    public func map<Result: Sendable>(
        threads: Int, beside other: () -> Void, _ body: @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        guard threads > 1, pieceCount > 0 else {
            other()
            return map(threads: 1, body)
        }
        let outcomes = PieceOutcomes<Result, Never>(pieceCount)
        let next = Atomic<Int>(-1)
        withoutActuallyEscaping(other) { other in
            // Called once, while the caller waits.
            nonisolated(unsafe) let other = other
            DispatchQueue.concurrentPerform(iterations: min(threads, pieceCount + 1)) { _ in
                while case let piece = next.add(1, ordering: .relaxed).oldValue, piece < pieceCount {
                    if piece < 0 { other() } else { outcomes.set(piece, .success(body(range(ofPiece: piece)))) }
                }
            }
        }
        return outcomes.inOrder.map { $0.get() }
    }
}

/// What each piece came to; filled from many threads.
private final class PieceOutcomes<Value: Sendable, Failure: Error>: Sendable {
    private let outcomes: Mutex<[Result<Value, Failure>?]>

    init(_ count: Int) { outcomes = Mutex(Array(repeating: nil, count: count)) }

    func set(_ piece: Int, _ outcome: Result<Value, Failure>) { outcomes.withLock { $0[piece] = outcome } }

    var inOrder: [Result<Value, Failure>] { outcomes.withLock { $0.compactMap { $0 } } }
}
