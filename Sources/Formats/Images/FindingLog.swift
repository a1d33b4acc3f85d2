import Records

/// Findings of a reader that nobody has taken yet. The first thousand of a code are given one by one, the rest as a
/// count at the end, so that a file of nothing but faults fills neither memory nor a report.
struct FindingLog {
    static let maximumPerCode = 1000
    private var waiting: [Finding] = []
    private var counts: [String: Int] = [:]

    mutating func add(_ finding: Finding) {
        let count = counts[finding.code, default: 0] + 1
        counts[finding.code] = count
        if count <= Self.maximumPerCode { waiting.append(finding) }
    }

    mutating func add(_ findings: [Finding]) { for finding in findings { add(finding) } }

    mutating func take() -> [Finding] {
        guard !waiting.isEmpty else { return [] }
        defer { waiting.removeAll() }
        return waiting
    }

    /// Once, at the end: how many more there were of the codes that came too often.
    mutating func close(file: String) {
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.maximumPerCode {
            waiting.append(Finding(.warning, "findings.more", "`\(code)` came \(count - Self.maximumPerCode) more times", at: Place(file: file)))
        }
        counts.removeAll()
    }
}

/// Keys given out by a reader; a name that two splits share gets its split in front.
struct KeyBook {
    private var given: Set<String> = []

    /// nil when the image came before in this split.
    mutating func key(for name: String, split: String?) -> String? {
        if given.insert(name).inserted { return name }
        guard let split, !name.hasPrefix(split + "/") else { return nil }
        let longer = "\(split)/\(name)"
        return given.insert(longer).inserted ? longer : nil
    }
}
