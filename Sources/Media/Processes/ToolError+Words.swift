import Glibc
import Records

extension ToolError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let program, let package): "this file needs the program `\(program)` of the package `\(package)`, which is not installed"
        case .notStarted(let program, let code): "`\(program)` could not be started: \(String(cString: strerror(code)))"
        case .timedOut(let program, let seconds): "`\(program)` was stopped after \(Int(seconds)) seconds"
        case .tooMuchOutput(let program, let bytes): "`\(program)` was stopped after \(bytes) bytes of output"
        case .failed(let program, let code, let words): "`\(program)` gave up with code \(code)\(Self.quoted(words))"
        case .killed(let program, let signal, let words): "`\(program)` was ended by signal \(signal)\(Self.quoted(words))"
        case .strangeAnswer(let program, let what): "the answer of `\(program)` is not understood: \(what)"
        case .cancelled: "it was stopped on request"
        }
    }

    public var hint: String? {
        switch self {
        case .missing(_, let package): "install it (`apt-get install \(package)`)"
        case .notStarted: "look whether the machine is out of memory or processes"
        case .timedOut, .tooMuchOutput: "cut the file into shorter ones, or raise the limit if you trust its source"
        case .failed: "play the file in a media player; if it does not play there, take it from its source again"
        case .killed(_, SIGXCPU, _), .killed(_, SIGKILL, _): "it took more time or memory than allowed; raise the limit if you trust the source"
        case .killed: "leave the file out, or convert it"
        case .strangeAnswer: "look which version is installed; 5.1 and later are known to work"
        case .cancelled: nil
        }
    }

    /// Stable and documented.
    public var code: String {
        switch self {
        case .missing: "tool.missing"
        case .notStarted: "tool.not-started"
        case .timedOut: "tool.timed-out"
        case .tooMuchOutput: "tool.too-much-output"
        case .failed: "tool.failed"
        case .killed: "tool.killed"
        case .strangeAnswer: "tool.strange-answer"
        case .cancelled: "tool.cancelled"
        }
    }

    private static func quoted(_ words: String) -> String {
        let last = lastLine(words)
        return last.isEmpty ? "" : ": \(last)"
    }

    /// The last line a program wrote says the most; the descriptor it was given stands for the file.
    static func lastLine(_ words: String) -> String {
        let last = words.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        return last.replacing("file:" + ChildProcess.inputPath, with: "the file")
    }
}
