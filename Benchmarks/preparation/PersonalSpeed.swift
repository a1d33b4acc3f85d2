import Foundation
import Kernels
import Preparing

/// Personal data in sentences of about a hundred characters, half of them with something planted, telephones on.
let personalSpeed: [PreparingCase] = [
    // presidio: 1,030 sentences a second.
    PreparingCase(
        name: "personal-data", unit: "sentences", size: 200_000, barSeconds: 10, barRate: 20_000, growth: [10_000, 100_000, 1_000_000, 10_000_000],
        prepare: { size, threads in
            let finder = PersonalDataFinder(locales: [.unitedStates, .unitedKingdom, .germany])
            return { watch in
                var random = SeededRandom(seed: 1), found = 0
                for start in stride(from: 0, to: size, by: 20_000) {
                    let sentences = (start..<min(size, start + 20_000)).map { _ in drawnSentence(&random) }
                    found += watch.time {
                        Pieces(sentences.count, size: 64).map(threads: threads) { piece in piece.map { finder.find(in: sentences[$0]) } }.joined().reduce(0) { $0 + $1.count }
                    }
                }
                return ["found": .int(Int64(found))]
            }
        },
        input: { folder in
            var random = SeededRandom(seed: 1)
            let text = (0..<20_000).map { _ in drawnSentence(&random) + "\n" }.joined()
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/sentences.txt"))
        })
]

private let plants = [
    "write to ada.lund@example.org", "call +1 202-555-0143", "ring (415) 555-2671", "card 4111 1111 1111 1111", "my SSN is 219-09-9999", "from 192.168.1.10",
    "IBAN DE89 3704 0044 0532 0130 00", "see https://example.org/a/b", "born 12 March 1980", "NHS number 943 476 5919",
]
private let words = "the of and people water river number where after things write little very good sentence great think help through much before line right".split(separator: " ")

private func drawnSentence(_ random: inout SeededRandom) -> String {
    var text = random.below(2) == 0 ? "" : plants[random.below(plants.count)] + " "
    while text.utf8.count < 92 { text += words[random.below(words.count)] + (random.below(40) == 0 ? " \(random.below(5000)) " : " ") }
    return text + "end."
}
