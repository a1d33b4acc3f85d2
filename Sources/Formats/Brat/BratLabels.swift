/// The names types are shown under: the section `[labels]` of brat's `visual.conf`.
///
/// A type is made of letters, digits, `-` and `_`; a label such as `two words` becomes the type `two_words` and is shown
/// as what it is. Only such pairs are read back: what a collection shows `PER` as is nobody's label.
struct BratLabels {
    static let fileName = "visual.conf"
    private var shown: [String: String] = [:]
    private var order: [String] = []

    init() {}

    init(_ text: String) {
        var isInside = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("[") { isInside = line.hasPrefix("[labels]") }
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { CoNLLUSentence.trimmed($0.last == "\r" ? $0.dropLast() : $0) }
            guard isInside, parts.count > 1, Self.type(parts[1]) == parts[0], parts[0] != parts[1], shown[parts[0]] == nil else { continue }
            shown[parts[0]] = parts[1]
        }
    }

    func label(_ type: String) -> String { shown[type] ?? type }

    /// The type of a label, and whether the label comes back from it.
    mutating func type(of label: String) -> (type: String, isKept: Bool) {
        let type = Self.type(label)
        if let known = shown[type] { return (type, known == label) }
        shown[type] = label
        order.append(type)
        let isSafe = type == label || (!label.contains("|") && !label.contains("\n") && !label.contains("\r") && CoNLLUSentence.trimmed(label[...]) == label)
        return (type, isSafe)
    }

    /// nil when every type is its own label.
    var text: String? {
        let others = order.filter { shown[$0] != $0 }
        guard !others.isEmpty else { return nil }
        return "[labels]\n" + others.map { "\($0) | \(shown[$0] ?? $0)\n" }.joined()
    }

    static func type(_ name: String) -> String {
        let signs = name.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_" ? scalar : "_"
        }
        return signs.isEmpty ? "_" : String(String.UnicodeScalarView(signs))
    }
}
