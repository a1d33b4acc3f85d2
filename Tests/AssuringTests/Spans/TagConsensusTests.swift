import Foundation
import Kernels
import Testing

@testable import Assuring

extension TagTable {
    /// One list per sentence, a string of tags per annotator, "-" for none: `drawn(["O B-x I-x", "O B-x O"])`.
    static func drawn(_ sentences: [String]...) throws -> TagTable {
        try TagTable(sentences.enumerated().flatMap { sentence, sheets in
            sheets.enumerated().filter { $0.element != "-" }.map { annotator, tags in
                Given(sentence: "s\(sentence)", annotator: "a\(annotator)", tags: tags.split(separator: " ").map(String.init))
            }
        })
    }

    /// Sentences with names of people and places; each annotator gets a tag wrong now and then, the last one half of the time.
    static func random(seed: UInt64, sentences: Int = 120, annotators: Int = 4) throws -> (given: [Given], truth: [[String]]) {
        var random = SeededRandom(seed: seed)
        let all = ["O", "B-per", "I-per", "B-loc", "I-loc"]
        var (given, truth): ([Given], [[String]]) = ([], [])
        for sentence in 0..<sentences {
            var tags: [String] = []
            while tags.count < 10 {
                if random.uniform() < 0.6 { tags.append("O"); continue }
                let name = random.below(2) == 0 ? "per" : "loc"
                tags += ["B-\(name)"] + Array(repeating: "I-\(name)", count: random.below(3))
            }
            truth.append(tags)
            for annotator in 0..<annotators {
                let noise = annotator == annotators - 1 ? 0.6 : 0.12
                let answers = tags.map { random.uniform() < noise ? all[random.below(5)] : $0 }
                given.append(Given(sentence: "s\(sentence)", annotator: "a\(annotator)", tags: answers))
            }
        }
        return (given, truth)
    }
}

@Suite("Tag sequences")
struct TagConsensusTests {
    static let names = TagConsensusCatalog.all.map(\.name)

    private func right(_ result: TagConsensus, _ table: TagTable, _ truth: [[String]]) -> Int {
        let expected = truth.flatMap { $0.map { table.scheme.place(of: $0) } }
        return zip(result.tags, expected).count { $0 == $1 }
    }

    @Test("a vote is repaired: what continues nothing begins")
    func repair() throws {
        let table = try TagTable.drawn(["O B-x I-x", "O O I-x", "O O I-x"], ["I-x I-y O", "I-x I-y O", "B-x I-y O"])
        let result = try TagVote().consensus(of: table)
        #expect(result.tags.map { table.scheme.names[Int($0)] } == ["O", "O", "B-x", "B-x", "B-y", "O"])
        #expect(isClose(result.posterior[1], 2.0 / 3) && result.doubtful() == [] && result.margin[0] == 1)
        #expect(table.scheme.entities(result.tags[3...]).map(\.name) == ["x", "y"])
    }

    @Test("every answer is a sequence the scheme allows", arguments: names)
    func valid(name: String) throws {
        let (given, truth) = try TagTable.random(seed: 2)
        let table = try TagTable(given)
        let result = try #require(TagConsensusCatalog.named(name)).consensus(of: table)
        for sentence in 0..<table.sentenceCount {
            var before: Int32?
            for tag in result.tags[table.tokens(ofSentence: sentence)] {
                #expect(table.scheme.allows(tag, after: before))
                before = tag
            }
        }
        #expect(result.posterior.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
        #expect(Double(right(result, table, truth)) > 0.9 * Double(table.tokenCount))
        let skills = result.annotators.compactMap(\.skill)
        #expect(skills.indices.min { skills[$0] < skills[$1] } == 3)
    }

    @Test("names of annotators and the order of rows change nothing", arguments: names)
    func renaming(name: String) throws {
        let (given, _) = try TagTable.random(seed: 3, sentences: 40)
        let method = try #require(TagConsensusCatalog.named(name))
        let other = given.map { TagTable.Given(sentence: $0.sentence, annotator: "x\(9 - (Int($0.annotator.dropFirst()) ?? 0))", tags: $0.tags) }
        let (left, right) = (try method.consensus(of: TagTable(given)), try method.consensus(of: TagTable(other)))
        #expect(left.tags == right.tags && zip(left.posterior, right.posterior).allSatisfy { isClose($0, $1, 1e-7) })
        #expect(zip(left.annotators, right.annotators.reversed()).allSatisfy { isClose($0.skill, $1.skill) })
    }

    @Test("perfect annotators, one annotator, plain tags, one token", arguments: names)
    func simple(name: String) throws {
        let method = try #require(TagConsensusCatalog.named(name))
        func settled(_ table: TagTable) throws -> [String] { try method.consensus(of: table).tags.map { table.scheme.names[Int($0)] } }
        let line = "O B-x I-x O"
        #expect(try settled(.drawn([line, line, line], [line, line, line])) == ["O", "B-x", "I-x", "O", "O", "B-x", "I-x", "O"])
        #expect(try settled(.drawn([line])) == ["O", "B-x", "I-x", "O"])
        #expect(try settled(.drawn(["NN VB", "NN VB"], ["VB", "-"], ["", ""])) == ["NN", "VB", "VB"])
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: TagTable([])) }
    }

    @Test("learning beats voting where few annotators are unlike, on any number of threads the same")
    func hmm() throws {
        let (given, truth) = try TagTable.random(seed: 5, sentences: 300, annotators: 3)
        let table = try TagTable(given)
        var method = HMMCrowd()
        let one = try method.consensus(of: table)
        method.threads = 4
        #expect(try method.consensus(of: table) == one)
        let votes = try TagVote().consensus(of: table)
        #expect(right(one, table, truth) > right(votes, table, truth) && one.stopReason == .converged)
        let confusion = try #require(one.annotators[0].confusion)
        for truth in 0..<5 { #expect(isClose(confusion[truth * 5..<truth * 5 + 5].reduce(0, +), 1)) }
        #expect(one.objective.count == one.iterations && one.objective.last! > one.objective[0])
    }

    @Test("forward-backward agrees with summing over all sequences")
    func bruteForce() throws {
        let table = try TagTable.drawn(["O B-x I-x", "B-x I-x O"], ["O O B-x", "O B-x I-x"])
        var model = HMMCrowdModel(table, smoothing: 0.5, priorTokens: 1)
        model.maximise(HMMCrowdPass.shares(table))
        let counts = HMMCrowdPass(model, table).counts(0..<1)
        var (whole, starts) = (0.0, [Double](repeating: 0, count: 3))
        var best = (value: 0.0, path: [Int]())
        for code in 0..<27 {
            let path = [code / 9, code / 3 % 3, code % 3]
            var p = model.starts[path[0]] * model.transitions[path[0] * 3 + path[1]] * model.transitions[path[1] * 3 + path[2]]
            for sheet in 0..<2 {
                for token in 0..<3 { p *= model.confusion(ofAnnotator: sheet)[path[token] * 3 + Int(table.tags[sheet * 3 + token])] }
            }
            whole += p
            starts[path[0]] += p
            if p > best.value { best = (p, path) }
        }
        #expect(isClose(counts.likelihood, log(whole)))
        for k in 0..<3 { #expect(isClose(counts.starts[k], starts[k] / whole)) }
        #expect(HMMCrowdPass(model, table).paths(0..<1).tags == best.path.map { Int32($0) })
    }

    @Test("sheets of one sentence must be of one length")
    func lengths() {
        #expect(throws: TagTableError.unequalLengths(sentence: "s0", annotator: "a1", tags: 1, expected: 2, row: 1)) {
            try TagTable.drawn(["O O", "O"])
        }
    }
}
