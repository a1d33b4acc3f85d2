import Testing

@testable import Storage

@Suite("Order of waiting writes")
struct WriteLanesTests {
    final class Idle: PendingWrite, @unchecked Sendable {
        func run(_ connection: any Connection) -> (any Error)? { nil }
        func finish(failure: (any Error)?) {}
    }

    /// Serves lanes whole until all are empty, as the queue does (bulk one by one).
    private func served(relaxed: Int, full: Int, bulk: Int) -> [WriteLanes.Lane] {
        var lanes = WriteLanes()
        for _ in 0..<relaxed { lanes.add(Idle(), to: .relaxed) }
        for _ in 0..<full { lanes.add(Idle(), to: .full) }
        for _ in 0..<bulk { lanes.add(Idle(), to: .bulk) }
        var order: [WriteLanes.Lane] = []
        while let lane = lanes.choose() {
            order.append(lane)
            if lane == .bulk { _ = lanes.take(from: lane) } else { while lanes.take(from: lane) != nil {} }
        }
        return order
    }

    @Test("leases go first, then work, then bulk one at a time", arguments: [
        (1, 1, 0, [WriteLanes.Lane.relaxed, .full]),
        (0, 3, 2, [.full, .bulk, .bulk]),
        (2, 2, 1, [.relaxed, .full, .bulk]),
        (0, 0, 0, []),
    ])
    func order(relaxed: Int, full: Int, bulk: Int, expected: [WriteLanes.Lane]) {
        #expect(served(relaxed: relaxed, full: full, bulk: bulk) == expected)
    }

    @Test("a stream of leases does not starve work, nor work bulk")
    func noStarvation() {
        var lanes = WriteLanes()
        lanes.add(Idle(), to: .bulk)
        var order: [WriteLanes.Lane] = []
        for _ in 0..<8 {
            lanes.add(Idle(), to: .relaxed)
            lanes.add(Idle(), to: .full)
            guard let lane = lanes.choose() else { break }
            order.append(lane)
            while lanes.take(from: lane) != nil {}
        }
        #expect(order.contains(.bulk))
        #expect(zip(order, order.dropFirst()).allSatisfy { !($0 == .relaxed && $1 == .relaxed) })
    }
}
