import Records

/// Gives the parts of a path that hold personal data a name that tells nothing and follows from the project's key.
///
/// The whole part is replaced, not the found place alone: beside a number there often stands whose it is. Endings stay,
/// since they say what a file is. The same part has the same pseudonym in every folder and every run with the key; without
/// the key nobody can make it again.
public struct FileNamePseudonym: Sendable {
    private let names: FileNameText
    private let key: PersonalDataKey

    public init(names: FileNameText, key: PersonalDataKey) {
        self.names = names
        self.key = key
    }

    /// The path with every telling part replaced; the same path when none is.
    public func renamed(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return parts.enumerated().map { place, part in
            let isFile = place == parts.count - 1
            guard !names.found(in: part, isFile: isFile).isEmpty else { return part }
            return pseudonym(part, isFile: isFile)
        }.joined(separator: "/")
    }

    /// Sixteen hexadecimal digits: a collision among a billion names has a chance of three in a hundred.
    private func pseudonym(_ part: String, isFile: Bool) -> String {
        let (stem, ending) = isFile ? FileNameText.split(part) : (part[...], "")
        return "name-\(ContentHash.hex(Array(key.digest("file-name", String(stem)).prefix(8))))\(ending)"
    }
}
