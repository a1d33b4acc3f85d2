/// Why a child process gave no answer. Facts only; see `ChildError+Words.swift`. Programs by their path.
public enum ChildError: Error, Sendable, Hashable {
    case notFound(String)
    /// `code` is the system's number of the error.
    case cannotStart(String, code: Int32)
    case tookTooLong(String, seconds: Double)
    case tooMuchOutput(String, limit: Int)
    case cancelled(String)
}
