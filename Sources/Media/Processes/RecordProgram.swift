import Glibc

/// A program of the user's own that answers JSON lines with JSON lines: one line in, one line out, in order.
///
/// Run as every program we start (`ChildProcess`): no environment, no files of ours, bounds on time, memory and output, and
/// it can write no file. Its input is a file without a name that holds the whole batch, so neither side can wait for the
/// other. Only for programs that the person at the command line names: nothing that comes over a network may get here.
public struct RecordProgram: Sendable {
    public let path: String
    public let arguments: [String]
    public var limits: ProcessLimits

    /// - Parameter program: a path, or a name that is looked for in the folders of `PATH`.
    public init(_ program: String, _ arguments: [String], limits: ProcessLimits = .forRecords) throws(ToolError) {
        guard let path = Self.found(program) else { throw .notStarted(program, errno: ENOENT) }
        (self.path, self.arguments, self.limits) = (path, arguments, limits)
    }

    /// All that the program wrote for these lines. Throws where it could not run to its end.
    public func answers(to lines: [UInt8]) throws(ToolError) -> [UInt8] {
        guard let file = tmpfile() else { throw .notStarted(path, errno: errno) }
        defer { fclose(file) }
        let isWritten = lines.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        guard isWritten, fflush(file) == 0 else { throw .notStarted(path, errno: errno) }
        rewind(file)
        // `ChildProcess` gives a file as descriptor 3; a shell of one fixed line moves it to the standard input.
        let process = try ChildProcess(
            "sh", ["-c", "exec \"$@\" <&3 3<&-", "sh", path] + arguments, input: fileno(file), tools: MediaTools(folders: ["/bin", "/usr/bin"]), limits: limits)
        let answer = try process.wholeOutput()
        try process.finishWell()
        return answer
    }

    private static func found(_ program: String) -> String? {
        let places = program.contains("/") ? [program] : MediaTools().folders.map { "\($0)/\(program)" }
        return places.first { path in
            var facts = stat()
            return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }
}

extension ProcessLimits {
    /// For one batch of some thousands of records.
    public static var forRecords: ProcessLimits {
        var limits = ProcessLimits()
        (limits.cpuSeconds, limits.wallSeconds, limits.outputBytes) = (600, 600, 256 << 20)
        return limits
    }
}
