import Records

extension StreamError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .daysDiffer(let day, let other): "a sample of \(day) cannot be put together with one of \(other)"
        case .plansDiffer(let day): "two parts of \(day) were sampled by different plans"
        case .countTooSmall(let stratum, let count, let held, let day): "\(day) is said to have \(count) \(stratum.rawValue) events, and \(held) are held"
        }
    }

    /// For reports that collect what is wrong.
    public var finding: Finding {
        let code = switch self {
        case .daysDiffer: "days-differ"
        case .plansDiffer: "plans-differ"
        case .countTooSmall: "count-too-small"
        }
        return Finding(.error, "stream.\(code)", description)
    }
}
