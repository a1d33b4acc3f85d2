import Foundation

/// A line on the terminal that says how far, how fast and how long still; silent when stderr is not a terminal.
///
/// Redrawn at most ten times a second.
final class ProgressLine: @unchecked Sendable {
    private let lock = NSLock()
    private let title: String
    private let started = ContinuousClock.now
    private var drawnAt: ContinuousClock.Instant?
    private let isTerminal = isatty(2) == 1

    init(_ title: String) { self.title = title }

    func update(done: Int64, total: Int64?) {
        guard isTerminal else { return }
        lock.lock()
        defer { lock.unlock() }
        let now = ContinuousClock.now
        if let drawnAt, now - drawnAt < .milliseconds(100) { return }
        drawnAt = now
        FileHandle.standardError.write(Data(("\r\u{1B}[K" + line(done: done, total: total, after: now - started)).utf8))
    }

    func finish() {
        guard isTerminal, drawnAt != nil else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    private func line(done: Int64, total: Int64?, after elapsed: Duration) -> String {
        let seconds = max(0.001, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
        let rate = Double(done) / seconds
        guard let total, total > 0 else { return "\(title)  \(done)  \(Int(rate))/s" }
        let share = min(1, Double(done) / Double(total))
        let bar = String(repeating: "█", count: Int(share * 24)) + String(repeating: "░", count: 24 - Int(share * 24))
        let left = rate > 0 ? Int(Double(total - done) / rate) : 0
        return "\(title)  \(bar) \(Int(share * 100))%  \(done)/\(total)  \(Int(rate))/s  \(left) s left"
    }
}
