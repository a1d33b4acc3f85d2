import Glibc

extension ChildError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let name): "there is no program `\(name)`"
        case .cannotStart(let name, let code): "`\(name)` could not be started: \(String(cString: strerror(code)))"
        case .tookTooLong(let name, let seconds): "`\(name)` took longer than \(Int(seconds.rounded(.up))) seconds and was ended"
        case .tooMuchOutput(let name, let limit): "`\(name)` printed more than \(limit) bytes and was ended"
        case .cancelled(let name): "`\(name)` was ended because the work was cancelled"
        }
    }
}
