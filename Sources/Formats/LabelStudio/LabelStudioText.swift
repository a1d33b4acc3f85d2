import Records

/// Offsets into a text as Label Studio counts them.
///
/// The editor of today stores code points, which are Unicode scalars nearly always; before October 2021 it stored UTF-16
/// units (label-studio pull request 1559). Which of the two an offset is cannot be seen from it, but results repeat the
/// words they mark: where those stand at the offset in one way of counting only, that way it is.
struct LabelStudioText {
    let text: String
    private let scalars: [Unicode.Scalar]
    /// Scalars before each UTF-16 unit, where the two ways of counting differ at all.
    private let scalarsBeforeUnit: [Int]?

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { $0.value > 0xFFFF }) else { scalarsBeforeUnit = nil; return }
        var before: [Int] = []
        for (place, scalar) in scalars.enumerated() { before += Array(repeating: place, count: scalar.value > 0xFFFF ? 2 : 1) }
        scalarsBeforeUnit = before + [scalars.count]
    }

    var count: Int { scalars.count }

    enum Reading: Equatable {
        case scalars(Int, Int)
        case units(Int, Int)
        /// The words marked stand at neither.
        case doubtful(Int, Int)
        case outside
    }

    func read(_ start: Int, _ end: Int, marking words: String?) -> Reading {
        let plain = slice(start, end)
        if let plain, words == nil || Self.agree(plain, words) { return .scalars(start, end) }
        if let map = scalarsBeforeUnit, map.indices.contains(start), map.indices.contains(end), let moved = slice(map[start], map[end]), Self.agree(moved, words) {
            return .units(map[start], map[end])
        }
        return plain == nil ? .outside : .doubtful(start, end)
    }

    func slice(_ start: Int, _ end: Int) -> String? {
        guard start >= 0, start < end, end <= scalars.count else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        return String(view)
    }

    /// Line ends were written as `\n` in two characters for a while, and white space is not always repeated as it stands.
    private static func agree(_ found: String, _ words: String?) -> Bool {
        guard let words else { return false }
        if found.unicodeScalars.elementsEqual(words.unicodeScalars) { return true }
        return spoken(found) == spoken(words.replacing("\\n", with: "\n"))
    }

    private static func spoken(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}

/// Paragraphs (`{author, text}`) as one text, a line end between two.
struct LabelStudioParagraphs {
    let text: String
    /// Where each begins, in scalars.
    private let starts: [Int]
    private let lengths: [Int]

    /// nil when the data is no list of objects with a text each.
    init?(_ data: JSONValue, key: String) {
        guard let list = data.array, !list.isEmpty else { return nil }
        var texts: [String] = [], starts: [Int] = [], lengths: [Int] = []
        var place = 0
        for entry in list {
            guard let text = entry[key]?.string else { return nil }
            texts.append(text)
            starts.append(place)
            lengths.append(text.unicodeScalars.count)
            place += text.unicodeScalars.count + 1
        }
        (self.text, self.starts, self.lengths) = (texts.joined(separator: "\n"), starts, lengths)
    }

    func offset(paragraph: Int, _ offset: Int) -> Int? {
        guard starts.indices.contains(paragraph), offset >= 0, offset <= lengths[paragraph] else { return nil }
        return starts[paragraph] + offset
    }

    /// The paragraph an offset is in, and where in it; an end belongs to the paragraph it ends.
    func place(of offset: Int) -> (paragraph: Int, offset: Int)? {
        guard let paragraph = starts.lastIndex(where: { $0 <= offset }), offset - starts[paragraph] <= lengths[paragraph] else { return nil }
        return (paragraph, offset - starts[paragraph])
    }
}
