import Glibc

/// Runs a program of the system on untrusted input and takes what it prints: the fence round large decoders.
///
/// No shell, no search path: an absolute path and its arguments. The child gets an empty environment, `/dev/null` as its
/// input, no descriptor of ours but the `input` that is handed to it (as number 3, see `inputPath`: no file name reaches
/// the program, so none can be taken for an option), a process group of its own, and limits on processor time, memory, file
/// size and open files, set by `prlimit` of util-linux before the program starts. Wall time, output and cancelling are
/// watched from here; whoever breaks them is killed with its whole group. Blocks the calling thread.
///
///     let outcome = try ChildCommand.run("/usr/bin/pdfinfo", [ChildCommand.inputPath], input: source.descriptor)
///
/// Never runs longer than `limits.wallSeconds` nor keeps more than `limits.outputBytes`, whatever the program does.
public enum ChildCommand {
    /// What a child may cost.
    public struct Limits: Sendable, Hashable {
        /// Of the processor.
        public var cpuSeconds = 30
        public var wallSeconds = 60.0
        /// Address space.
        public var memoryBytes = 1 << 30
        /// Of any file it writes.
        public var fileBytes = 16 << 20
        public var openFiles = 64
        /// Of what it prints.
        public var outputBytes = 256 << 20

        public init() {}
    }

    public struct Outcome: Sendable, Hashable {
        public enum Exit: Sendable, Hashable {
            case code(Int32)
            case signal(Int32)
        }

        public var output: [UInt8]
        public var exit: Exit
        /// The last 4 KiB of what it wrote to standard error.
        public var complaint: String
        public var succeeded: Bool { exit == .code(0) }
    }

    /// What a program opens to read `input`.
    public static let inputPath = "/proc/self/fd/3"
    private static let folders = ["/usr/bin/", "/usr/local/bin/", "/bin/"]

    /// The program of this name in one of three fixed folders; nil when it is not installed.
    public static func find(_ name: String) -> String? {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        return folders.map { $0 + name }.first { access($0, X_OK) == 0 }
    }

    /// - Parameters:
    ///   - executable: an absolute path.
    ///   - input: an open descriptor that the program may read; it stays the caller's.
    ///   - isCancelled: asked some twenty times a second.
    /// - Throws: `ChildError` when it could not be started or was killed by us; a program that fails is an outcome.
    public static func run(
        _ executable: String, _ arguments: [String], limits: Limits = Limits(), input: Int32? = nil, isCancelled: () -> Bool = { Task.isCancelled }
    ) throws(ChildError) -> Outcome {
        guard executable.utf8.first == UInt8(ascii: "/"), access(executable, X_OK) == 0 else { throw .notFound(executable) }
        guard let fence = find("prlimit") else { throw .notFound("prlimit") }
        let fenced = [
            fence, "--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds + 1)", "--as=\(limits.memoryBytes)", "--fsize=\(limits.fileBytes)", "--nofile=\(limits.openFiles)", "--core=0", "--", executable,
        ]
        let child = try RunningChild(fenced + arguments, name: executable, input: input)
        return try child.finish(limits, isCancelled)
    }
}
