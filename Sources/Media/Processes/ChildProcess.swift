import CChildProcess
import Glibc

/// A program at work on one file: reads what it writes, stops it when it takes too much, keeps its last words.
///
/// Started without a shell, with an empty environment, nothing on its input and no file of ours but the one it is given;
/// it can write no file. One thread reads all its pipes by turns, so none can fill up and stall it. It is killed when it
/// passes a limit, when the surrounding task is cancelled, and when the last reference goes.
final class ChildProcess {
    enum Ending: Equatable {
        case exited(Int32)
        case killed(Int32)
    }

    /// Of what it says; the end tells most.
    static let keptWords = 4096
    private static let slice = 64 << 10
    /// How long one wait may take before cancelling is looked at again, in milliseconds.
    private static let patience: Int32 = 200

    let program: String
    private let limits: ProcessLimits
    private let started: Double
    private var id: pid_t
    private var pipes: [Pipe: Int32]
    private(set) var outputBytes = 0
    private(set) var errorLines = 0
    private var words: [UInt8] = []
    /// What came through the side pipe and was not taken yet.
    private var aside: [UInt8] = []
    private var ending: Ending?

    private enum Pipe: CaseIterable {
        case output, errors, side
    }

    /// What it opens to read its input; no name of ours reaches it.
    static let inputPath = "/dev/fd/3"

    /// - Parameter input: an open descriptor; it stays the caller's.
    init(
        _ program: String, _ arguments: [String], input: Int32? = nil, hasSidePipe: Bool = false, tools: MediaTools, limits: ProcessLimits
    ) throws(ToolError) {
        let path = try tools.path(of: program)
        var handle = child_handle()
        let code = Self.withArguments([program] + arguments) { list in
            path.withCString { path in
                var settings = child_settings(
                    executable: path, arguments: list, input: input ?? -1, has_side_pipe: hasSidePipe ? 1 : 0,
                    cpu_seconds: UInt64(max(1, limits.cpuSeconds)), address_bytes: UInt64(max(1, limits.addressBytes)))
                return child_start(&settings, &handle)
            }
        }
        guard code == 0 else { throw .notStarted(program, errno: code) }
        self.program = program
        self.limits = limits
        started = Self.now()
        id = handle.id
        pipes = [.output: handle.output, .errors: handle.errors]
        if hasSidePipe { pipes[.side] = handle.side }
    }

    deinit { stop() }

    /// The next bytes of its output, at most `slice`; empty when it has closed its output.
    func output() throws(ToolError) -> [UInt8] {
        while pipes[.output] != nil {
            if let bytes = try turn(wanting: .output) { return bytes }
        }
        return []
    }

    /// All of its output, within its limit.
    func wholeOutput() throws(ToolError) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let bytes = try output()
            guard !bytes.isEmpty else { return all }
            all += bytes
        }
    }

    /// What the side pipe brought since it was last asked; waits for something unless it is closed.
    func sideOutput() throws(ToolError) -> [UInt8] {
        while aside.isEmpty, pipes[.side] != nil { _ = try turn(wanting: .side) }
        defer { aside = [] }
        return aside
    }

    /// Waits until it has ended; further output is counted and dropped.
    func finish() throws(ToolError) -> Ending {
        while !pipes.isEmpty { _ = try turn(wanting: .output) }
        // It may live on without its pipes.
        while reap(waiting: false) == nil {
            try checkTime()
            usleep(500)
        }
        return reap()
    }

    /// Ended well, or this is why not.
    func finishWell() throws(ToolError) {
        switch try finish() {
        case .exited(0): return
        case .exited(let code): throw .failed(program, code: code, words: lastWords)
        case .killed(let signal): throw .killed(program, signal: signal, words: lastWords)
        }
    }

    var lastWords: String { String(decoding: words, as: UTF8.self) }

    var lastLine: String { ToolError.lastLine(lastWords) }

    /// Kills it and all it started.
    func stop() {
        for descriptor in pipes.values { close(descriptor) }
        pipes = [:]
        if ending == nil, id > 0 {
            kill(-id, SIGKILL)
            kill(id, SIGKILL)
            _ = reap()
        }
    }

    // MARK: Reading

    /// One wait on all pipes. Bytes of the output when there are some; the rest is put where it belongs.
    private func turn(wanting wanted: Pipe) throws(ToolError) -> [UInt8]? {
        try checkTime()
        let open = Pipe.allCases.compactMap { pipe in pipes[pipe].map { (pipe, $0) } }
        // Frames wait in their pipe while their times are read, so neither runs ahead of the other without bound.
        var waits = open.map { pipe, descriptor in
            pollfd(fd: pipe == .output && wanted == .side ? -1 : descriptor, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&waits, nfds_t(waits.count), Self.patience) > 0 else { return nil }
        var output: [UInt8]?
        for (place, (pipe, descriptor)) in open.enumerated() where waits[place].revents != 0 {
            guard let bytes = take(descriptor) else { continue }
            if bytes.isEmpty { shut(pipe) } else { try keep(bytes, from: pipe) }
            if pipe == .output { output = bytes }
        }
        return output
    }

    private func keep(_ bytes: [UInt8], from pipe: Pipe) throws(ToolError) {
        switch pipe {
        case .errors:
            errorLines += bytes.count { $0 == UInt8(ascii: "\n") }
            words = (words + bytes).suffix(Self.keptWords)
        case .side: aside += bytes
        case .output: break
        }
        outputBytes += pipe == .errors ? 0 : bytes.count
        guard outputBytes <= limits.outputBytes else {
            stop()
            throw .tooMuchOutput(program, bytes: outputBytes)
        }
    }

    /// nil when there is nothing yet, empty at the end.
    private func take(_ descriptor: Int32) -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.slice) { buffer, filled in
            count = read(descriptor, buffer.baseAddress, Self.slice)
            filled = max(0, count)
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? nil : bytes
    }

    private func shut(_ pipe: Pipe) {
        if let descriptor = pipes.removeValue(forKey: pipe) { close(descriptor) }
    }

    private func checkTime() throws(ToolError) {
        if Task.isCancelled {
            stop()
            throw .cancelled
        }
        guard Self.now() - started <= limits.wallSeconds else {
            stop()
            throw .timedOut(program, seconds: limits.wallSeconds)
        }
    }

    private func reap() -> Ending { reap(waiting: true) ?? .killed(SIGKILL) }

    private func reap(waiting: Bool) -> Ending? {
        if let ending { return ending }
        var status: Int32 = 0
        var done = waitpid(id, &status, waiting ? 0 : WNOHANG)
        while done < 0, errno == EINTR { done = waitpid(id, &status, waiting ? 0 : WNOHANG) }
        guard done != 0 else { return nil }
        let signal = status & 0x7F
        let found: Ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
        ending = found
        return found
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func withArguments<Result>(_ arguments: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for pointer in list { free(pointer) } }
        return list.withUnsafeMutableBufferPointer { buffer in
            body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
        }
    }
}
