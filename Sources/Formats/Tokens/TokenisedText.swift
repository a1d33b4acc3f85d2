import Records

/// A text and where its tokens are in it, in Unicode scalars: what formats with a line or an entry per token stand on.
///
/// Tokens lie in the text in order and do not overlap; between them there is white space or nothing.
struct TokenisedText {
    private(set) var text: String
    private(set) var tokens: [Tokeniser.Token]

    /// The tokens with one space between each: for formats that do not say how the text was spaced.
    init(spaced words: [String]) {
        text = words.joined(separator: " ")
        var place = 0
        tokens = words.map { word in
            let token = Tokeniser.Token(start: place, end: place + word.unicodeScalars.count, text: word)
            place = token.end + 1
            return token
        }
    }

    /// Tokens cut by white space alone.
    init(cuttingSpaces text: String) {
        self.text = text
        tokens = []
        var word = String.UnicodeScalarView()
        var place = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                close(&word, at: place)
            } else {
                word.append(scalar)
            }
            place += 1
        }
        close(&word, at: place)
    }

    private mutating func close(_ word: inout String.UnicodeScalarView, at end: Int) {
        guard !word.isEmpty else { return }
        tokens.append(Tokeniser.Token(start: end - word.count, end: end, text: String(word)))
        word = String.UnicodeScalarView()
    }

    /// The words where they are found in the text one after another with only white space between; nil when they are not.
    init?(_ text: String, words: [String]) {
        self.text = text
        tokens = []
        let scalars = Array(text.unicodeScalars)
        var place = 0
        for word in words {
            let sought = Array(word.unicodeScalars)
            guard !sought.isEmpty else { return nil }
            while place < scalars.count, scalars[place].properties.isWhitespace, scalars[place] != sought[0] { place += 1 }
            guard place + sought.count <= scalars.count, scalars[place..<place + sought.count].elementsEqual(sought) else { return nil }
            tokens.append(Tokeniser.Token(start: place, end: place + sought.count, text: word))
            place += sought.count
        }
        guard scalars[place...].allSatisfy(\.properties.isWhitespace) else { return nil }
    }

    init(_ text: String, tokens: [Tokeniser.Token]) { (self.text, self.tokens) = (text, tokens) }

    /// Whether one space stands between tokens and nothing before and after: what joining the tokens gives back.
    var isSpaced: Bool {
        var place = 0
        for (number, token) in tokens.enumerated() {
            if token.start != place + (number > 0 ? 1 : 0) { return false }
            place = token.end
        }
        return place == text.unicodeScalars.count && TokenisedText(spaced: tokens.map(\.text)).text == text
    }
}

/// The name of the layer that holds the words themselves, where layers are not of the tokens that `Tokeniser` finds.
enum TokenLayers {
    static let form = "form"

    /// The tokens an item's layers are of: those of its own `form`, else what white space cuts or `Tokeniser` finds,
    /// whichever are as many as the layers have values.
    static func tokens(of layers: [TokenLayer], in text: String) -> TokenisedText? {
        guard let count = layers.first?.values.count, layers.allSatisfy({ $0.values.count == count }) else { return nil }
        if let form = layers.first(where: { $0.name == Self.form }) { return TokenisedText(text, words: form.values) }
        let found = TokenisedText(text, tokens: Tokeniser.tokens(of: text))
        if found.tokens.count == count { return found }
        let cut = TokenisedText(cuttingSpaces: text)
        return cut.tokens.count == count ? cut : nil
    }
}
