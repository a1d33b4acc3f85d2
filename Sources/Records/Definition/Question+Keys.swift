/// Which key picks which label.
extension Question {
    /// One per label, in their order: the declared key, else the next free digit from 1 to 9, else nil.
    public var labelKeys: [String?] {
        let taken = Set(labels.compactMap { $0.key?.lowercased() })
        var free = (1...9).map(String.init).filter { !taken.contains($0) }[...]
        return labels.map { $0.key ?? free.popFirst() }
    }
}
