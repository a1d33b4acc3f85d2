/// How fast personal data is found and rewritten, on one core: sentences of about a hundred characters, half of them with
/// something planted, telephones on. Prints one JSON line for each case: CPU seconds of the fastest of five rounds.
///
/// Run: `swift run -c release personal [sentences]`
import Glibc
import Kernels
import Preparing

let count = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 200_000 : 200_000

let plants = [
    "write to ada.lund@example.org", "call +1 202-555-0143", "ring (415) 555-2671", "card 4111 1111 1111 1111", "my SSN is 219-09-9999", "from 192.168.1.10",
    "IBAN DE89 3704 0044 0532 0130 00", "see https://example.org/a/b", "born 12 March 1980", "NHS number 943 476 5919",
]
let words = "the of and people water river number where after things write little very good sentence great think help through much before line right".split(separator: " ")

func sentence(_ random: inout SeededRandom) -> String {
    var text = random.below(2) == 0 ? "" : plants[random.below(plants.count)] + " "
    while text.utf8.count < 92 { text += words[random.below(words.count)] + (random.below(40) == 0 ? " \(random.below(5000)) " : " ") }
    return text + "end."
}

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func measure(_ name: String, _ sentences: [String], _ work: (String) -> Int) {
    var best = Double.infinity, found = 0
    for _ in 0..<5 {
        let start = processorSeconds()
        found = 0
        for text in sentences { found += work(text) }
        best = min(best, processorSeconds() - start)
    }
    print(#"{"case": "\#(name)", "sentences": \#(sentences.count), "found": \#(found), "cpu_seconds": \#(best), "per_cpu_second": \#(Int(Double(sentences.count) / best))}"#)
}

var random = SeededRandom(seed: 1)
let sentences = (0..<count).map { _ in sentence(&random) }
let packs: [PersonalDataLocale] = [.unitedStates, .unitedKingdom, .germany]
let finders = [("global", PersonalDataFinder()), ("global+US+GB+DE", PersonalDataFinder(locales: packs)), ("every-pack", PersonalDataFinder(locales: PersonalDataLocale.allCases))]
for (name, finder) in finders { measure("find/\(name)", sentences) { finder.find(in: $0).count } }
if let key = PersonalDataKey([UInt8](repeating: 7, count: 32)) {
    let finder = finders[1].1, fewer = Array(sentences.prefix(count / 10))
    for way in [Replace(), HashValue(), Pseudonym()] as [any PersonalDataOperator] {
        let rewriter = PersonalDataRewriter(way, key: key)
        measure("find+\(way.name)", fewer) { (try? rewriter.rewrite($0, finder.find(in: $0)).counts.count) ?? 0 }
    }
}
