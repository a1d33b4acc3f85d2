import Foundation
import Synchronization

/// A line on the terminal that says how far, how fast and how long still; silent when stderr is no terminal.
///
/// Nothing is drawn in the first second, then ten times a second, also while nobody reports: a long computation that
/// cannot say how far it is still shows that it is alive.
final class ProgressLine: Sendable {
    /// What is counted.
    enum Unit: Sendable { case items, bytes }

    private struct State {
        var title: String
        var done: Int64 = 0
        var total: Int64?
        var started = ContinuousClock.now
        var isEnded = false
    }

    private static let isTerminal = isatty(2) == 1
    /// Whether a line stands on the terminal that must go before anything else is written there.
    private static let isDrawn = Mutex(false)
    private let unit: Unit
    private let state: Mutex<State>

    init(_ title: String, _ unit: Unit = .items) {
        self.unit = unit
        state = Mutex(State(title: title))
        guard Self.isTerminal else { return }
        let thread = Thread { [weak self] in
            Thread.sleep(forTimeInterval: 1)
            while self?.draw() == true { Thread.sleep(forTimeInterval: 0.1) }
        }
        thread.start()
    }

    deinit { finish() }

    func update(done: Int64, total: Int64?) {
        state.withLock {
            $0.done = done
            $0.total = total
        }
    }

    /// Goes over to a part of the work that cannot say how far it is.
    func turn(to title: String) {
        state.withLock { $0 = State(title: title) }
    }

    func finish() {
        state.withLock { $0.isEnded = true }
        Self.clear()
    }

    /// Takes the line off the terminal; the next tenth of a second brings it back.
    static func clear() {
        isDrawn.withLock { isDrawn in
            if isDrawn { FileHandle.standardError.tryWrite("\r\u{1B}[K") }
            isDrawn = false
        }
    }

    private func draw() -> Bool {
        state.withLock { state in
            guard !state.isEnded else { return false }
            Self.isDrawn.withLock { isDrawn in
                FileHandle.standardError.tryWrite("\r\u{1B}[K" + ProgressText.line(state.title, state.done, state.total, unit, ContinuousClock.now - state.started))
                isDrawn = true
            }
            return true
        }
    }
}

/// The words of a progress line.
enum ProgressText {
    static func line(_ title: String, _ done: Int64, _ total: Int64?, _ unit: ProgressLine.Unit, _ elapsed: Duration) -> String {
        let seconds = max(0.001, elapsed / .seconds(1))
        guard done > 0 else { return "\(title)  \(time(Int(seconds)))" }
        let rate = Double(done) / seconds
        let speed = "  \(amount(Int64(rate), unit))/s"
        guard let total, total > 0 else { return "\(title)  \(amount(done, unit))\(speed)" }
        let share = min(1, Double(done) / Double(total))
        let bar = String(repeating: "█", count: Int(share * 24)) + String(repeating: "░", count: 24 - Int(share * 24))
        return "\(title)  \(bar) \(Int(share * 100))%  \(amount(done, unit)) of \(amount(total, unit))\(speed)  \(time(Int(Double(max(0, total - done)) / rate))) left"
    }

    private static func amount(_ count: Int64, _ unit: ProgressLine.Unit) -> String {
        guard unit == .bytes else { return "\(count)" }
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(count)
        var place = 0
        while value >= 1000, place < units.count - 1 {
            value /= 1000
            place += 1
        }
        return String(format: place == 0 ? "%.0f %@" : "%.1f %@", value, units[place])
    }

    private static func time(_ seconds: Int) -> String {
        seconds < 60 ? "\(seconds) s" : seconds < 3600 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
}
