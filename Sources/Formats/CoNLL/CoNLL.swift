import Records

/// Tokens and their tags, a token per line: CoNLL-2003 and the two-column files that descend from it.
///
/// Three names for what is read alike: `conll` (columns separated by a space, part of speech and chunk between token and
/// tag), `bio` (token, tab, tag) and `bilou` (the same with tags that mark last and single tokens).
public enum CoNLL {
    /// What tells the formats apart when they are written.
    struct Flavour: Sendable {
        var name: String
        var separator: String
        var ending: String
        var scheme: TagScheme
        var startsDocuments: Bool
    }

    static let conll = Flavour(name: "conll", separator: " ", ending: ".conll", scheme: .iob2, startsDocuments: true)
    static let bio = Flavour(name: "bio", separator: "\t", ending: ".bio", scheme: .iob2, startsDocuments: false)
    static let bilou = Flavour(name: "bilou", separator: "\t", ending: ".bilou", scheme: .bilou, startsDocuments: false)

    public static let format = format(conll, card(conll, "CoNLL-2003: token, layers and tag of a token per line", ["conll", "iob"]))
    public static let bioFormat = format(bio, card(bio, "A token, a tab and its BIO (IOB2) tag per line", ["bio", "iob2", "tsv"]))
    public static let bilouFormat = format(bilou, card(bilou, "A token, a tab and its BILOU (or BIOES) tag per line", ["bilou", "bioes", "tsv"]))

    private static func card(_ flavour: Flavour, _ summary: String, _ extensions: [String]) -> FormatCard {
        FormatCard(
            name: flavour.name, summary: summary, extensions: extensions,
            capacity: FormatCapacity(media: [.text], kinds: [.spans, .tokens], extras: [.splits, .emptyAnswers]), loses: CoNLLWriter.losses(flavour.name))
    }

    private static func format(_ flavour: Flavour, _ card: FormatCard) -> DatasetFormat {
        TokenFormat.format(
            card, recognise: { recognise($0, flavour) }, reader: { try CoNLLReader($0, options: $1, flavour: flavour) },
            writer: { try CoNLLWriter($0, layout: $1, flavour: flavour) })
    }

    // MARK: Recognition

    /// Endings that say it themselves.
    private static let sureEndings: Set<String> = ["conll", "iob", "iob2", "bio", "bioes", "bilou"]
    private static let endings = ["conll", "iob", "iob2", "bio", "bioes", "bilou", "tsv", "txt", "tags", "annotated", "ner"]

    /// Files that hold tokens and tags. They are judged together: one of nothing but `O`, since nothing was marked in that
    /// split, counts beside one that is sure. Files whose names say it are always among them, with faults where there are any.
    static func files(_ input: DatasetInput) -> [String] { looks(input).map(\.path) }

    private static func looks(_ input: DatasetInput) -> [(path: String, look: Look?)] {
        let found = input.listing.paths.compactMap { path -> (path: String, look: Look?, isNamed: Bool)? in
            let ending = ending(path), isNamed = sureEndings.contains(ending)
            guard input.isFile || endings.contains(ending), !input.head(path).isEmpty else { return nil }
            return (path, Look(input.headText(path), ending: ending), isNamed)
        }
        let isTold = found.contains { $0.isNamed || $0.look?.isEnough == true }
        return found.filter { $0.isNamed || ($0.look != nil && isTold) }.map { ($0.path, $0.look) }
    }

    private static func ending(_ path: String) -> String {
        let plain = Compression.unpackedPath(path)
        return plain.lastIndex(of: ".").map { plain[plain.index(after: $0)...].lowercased() } ?? ""
    }

    private static func recognise(_ input: DatasetInput, _ flavour: Flavour) -> DatasetFormat.Recognition? {
        let seen = looks(input).compactMap { file in file.look.map { (path: file.path, look: $0) } }
        guard let (path, look) = seen.first(where: \.look.isSure) ?? seen.first, look.flavour == flavour.name else { return nil }
        return .init(confidence: look.isSure ? 0.95 : 0.75, reason: "lines of `\(path)` have a token first and \(look.reason) last")
    }

    /// What the first lines of a file look like.
    struct Look {
        var flavour: String
        var isSure: Bool
        /// A few lines of nothing but `O` may be anything.
        var isEnough: Bool
        var reason: String

        /// nil when they are not tokens and tags.
        init?(_ head: String, ending: String) {
            var evidence = TagEvidence()
            var named: Int?
            var (tagged, tabs, spaces, widest, starts) = (0, 0, 0, 0, false)
            let lines = head.split(separator: "\n", omittingEmptySubsequences: false).dropLast(head.utf8.count >= DatasetInput.headBytes ? 1 : 0).prefix(2000)
            for whole in lines {
                let line = whole.hasSuffix("\r") ? whole.dropLast() : whole
                if line.allSatisfy({ $0 == " " || $0 == "\t" }) { evidence.endSentence(); continue }
                if line.hasPrefix("-DOCSTART-") { starts = true; continue }
                if line.hasPrefix("# "), line.holds(" = ") {
                    named = CoNLLSentences.columnNames(line)?.count ?? named
                    continue
                }
                let hasTab = line.holds("\t")
                let columns = hasTab ? line.split(separator: "\t", omittingEmptySubsequences: false) : line.split(separator: " ")
                guard columns.count > 1, columns.count < 9 || columns.count == named, let last = columns.last, let tag = CoNLLTag(last) else { return nil }
                evidence.see(tag)
                tagged += 1
                if hasTab { tabs += 1 } else { spaces += 1 }
                widest = max(widest, columns.count)
            }
            guard tagged > 0, tabs == 0 || spaces == 0 else { return nil }
            let isBILOU = evidence.lastOrUnit + evidence.endOrSingle > 0
            let isPlain = widest == 2 || Self.plainEndings.contains(ending)
            if starts || (spaces > 0 && !isBILOU) || !isPlain {
                (flavour, reason) = ("conll", starts ? "a tag (after `-DOCSTART-`)" : "a tag")
            } else {
                (flavour, reason) = isBILOU ? ("bilou", "a BILOU or BIOES tag") : ("bio", "a BIO tag")
            }
            isSure = starts || evidence.spans > 0
            isEnough = isSure || tagged > 3
        }

        /// Of the flavours that stand without columns between token and tag, and may have them.
        private static let plainEndings: Set<String> = ["bio", "iob2", "bilou", "bioes"]
    }
}
