import Assuring
import Foundation
import Kernels
import Records

/// Spans, tag sequences, texts, comparisons: sizes a large project has.
let structureSpeed: [SpeedCase] = [
    // crowd-kit 1.4.2: 0.25 s for its two rounds.
    SpeedCase("bradley-terry", size: "200,000 comparisons of 1,000 items", seconds: 1) { scale in
        let pairs = try drawnPairs(scale ?? 200_000, items: 1_000)
        var method = BradleyTerry()
        method.standardErrorLimit = 0
        return {
            let ranking = try method.ranking(of: pairs)
            return ["iterations": .int(Int64(ranking.iterations)), "stop": .string(ranking.stopReason.rawValue)]
        }
    },
    SpeedCase("bradley-terry-errors", size: "200,000 comparisons of 1,000 items, standard errors too") { scale in
        let pairs = try drawnPairs(scale ?? 200_000, items: 1_000)
        return { ["standard_error": .double(try BradleyTerry().ranking(of: pairs).items[0].standardError ?? -1)] }
    },
    SpeedCase("noisy-bradley-terry", size: "200,000 comparisons of 1,000 items") { scale in
        let pairs = try drawnPairs(scale ?? 200_000, items: 1_000)
        return {
            let ranking = try NoisyBradleyTerry().ranking(of: pairs)
            return ["iterations": .int(Int64(ranking.iterations)), "stop": .string(ranking.stopReason.rawValue)]
        }
    },
    SpeedCase("elo", size: "200,000 comparisons of 1,000 items") { scale in
        let pairs = try drawnPairs(scale ?? 200_000, items: 1_000)
        return { ["best": .string(pairs.itemNames[Int(try Elo().ranking(of: pairs).order[0])])] }
    },
    SpeedCase("rover", size: "100,000 texts of 12 words, 5 per item") { scale in
        let table = try TextTable(drawnTexts(items: (scale ?? 100_000) / 5, words: 12))
        return { ["items": .int(Int64(try Rover().consensus(of: table).items.count))] }
    },
    SpeedCase("character-accuracy", size: "100,000 texts of 60 characters, 5 per item") { scale in
        let table = try TextTable(drawnTexts(items: (scale ?? 100_000) / 5, words: 12))
        return { ["value": .double(CharacterAccuracy().agreement(of: table).overall.value ?? -1)] }
    },
    SpeedCase("edit-distance", size: "two texts of 100,000 characters") { scale in
        var random = SeededRandom(seed: 1)
        let count = scale ?? 100_000
        let (left, right) = ((0..<count).map { _ in Int32(random.below(40)) }, (0..<count).map { _ in Int32(random.below(40)) })
        return {
            var distance = EditDistance(symbolCount: 40)
            return ["distance": .int(Int64(distance.between(left[...], right[...])))]
        }
    },
    SpeedCase("hmm-crowd", size: "1,000,000 tags, 20,000 sentences of 10 tokens, 5 annotators each, 9 tags") { scale in
        let table = try TagTable(drawnTags(sentences: (scale ?? 1_000_000) / 50))
        return {
            let result = try HMMCrowd().consensus(of: table)
            return ["iterations": .int(Int64(result.iterations)), "stop": .string(result.stopReason.rawValue)]
        }
    },
]

private func drawnPairs(_ count: Int, items: Int) throws -> PairTable {
    var random = SeededRandom(seed: 7)
    let strengths = (0..<items).map { _ in 4 * random.uniform() }
    var (who, left, right): ([Int32], [Int32], [Int32]) = ([], [], [])
    var outcomes: [PairTable.Outcome] = []
    for _ in 0..<count {
        let a = random.below(items)
        let b = (a + 1 + random.below(items - 1)) % items
        who.append(Int32(random.below(100)))
        left.append(Int32(a))
        right.append(Int32(b))
        outcomes.append(random.uniform() < 1 / (1 + exp(strengths[b] - strengths[a])) ? .left : .right)
    }
    return try PairTable(
        annotators: who, left: left, right: right, outcomes: outcomes, itemNames: (0..<items).map { "i\($0)" }, annotatorNames: (0..<100).map { "w\($0)" })
}

private func drawnTexts(items: Int, words: Int) -> [TextTable.Given] {
    var random = SeededRandom(seed: 8)
    let vocabulary = (0..<5_000).map { "w\($0)" }
    var given: [TextTable.Given] = []
    for item in 0..<items {
        let truth = (0..<words).map { _ in vocabulary[random.below(vocabulary.count)] }
        for annotator in 0..<5 {
            let text = truth.flatMap { word -> [String] in
                let draw = random.uniform()
                return draw < 0.05 ? [] : draw < 0.1 ? [vocabulary[random.below(vocabulary.count)]] : draw < 0.13 ? [word, word] : [word]
            }
            given.append(.init(item: "i\(item)", annotator: "w\((item + annotator) % 50)", text: text.joined(separator: " ")))
        }
    }
    return given
}

private func drawnTags(sentences: Int) -> [TagTable.Given] {
    var random = SeededRandom(seed: 9)
    let entities = ["per", "loc", "org", "misc"]
    let all = ["O"] + entities.flatMap { ["B-" + $0, "I-" + $0] }
    var given: [TagTable.Given] = []
    for sentence in 0..<sentences {
        var tags: [String] = []
        while tags.count < 10 {
            let name = entities[random.below(4)]
            tags += random.uniform() < 0.7 ? ["O"] : ["B-" + name] + Array(repeating: "I-" + name, count: random.below(3))
        }
        for annotator in 0..<5 {
            given.append(.init(
                sentence: "s\(sentence)", annotator: "w\((sentence * 3 + annotator) % 100)",
                tags: tags.prefix(10).map { random.uniform() < 0.2 ? all[random.below(9)] : $0 }))
        }
    }
    return given
}
