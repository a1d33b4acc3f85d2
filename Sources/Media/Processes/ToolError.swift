/// Why a program we started for a file gave nothing. Facts only; see `ToolError+Words.swift`.
public enum ToolError: Error, Sendable, Hashable {
    case missing(String, package: String)
    /// The system would not start it; its `errno`.
    case notStarted(String, errno: Int32)
    case timedOut(String, seconds: Double)
    case tooMuchOutput(String, bytes: Int)
    /// Ended with this code; the last words it wrote.
    case failed(String, code: Int32, words: String)
    /// A signal ended it: ours (limits of processor time or memory) or its own crash.
    case killed(String, signal: Int32, words: String)
    /// It ended well and what it wrote is not what it is known to write.
    case strangeAnswer(String, String)
    case cancelled
}
