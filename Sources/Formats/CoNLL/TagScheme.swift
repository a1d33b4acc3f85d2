import Records

/// How tags say where a span begins and ends. The same tags are read alike in all schemes, so nobody needs to know the
/// scheme to read; to write the same again, and to say what a file is, it is told from the tags.
enum TagScheme: String, Sendable, CaseIterable {
    /// `B-` only where a span follows another of its label at once, `I-` everywhere else: CoNLL-2003 as it was published.
    case iob1
    /// `B-` begins each span, `I-` goes on: what most tools write.
    case iob2
    /// `B-`, `I-`, `L-` last, `U-` of one token.
    case bilou
    /// The same with `E-` for the end and `S-` for single.
    case bioes

    /// The tags of one span of `count` tokens. `touches`: a span of the same label ends right before it.
    func tags(_ label: String, count: Int, touches: Bool) -> [String] {
        let first = self == .iob1 && !touches ? "I-" : "B-"
        guard self == .bilou || self == .bioes else { return (0..<count).map { ($0 == 0 ? first : "I-") + label } }
        if count == 1 { return [(self == .bilou ? "U-" : "S-") + label] }
        let last = self == .bilou ? "L-" : "E-"
        return (0..<count).map { ($0 == 0 ? "B-" : $0 == count - 1 ? last : "I-") + label }
    }
}

/// Gathers from tags which scheme they are in.
struct TagEvidence {
    /// `B-` where no span stands right before it: not IOB1.
    private(set) var freshB = 0
    /// `I-` where no span of its label stands right before it: not IOB2.
    private(set) var freshI = 0
    /// `B-` right after a span of its label: the one place where IOB1 has it.
    private(set) var touchingB = 0
    private(set) var lastOrUnit = 0
    private(set) var endOrSingle = 0
    private(set) var bare = 0
    private(set) var spans = 0
    private var openLabel: String?

    mutating func see(_ tag: CoNLLTag) {
        let continues = tag.label != nil && tag.label == openLabel
        switch tag.sign {
        case "B": if continues { touchingB += 1 } else { freshB += 1 }
        case "I" where !continues: freshI += 1
        case "L", "U": lastOrUnit += 1
        case "E", "S": endOrSingle += 1
        case nil where tag.label != nil: bare += 1
        default: break
        }
        if tag.label != nil, tag.begins || !continues { spans += 1 }
        openLabel = tag.label
    }

    mutating func endSentence() { openLabel = nil }

    /// nil: it cannot be told, or the tags follow none of them.
    var scheme: TagScheme? {
        if lastOrUnit > 0 { return endOrSingle == 0 ? .bilou : nil }
        if endOrSingle > 0 { return .bioes }
        if freshB > 0 { return freshI == 0 ? .iob2 : nil }
        return freshI > 0 && touchingB > 0 ? .iob1 : nil
    }

    /// Why there is no scheme; nil when there is one or there are no spans.
    var doubt: String? {
        guard scheme == nil, spans > 0 else { return nil }
        if lastOrUnit > 0 { return "tags of BILOU (`L-`, `U-`) stand beside tags of BIOES (`E-`, `S-`)" }
        if freshB > 0, freshI > 0 {
            return "\(freshB) spans begin with `B-` as in IOB2 and \(freshI) with `I-` as in IOB1; each of them is taken as a span of its own"
        }
        if bare > 0 { return "\(bare) tags have no `B-` or `I-`, so spans of one label that touch are taken as one" }
        return "all \(spans) spans begin with `I-`: this is IOB1 without two spans of a label that touch, or tags that say only inside and outside; touching spans are taken as one"
    }
}

/// One tag: its sign, its label; no label outside spans.
struct CoNLLTag: Equatable {
    /// `B`, `I`, `L`, `U`, `E` or `S`; nil for `O` and for a label without a sign.
    var sign: Character?
    var label: String?
    var begins: Bool { sign == "B" || sign == "U" || sign == "S" }
    var ends: Bool { sign == "E" || sign == "L" || sign == "U" || sign == "S" }

    /// Outside of spans.
    init() {}

    /// nil when it is none. Some tools write labels without a sign (`YEAR`): only `takesBare` lets those pass.
    init?(_ text: Substring, takesBare: Bool = false) {
        if text == "O" { return }
        if let first = text.first, text.dropFirst().first == "-" || text.dropFirst().first == "_", text.dropFirst(2).first != nil, "BILUES".contains(first) {
            (sign, label) = (first, String(text.dropFirst(2)))
        } else {
            guard takesBare, !text.isEmpty else { return nil }
            label = String(text)
        }
    }
}

/// Turns tags, token by token, into spans of tokens. What begins with `I-` begins a span.
struct TagSpans {
    struct Span: Equatable {
        var tokens: Range<Int>
        var label: String
    }

    private(set) var spans: [Span] = []
    private var count = 0
    private var openLabel: String?

    mutating func add(_ tag: CoNLLTag) {
        defer { count += 1 }
        guard let label = tag.label else { openLabel = nil; return }
        if !tag.begins, openLabel == label, let last = spans.indices.last {
            spans[last].tokens = spans[last].tokens.lowerBound..<count + 1
        } else {
            spans.append(Span(tokens: count..<count + 1, label: label))
        }
        openLabel = tag.ends ? nil : label
    }

    /// With the offsets of their tokens.
    func parts(_ tokens: [Tokeniser.Token]) -> [Part] {
        spans.enumerated().compactMap { number, span in
            guard span.tokens.upperBound <= tokens.count else { return nil }
            let range = [tokens[span.tokens.lowerBound].start, tokens[span.tokens.upperBound - 1].end]
            return Part(id: "s\(number + 1)", labels: [span.label], shape: .ranges([range]), origin: .imported)
        }
    }
}
