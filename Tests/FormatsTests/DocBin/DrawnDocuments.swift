import Records
@testable import Formats

/// Documents drawn from a seed, with everything a `.spacy` file holds: spans with and without identifiers, categories, layers,
/// sentence starts, user data, white space that is a token, and items nobody answered.
enum DrawnDocuments {
    static let questions = [
        Question(name: "spans", kind: .spans), Question(name: "tokens", kind: .tokens),
        Question(name: "choices", kind: .choices, labels: ["news", "letter", "verse"].map { LabelDefinition(name: $0) }),
    ]

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzäøж界")

    static func items(_ count: Int, words: Int = 100, overlapping: Bool = false, split: Bool = true) -> [LabelledItem] {
        var random = Seeded(7)
        return (0..<count).map { number in
            var item = self.item(number, words: words, overlapping: overlapping, &random)
            if split { item.split = ["train", "dev", nil][number % 3] }
            return item
        }
    }

    private static func item(_ number: Int, words: Int, overlapping: Bool, _ random: inout Seeded) -> LabelledItem {
        let drawn = (0..<words).map { _ in word(&random) }
        let isPlain = number % 4 != 0
        var text = ""
        var starts: [Int] = []
        for (place, word) in drawn.enumerated() {
            if place > 0 { text += isPlain || random.next() % 9 > 0 ? " " : ["  ", "\n", " \t"][place % 3] }
            starts.append(text.unicodeScalars.count)
            text += word
        }
        var item = LabelledItem(key: "d\(number)", fields: ["text": .string(text)])
        var own = JSONObject()
        if number % 7 != 0 {
            let parts = spans(drawn, starts, overlapping: overlapping && number % 5 == 1, &random)
            item.answers["spans"] = .parts(parts)
            if number % 3 == 0, let first = parts.first { own["parts"] = .object([first.id: ["kb": .string("Q\(random.next() % 50)"), "id": "x"]]) }
        }
        if number % 2 == 0 { item.answers["choices"] = .choices(number % 6 == 0 ? ["verse", "later \(number % 9)"] : []) }
        if isPlain, number % 3 == 1 { item.answers["tokens"] = .tokens(layers(drawn)) }
        if number % 11 == 0 { own["user_data"] = .string("81a16102") }
        if !own.isEmpty { item.metadata["docbin"] = .object(own) }
        return item
    }

    private static func word(_ random: inout Seeded) -> String { String((0...random.next() % 5).map { _ in letters[Int(random.next() % UInt64(letters.count))] }) }

    private static func spans(_ words: [String], _ starts: [Int], overlapping: Bool, _ random: inout Seeded) -> [Part] {
        var parts: [Part] = []
        var place = 0
        while place + 3 < words.count {
            let last = place + Int(random.next() % 3)
            parts.append(Part(
                id: "s\(parts.count + 1)", labels: [["PER", "LOC", "PERSON"][Int(random.next() % 3)]], shape: .ranges([[starts[place], starts[last] + words[last].unicodeScalars.count]]), origin: .imported))
            place = overlapping ? last : last + 1 + Int(random.next() % 20)
            if overlapping, last == place { place += Int(random.next() % 2) }
        }
        return parts
    }

    private static func layers(_ words: [String]) -> [TokenLayer] {
        [
            TokenLayer(name: "form", values: words), TokenLayer(name: "lemma", values: words.map { String($0.prefix(2)) }),
            TokenLayer(name: "upos", values: words.indices.map { ["NOUN", "VERB", "odd"][$0 % 3] }), TokenLayer(name: "head", values: words.indices.map { String($0 / 2) }),
            TokenLayer(name: "deprel", values: words.indices.map { $0 < 2 ? "ROOT" : "obj" }),
        ]
    }
}
