/// All quality rules, in the order datatrove asks them within a family.
///
/// "Word" and "sentence" are those of `WordCuts` and `SentenceCuts`. Lines and paragraphs as each family's own code cuts
/// them: Gopher's repetition takes several line feeds as one, FineWeb leaves lines of white space out, C4 and the bullets
/// of Gopher cut at every line break of Unicode.
public enum TextRuleCatalog {
    public static let all: [TextRule] = gopherQuality + repeatedParts + topGrams + repeatedGrams + c4 + fineweb

    public static func rule(named name: String) -> TextRule? { all.first { $0.name == name } }

    private static let counts = HistogramScale(from: 1, to: 1_000_000, isLogarithmic: true)

    private static let gopherQuality: [TextRule] = [
        TextRule("gopher_short_doc", .gopherQuality, "Words that are not punctuation only", drops: .below, 50, scale: counts) {
            Double($0.plainWords)
        },
        TextRule("gopher_long_doc", .gopherQuality, "Words that are not punctuation only", drops: .above, 100_000, scale: counts) {
            Double($0.plainWords)
        },
        TextRule("gopher_below_avg_threshold", .gopherQuality, "Mean characters of a word that is not punctuation", drops: .below, 3, scale: wordLengths) {
            share($0.plainWordScalars, of: $0.plainWords)
        },
        TextRule("gopher_above_avg_threshold", .gopherQuality, "Mean characters of a word that is not punctuation", drops: .above, 10, scale: wordLengths) {
            share($0.plainWordScalars, of: $0.plainWords)
        },
        TextRule("gopher_too_many_hashes", .gopherQuality, "Hash signs per word", drops: .above, 0.1) { share($0.hashSigns, of: $0.words) },
        TextRule("gopher_too_many_ellipsis", .gopherQuality, "Ellipses (`...` or `…`) per word", drops: .above, 0.1) {
            share($0.ellipses, of: $0.words)
        },
        TextRule("gopher_too_many_bullets", .gopherQuality, "Share of lines that start with `•` or `-`", drops: .above, 0.9) {
            share($0.bulletLines, of: $0.displayedLines)
        },
        TextRule("gopher_too_many_end_ellipsis", .gopherQuality, "Share of lines that end with an ellipsis", drops: .above, 0.3) {
            share($0.ellipsisLines, of: $0.displayedLines)
        },
        TextRule("gopher_below_alpha_threshold", .gopherQuality, "Share of words with a letter", drops: .below, 0.8) {
            share($0.wordsWithLetter, of: $0.words)
        },
        TextRule("gopher_enough_stop_words", .gopherQuality, "How many of eight frequent English words occur", drops: .below, 2, scale: HistogramScale(from: 0, to: 10)) {
            Double($0.stopWords)
        },
    ]

    private static let wordLengths = HistogramScale(from: 0, to: 20)

    private static let repeatedParts: [TextRule] = [
        TextRule("dup_para_frac", .gopherRepetition, "Share of paragraphs that were there before", drops: .above, 0.3) {
            share($0.paragraphs.repeated, of: $0.paragraphs.count)
        },
        TextRule("dup_para_char_frac", .gopherRepetition, "Share of characters in paragraphs that were there before", drops: .above, 0.2) {
            share($0.paragraphs.scalars, of: $0.scalars)
        },
        TextRule("dup_line_frac", .gopherRepetition, "Share of lines that were there before", drops: .above, 0.3) {
            share($0.lines.repeated, of: $0.lines.count)
        },
        TextRule("dup_line_char_frac", .gopherRepetition, "Share of characters in lines that were there before", drops: .above, 0.2) {
            share($0.lines.scalars, of: $0.scalars)
        },
    ]

    private static let topGrams: [TextRule] = [(2, 0.2), (3, 0.18), (4, 0.16)].map { order, threshold in
        TextRule("top_\(order)_gram", .gopherRepetition, "Share of characters in the most frequent run of \(order) words", drops: .above, threshold) {
            share($0.topGramScalars[order - 2], of: $0.scalars)
        }
    }

    private static let repeatedGrams: [TextRule] = [(5, 0.15), (6, 0.14), (7, 0.13), (8, 0.12), (9, 0.11), (10, 0.1)].map { order, threshold in
        TextRule("duplicated_\(order)_n_grams", .gopherRepetition, "Share of characters in runs of \(order) words that were there before", drops: .above, threshold) {
            share($0.repeatedGramScalars[order - 5], of: $0.scalars)
        }
    }

    private static let c4: [TextRule] = [
        TextRule("lorem_ipsum", .c4, "Lines with `lorem ipsum`", drops: .above, 0, scale: few) { Double($0.cleaned[.loremIpsum]) },
        TextRule("curly_bracket", .c4, "Lines with `{`", drops: .above, 0, scale: few) { Double($0.cleaned[.curlyBracket]) },
        TextRule("too_few_sentences", .c4, "Sentences of the lines that are kept", drops: .below, 5, scale: counts) { Double($0.cleaned.sentences) },
        TextRule("document_removed_with_badwords", .c4, "Places with a word of the list that was given", drops: .above, 0, scale: few) {
            Double($0.blockedWords)
        },
    ]

    private static let few = HistogramScale(from: 0, to: 20)

    private static let fineweb: [TextRule] = [
        TextRule("line_punct_ratio", .fineweb, "Share of lines that end a sentence", drops: .below, 0.12) {
            share($0.filledLinesWithEnd, of: $0.filledLines.count)
        },
        TextRule("short_line_ratio", .fineweb, "Share of lines of at most 30 characters", drops: .above, 0.67) {
            share($0.shortFilledLines, of: $0.filledLines.count)
        },
        TextRule("char_dup_ratio", .fineweb, "Share of characters in lines that were there before", drops: .above, 0.01) {
            share($0.filledLines.scalars, of: $0.scalars - $0.lineFeeds)
        },
        TextRule("list_ratio", .fineweb, "Line feeds per word", drops: .above, 0.3, scale: HistogramScale(from: 0, to: 2)) {
            share($0.lineFeeds, of: $0.words)
        },
    ]

    private static func share(_ part: Int, of whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
}
