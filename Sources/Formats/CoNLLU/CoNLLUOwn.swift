import Records

/// What only CoNLL-U says of a sentence: comments, ranges, empty nodes, and last columns that would be written otherwise.
///
/// `comments` are verbatim without `#`; ` sent_id` and ` text` alone stand where the item's key and text belong. `rows` are
/// the rows that are no words, each with the number of words before it. `misc` has, by word, last columns whose entries stand in an order of their own.
enum CoNLLUOwn {
    static let sentID = " sent_id"
    static let text = " text"

    static func kept(
        _ sentence: CoNLLUSentence, id: String?, key: String, text: String?, words: [Range<Int>], readsSpans: Bool, readsLayers: Bool
    ) -> JSONObject {
        var own: JSONObject = [:]
        var comments = sentence.comments
        for place in comments.indices {
            if let id, id == key, comments[place] == "\(sentID) = \(id)" { comments[place] = sentID }
            if let text, comments[place] == "\(Self.text) = \(text)" { comments[place] = Self.text }
        }
        if comments != [sentID, Self.text] { own["comments"] = .array(comments.map { .string($0) }) }
        if !sentence.extras.isEmpty {
            own["rows"] = .array(sentence.extras.map { ["after": .int(Int64($0.after)), "row": .string($0.columns.joined(separator: "\t"))] })
        }
        var misc: JSONObject = [:]
        var columns: [String] = []
        for (place, word) in sentence.words.enumerated() {
            let next = place + 1 < words.count ? words[place + 1].lowerBound : nil
            if !inRange(place, sentence), canonical(word[9], touchesNext: next == words[place].upperBound) != word[9] { misc[String(place + 1)] = .string(word[9]) }
            if inRange(place, sentence), canonical(word[9], touchesNext: false) != word[9] { misc[String(place + 1)] = .string(word[9]) }
            if !readsLayers { columns.append(word.dropFirst().joined(separator: "\t")) }
        }
        if !misc.isEmpty { own["misc"] = .object(misc) }
        // Nobody asked for layers: they are kept, so that they are there when it is written back.
        if !readsLayers { own["words"] = .array(columns.map { .string($0) }) }
        return own
    }

    private static func inRange(_ word: Int, _ sentence: CoNLLUSentence) -> Bool { sentence.extras.contains { $0.words?.contains(word) == true } }

    /// A column of a word as a layer has it: "" for nothing; the last without what offsets and spans say.
    static func value(_ word: [String], _ column: Int, readsSpans: Bool) -> String {
        if column == 1 || (column == 2 && word[1] == "_") { return word[column] }
        guard column == 9 else { return word[column] == "_" ? "" : word[column] }
        var misc = CoNLLUMisc(word[9])
        if misc.has("SpaceAfter", "No") { misc.remove("SpaceAfter") }
        if readsSpans { misc.remove(CoNLLU.ner) }
        return misc.text
    }

    /// The last column as it is written from what is known without it.
    private static func canonical(_ misc: String, touchesNext: Bool) -> String {
        var own = CoNLLUMisc(misc)
        let tag = own.value(CoNLLU.ner).map(String.init)
        own.remove(CoNLLU.ner)
        if own.has("SpaceAfter", "No") { own.remove("SpaceAfter") }
        return written(own, tag: tag, touchesNext: touchesNext)
    }

    static func written(_ misc: CoNLLUMisc, tag: String?, touchesNext: Bool) -> String {
        var misc = misc
        if let tag { misc.set(CoNLLU.ner, tag) }
        if touchesNext { misc.set("SpaceAfter", "No") }
        return misc.text.isEmpty ? "_" : misc.text
    }
}
