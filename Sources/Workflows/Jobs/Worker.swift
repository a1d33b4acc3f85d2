import Foundation

/// Which process does a job, so that others can tell when it has died.
///
/// A number alone would be taken for its later owner: processes are numbered anew, so the time of its start goes with
/// it. Only a process of the same machine (and the same process namespace, where containers share a host name) can be
/// told dead; a job of another machine's is taken up after its silence (`Workflows.silentSeconds`).
struct Worker: Equatable {
    let machine: String
    let process: Int32
    /// In clock ticks since the machine started; nil where the system does not tell.
    let start: UInt64?

    static let this: Worker = {
        let process = ProcessInfo.processInfo.processIdentifier
        return Worker(machine: thisMachine, process: process, start: Glance(at: process)?.start)
    }()

    init(machine: String, process: Int32, start: UInt64?) {
        self.machine = machine
        self.process = process
        self.start = start
    }

    /// `machine:process:start`, as it stands in the job's row.
    var name: String { "\(machine):\(process):\(start.map { String($0) } ?? "")" }

    init?(name: String) {
        let pieces = name.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count >= 3, let process = Int32(pieces[pieces.count - 2]) else { return nil }
        self.init(machine: pieces.dropLast(2).joined(separator: ":"), process: process, start: UInt64(pieces[pieces.count - 1]))
    }

    private static let thisMachine: String = {
        let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        return ProcessInfo.processInfo.hostName + "/" + namespace.filter(\.isNumber)
    }()

    /// Certainly at work. False for a worker that is dead, and for one that nobody here can know of.
    var isAlive: Bool {
        guard machine == Self.thisMachine, let glance = Glance(at: process) else { return false }
        return !glance.isEnded && start != nil && glance.start == start
    }

    /// Certainly dead. False for a worker that lives, and for one that nobody here can know of.
    var isGone: Bool {
        guard machine == Self.thisMachine else { return false }
        if kill(process, 0) == -1, errno == ESRCH { return true }
        guard let glance = Glance(at: process) else { return false }
        return glance.isEnded || (start != nil && glance.start != start)
    }
}

/// What the system says of a process now.
private struct Glance {
    /// Killed, and nobody has asked how it ended.
    let isEnded: Bool
    let start: UInt64

    /// nil where there is no `/proc`, or no such process.
    init?(at process: Int32) {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The second field is the program's name in parentheses and may hold anything; the third is the state.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let start = UInt64(fields[19]) else { return nil }
        isEnded = fields[0] == "Z" || fields[0] == "X"
        self.start = start
    }
}
