/// The numbers spaCy keeps strings under: the place in its table of symbols where a string is one of them (`X` is 101,
/// `PERSON` 380), else MurmurHash64A of its UTF-8 bytes with seed 1. The empty string is 0.
///
/// The table is part of the file format: a label that is a symbol is stored by its place. As of spaCy 3.8.
enum SpaCyStrings {
    static func hash(_ text: String) -> UInt64 {
        if text.isEmpty { return 0 }
        if let place = places[text] { return UInt64(place) }
        return MurmurHash64A.hash(Array(text.utf8), seed: 1)
    }

    /// nil for numbers that are no symbols.
    static func symbol(_ number: UInt64) -> String? { number == 0 ? "" : Int(exactly: number).flatMap { symbols[$0] } }

    private static let symbols: [Int: String] = {
        var table: [Int: String] = [:]
        for (first, names) in runs {
            for (place, name) in names.split(separator: " ").enumerated() { table[first + place] = String(name) }
        }
        for place in 19...63 { table[place] = "FLAG\(place)" }
        for number in 1...276 {
            let digits = String(number)
            table[103 + number] = "DEPRECATED" + String(repeating: "0", count: 3 - digits.count) + digits
        }
        return table
    }()

    private static let places: [String: Int] = {
        var table: [String: Int] = [:]
        for (place, name) in symbols { table[name] = place }
        return table
    }()

    private static let runs: [(Int, String)] = [
        (1, "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY"),
        (64, "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY PROB LANG"),
        (84, "ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE"),
        (380, "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL"),
        (398, "acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl"),
        (452, "ENT_KB_ID MORPH ENT_ID IDX _"),
    ]
}

/// MurmurHash64A by Austin Appleby, for little-endian machines.
enum MurmurHash64A {
    static func hash(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
        let factor: UInt64 = 0xC6A4_A793_5BD1_E995
        var hash = seed ^ (UInt64(bytes.count) &* factor)
        let whole = bytes.count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
            var word = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
            word = word &* factor
            word ^= word >> 47
            hash = (hash ^ (word &* factor)) &* factor
        }
        if whole < bytes.count {
            for place in whole..<bytes.count { hash ^= UInt64(bytes[place]) << UInt64(8 * (place - whole)) }
            hash = hash &* factor
        }
        hash ^= hash >> 47
        hash = hash &* factor
        return hash ^ (hash >> 47)
    }
}
