/// Which bytes a `Range` header asks for (RFC 9110, 14). One range only: several are answered with the whole.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    /// Begins at or after the end: 416.
    case outside

    static func read(_ header: String?, ifRange: String?, tag: String?, size: Int) -> ByteRange {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
        if let ifRange, ifRange != tag { return .whole }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return .whole }
        if ends[0].isEmpty {
            guard let count = Int(ends[1]), count >= 0 else { return .whole }
            return count == 0 || size == 0 ? .outside : .part(max(0, size - count)..<size)
        }
        guard let first = Int(ends[0]), first >= 0 else { return .whole }
        guard first < size else { return .outside }
        guard !ends[1].isEmpty else { return .part(first..<size) }
        guard let last = Int(ends[1]), last >= first else { return .whole }
        return .part(first..<min(size, last == Int.max ? last : last + 1))
    }
}

/// Comparison of entity tags (RFC 9110, 8.8.3).
enum EntityTag {
    /// `header` is `If-None-Match`: a list of tags, or `*`. Weak and strong tags of one text match.
    static func matches(_ tag: String, _ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { piece in
            let candidate = piece.drop { $0 == " " }.prefix { $0 != " " }
            return candidate == "*" || strong(candidate) == strong(tag[...])
        }
    }

    private static func strong(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
