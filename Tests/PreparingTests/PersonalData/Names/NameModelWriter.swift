import Kernels
@testable import Preparing

/// Writes small models of names by hand: weights for chosen questions, and a dictionary.
///
///     var writer = NameModelWriter(rowBits: 16)
///     writer.add(.first, ["maria"])
///     writer.weigh(question: 1, answer: NameModelWriter.hash("mr"), label: 1, 40)
struct NameModelWriter {
    var rowBits = 16, slotBits = 8, version: UInt32 = 1, labels: UInt8 = 7
    var unit: Float = 0.25
    var steps = [Float](repeating: 0, count: 49)
    var weights: [Int8]
    private var entries: [UInt64: UInt8] = [:]

    /// What goes on with a name follows a word of its own kind alone.
    init(rowBits: Int = 16, slotBits: Int = 8) {
        (self.rowBits, self.slotBits) = (rowBits, slotBits)
        weights = [Int8](repeating: 0, count: 8 << rowBits)
        for from in 0..<7 {
            for to in [2, 4, 6] where from != to && from != to - 1 { steps[from * 7 + to] = -10_000 }
        }
    }

    static func words(_ text: String) -> [UInt64] {
        var text = text
        return text.withUTF8 { bytes in
            var cuts = WordCuts(), words: [NameWord] = []
            NameTagger.cut(bytes, &cuts, &words)
            return words.map(\.hash)
        }
    }

    /// The small letters of one word.
    static func hash(_ word: String) -> UInt64 { words(word)[0] }

    mutating func add(_ classes: UInt8, _ names: [String]) {
        for name in names {
            var key = NameHash.seed
            let words = Self.words(name)
            for (place, word) in words.enumerated() {
                key = NameHash.mix(key, word)
                entries[key, default: 0] |= place + 1 < words.count ? NameDictionary.goesOn : classes
            }
        }
    }

    mutating func weigh(_ question: UInt64, _ answer: UInt64, label: Int, _ weight: Int8) {
        weights[(NameHash.row(question, answer) & ((1 << rowBits) - 1)) * 8 + label] = weight
    }

    var bytes: [UInt8] {
        var rest: [UInt8] = [labels, UInt8(rowBits), UInt8(slotBits), 0]
        for figure in [unit] + steps { rest += Self.little(figure.bitPattern) }
        rest += weights.map { UInt8(bitPattern: $0) }
        let slots = 1 << slotBits
        var keys = [UInt32](repeating: 0, count: slots), classes = [UInt8](repeating: 0, count: slots)
        for (key, bits) in entries.sorted(by: { $0.key < $1.key }) {
            var place = Int(truncatingIfNeeded: key) & (slots - 1)
            while classes[place] != 0 { place = (place + 1) & (slots - 1) }
            (keys[place], classes[place]) = (UInt32(truncatingIfNeeded: key >> 32), bits)
        }
        rest += keys.flatMap(Self.little) + classes
        return Array("WNM1".utf8) + Self.little(version) + Self.little(rest.withUnsafeBytes(CheckedBytes.crc32)) + rest
    }

    static func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// A model that looks words up, and listens to `mr` before and `said` behind.
    static var small: NameModelWriter {
        var writer = NameModelWriter()
        writer.add(NameDictionary.first, ["Maria", "José", "Will"])
        writer.add(NameDictionary.last, ["Keller", "Öztürk"])
        writer.add(NameDictionary.place, ["Rotterdam", "New York", "May"])
        writer.add(NameDictionary.organisation, ["Bank of Nowhere"])
        writer.add(NameDictionary.veryCommon, ["will", "may"])
        writer.weigh(0, 0, label: 0, 40)
        writer.weigh(23, UInt64(NameDictionary.first), label: 1, 80)
        writer.weigh(23, UInt64(NameDictionary.last), label: 2, 80)
        writer.weigh(23, UInt64(NameDictionary.place), label: 3, 80)
        for (classes, label) in [(NameDictionary.place, 3), (NameDictionary.organisation, 5)] {
            writer.weigh(28, UInt64(classes | 1), label: label, 80)
            writer.weigh(28, UInt64(classes | 2), label: label + 1, 80)
        }
        writer.weigh(2, hash("mr"), label: 1, 90)
        writer.weigh(3, hash("said"), label: 1, 60)
        return writer
    }
}
