/// What is asked about a word and its neighbours; every answer is a row of the weights.
///
/// Questions and their numbers are those of `tools/names/features.py`: the word, its neighbours, pairs of them, form,
/// beginnings, endings, and what the dictionary says of each.
struct NameQuestions {
    let words: UnsafeBufferPointer<NameWord>
    let model: NameModel
    /// 1: no word has a capital; 2: most have; 0: as usual.
    let writing: UInt64

    init(_ words: UnsafeBufferPointer<NameWord>, _ model: NameModel) {
        self.words = words
        self.model = model
        var lettered = 0, capitals = 0
        for word in words {
            lettered += word.hasLetters ? 1 : 0
            capitals += word.isCapital ? 1 : 0
        }
        writing = capitals == 0 ? 1 : lettered >= 3 && capitals * 10 >= lettered * 7 ? 2 : 0
    }

    /// Sums of the weights of all labels, in units.
    func weights(of place: Int, _ table: UnsafeBufferPointer<SIMD8<Int8>>) -> SIMD8<Int16> {
        var sum = SIMD8<Int16>(), mask = model.rowMask
        mask = min(mask, table.count - 1)
        func ask(_ question: UInt64, _ answer: UInt64) {
            sum &+= SIMD8<Int16>(truncatingIfNeeded: table[NameHash.row(question, answer) & mask])
        }
        let word = words[place], edge = NameHash.edge
        let before = place > 0 ? words[place - 1].hash : edge, after = place + 1 < words.count ? words[place + 1].hash : edge
        let second = place > 1 ? words[place - 2].hash : edge, next = place + 2 < words.count ? words[place + 2].hash : edge
        let shapeBefore = place > 0 ? words[place - 1].shape : edge, shapeAfter = place + 1 < words.count ? words[place + 1].shape : edge
        let own = UInt64(word.classes), classesBefore = place > 0 ? UInt64(words[place - 1].classes) : 255
        let classesAfter = place + 1 < words.count ? UInt64(words[place + 1].classes) : 255
        let phrase = UInt64(word.phrase), phraseBefore = place > 0 ? UInt64(words[place - 1].phrase) : 0
        let phraseAfter = place + 1 < words.count ? UInt64(words[place + 1].phrase) : 0
        let position: UInt64 = place == 0 ? 0 : words[place - 1].endsSentence ? 1 : 2

        ask(0, 0); ask(1, word.hash); ask(2, before); ask(3, after); ask(4, second); ask(5, next)
        ask(6, NameHash.mix(before, word.hash)); ask(7, NameHash.mix(word.hash, after))
        ask(8, NameHash.mix(second, before)); ask(9, NameHash.mix(after, next))
        ask(10, word.shape); ask(11, shapeBefore); ask(12, shapeAfter)
        ask(13, NameHash.mix(NameHash.mix(shapeBefore, word.shape), shapeAfter)); ask(14, NameHash.mix(word.shape, writing))
        ask(15, word.prefixes.0); ask(16, word.prefixes.1); ask(17, word.prefixes.2)
        ask(18, word.suffixes.0); ask(19, word.suffixes.1); ask(20, word.suffixes.2); ask(21, word.suffixes.3)
        ask(22, NameHash.mix(word.hash, word.shape))
        ask(23, own); ask(24, classesBefore); ask(25, classesAfter); ask(26, classesBefore | own << 8 | classesAfter << 16)
        ask(27, NameHash.mix(word.shape, own | position << 8 | writing << 10))
        ask(28, phrase); ask(29, phraseBefore | phrase << 8 | phraseAfter << 16); ask(30, NameHash.mix(word.shape, phrase))
        ask(31, NameHash.mix(before, word.shape)); ask(32, NameHash.mix(before, own))
        ask(33, NameHash.mix(after, word.shape)); ask(34, NameHash.mix(after, own))
        ask(35, classesBefore & 3 | (own & 3) << 2 | (classesAfter & 3) << 4 | writing << 6)
        for bit: UInt64 in 0..<7 where own >> bit & 1 == 1 { ask(64 + bit, writing) }
        return sum
    }
}
