extension AgreementBand: CustomStringConvertible {
    public var description: String {
        switch self {
        case .excellent: "excellent"
        case .good: "good"
        case .needsWork: "needs work"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .excellent: "Annotators agree; go on"
        case .good: "Annotators mostly agree; look at what they confuse"
        case .needsWork: "Mend the guidelines and label a new pilot batch before going on"
        }
    }
}
