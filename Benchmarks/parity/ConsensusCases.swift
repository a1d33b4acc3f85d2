import Assuring
import Foundation
import Records

/// Cases of one label of many votes.
let consensusCases: [ParityCase] = [
    ParityCase("consensus_binary", files: ["annotations.csv", "gold.csv", "truth.csv"], run: crowdAnswers),
    ParityCase("consensus_multi", files: ["annotations.csv", "gold.csv", "truth.csv"], run: crowdAnswers),
    ParityCase("consensus_binary_relevance", files: ["annotations.json"], run: labelSets),
    ParityCase("consensus_glad", files: ["annotations.csv"], run: glad),
    ParityCase("consensus_mmsr", files: ["annotations.csv"], run: mmsr),
    ParityCase("consensus_kos", files: ["annotations.csv", "start.json"], run: kos),
    ParityCase("consensus_mace", files: ["annotations.csv", "start.json"], run: mace),
]

/// Votes by name, and results keyed by it.
private struct CrowdVotes {
    let table: VoteTable
    private let itemOf: [String: Int]
    private let annotatorOf: [String: Int]
    private let classOf: [String: Int]

    init(_ folder: CaseFolder, keeping isKept: (_ annotator: String) -> Bool = { _ in true }) throws {
        let file = try folder.table("annotations.csv")
        let (items, annotators, labels) = (try file.column("task"), try file.column("worker"), try file.column("label"))
        let votes = items.indices.filter { isKept(annotators[$0]) }
            .map { NamedVote(item: items[$0], annotator: annotators[$0], label: labels[$0]) }
        try self.init(VoteTable(votes: votes))
    }

    init(_ table: VoteTable) {
        self.table = table
        func places(_ names: [String]) -> [String: Int] { Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) }) }
        itemOf = places(table.itemNames)
        annotatorOf = places(table.annotatorNames)
        classOf = places(table.classNames)
    }

    func item(_ name: String) throws -> Int { try place(itemOf[name], name) }
    func annotator(_ name: String) throws -> Int { try place(annotatorOf[name], name) }
    func label(_ name: String) throws -> Int { try place(classOf[name], name) }

    private func place(_ place: Int?, _ name: String) throws -> Int {
        guard let place else { throw CaseError("no vote mentions `\(name)`") }
        return place
    }

    /// Known classes; what no vote is on or for is left out.
    func gold(_ answers: [(item: String, label: String)]) -> [Int32] {
        var gold = [Int32](repeating: -1, count: table.itemCount)
        for answer in answers {
            guard let item = itemOf[answer.item], let label = classOf[answer.label] else { continue }
            gold[item] = Int32(label)
        }
        return gold
    }

    func byItem(_ value: (Int) -> JSONValue) -> JSONValue { .object(JSONObject(table.itemNames.enumerated().map { ($1, value($0)) })) }
    func byAnnotator(_ value: (Int) -> JSONValue) -> JSONValue { .object(JSONObject(table.annotatorNames.enumerated().map { ($1, value($0)) })) }
    func byClass(_ value: (Int) -> JSONValue) -> JSONValue { .object(JSONObject(table.classNames.enumerated().map { ($1, value($0)) })) }

    func labels(_ consensus: Consensus) -> JSONValue { byItem { .string(table.classNames[Int(consensus.winner[$0])]) } }
    func probabilities(_ consensus: Consensus) -> JSONValue {
        byItem { item in byClass { .defined(consensus.posterior[item * table.classCount + $0]) } }
    }
    func skills(_ consensus: Consensus) -> JSONValue { byAnnotator { .defined(consensus.annotators[$0].skill) } }

    /// `annotator|answer` to truth to probability, for the answers an annotator ever gave.
    func errors(_ consensus: Consensus) -> JSONValue {
        var errors: [String: JSONValue] = [:]
        for place in 0..<table.count {
            let (annotator, answer) = (Int(table.annotators[place]), Int(table.classes[place]))
            let confusion = consensus.annotators[annotator].confusion
            errors["\(table.annotatorNames[annotator])|\(table.classNames[answer])"] = byClass {
                .defined(confusion?[$0 * table.classCount + answer])
            }
        }
        return .object(JSONObject(errors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}

private func crowdAnswers(_ folder: CaseFolder) throws -> JSONObject {
    let votes = try CrowdVotes(folder)
    let file = try folder.table("gold.csv")
    let answers = Array(zip(try file.column("task"), try file.column("label"))).map { (item: $0.0, label: $0.1) }
    var taught = DawidSkene.asPublished
    taught.gold = votes.gold(answers)
    let unlearned = try DawidSkene.asPublished.consensus(of: votes.table)
    let learned = try taught.consensus(of: votes.table)
    let coin = try OneCoin().consensus(of: votes.table)
    func simple(_ consensus: Consensus) -> JSONObject {
        ["labels": votes.labels(consensus), "probas": votes.probabilities(consensus), "skills": votes.skills(consensus)]
    }
    var coinValues = simple(coin)
    coinValues["loss_history"] = .numbers(coin.objective)
    return [
        "majority": .object(simple(try MajorityVote().consensus(of: votes.table))),
        "wawa": .object(simple(try Wawa().consensus(of: votes.table))),
        "zero_based_skill": .object(simple(try ZeroBasedSkill().consensus(of: votes.table))),
        "gold_majority": .object(try goldMajority(folder, answers)),
        "dawid_skene": [
            "labels": votes.labels(unlearned), "probas": votes.probabilities(unlearned),
            "priors": votes.byClass { .defined(unlearned.priors[$0]) }, "errors": votes.errors(unlearned),
            "loss_history": .numbers(unlearned.objective),
        ],
        "dawid_skene_gold": [
            "labels": votes.labels(learned), "probas": votes.probabilities(learned), "loss_history": .numbers(learned.objective),
        ],
        "one_coin": .object(coinValues),
    ]
}

/// Only votes of annotators who answered a gold item; the votes may overrule the gold answers.
private func goldMajority(_ folder: CaseFolder, _ answers: [(item: String, label: String)]) throws -> JSONObject {
    let file = try folder.table("annotations.csv")
    let known = Set(answers.map(\.item))
    let proven = Set(zip(try file.column("task"), try file.column("worker")).filter { known.contains($0.0) }.map(\.1))
    let votes = try CrowdVotes(folder) { proven.contains($0) }
    var method = GoldMajority()
    method.gold = votes.gold(answers)
    method.keepsGold = false
    let consensus = try method.consensus(of: votes.table)
    return ["labels": votes.labels(consensus), "probas": votes.probabilities(consensus), "skills": votes.skills(consensus)]
}

private func labelSets(_ folder: CaseFolder) throws -> JSONObject {
    let rows = try folder.json("annotations.json").array ?? []
    let sets = LabelSets(votes: rows.map { row in
        LabelSets.NamedSet(
            item: row.object?["task"]?.string ?? "", annotator: row.object?["worker"]?.string ?? "",
            labels: (row.object?["label"]?.array ?? []).compactMap(\.string))
    })
    let consensus = try BinaryRelevance().consensus(of: sets)
    let labels = sets.itemNames.enumerated().map { item, name in
        (key: name, value: JSONValue.strings(consensus.labels[item].map { sets.classNames[Int($0)] }))
    }
    return ["labels": .object(JSONObject(labels))]
}

private func glad(_ folder: CaseFolder) throws -> JSONObject {
    let votes = try CrowdVotes(folder)
    let consensus = try GLAD().consensus(of: votes.table)
    return [
        "labels": votes.labels(consensus), "probas": votes.probabilities(consensus),
        "_alphas": votes.byAnnotator { .defined(consensus.annotators[$0].weight) },
        "_betas": votes.byItem { .defined(log(consensus.ease[$0])) }, "_loss_history": .numbers(consensus.objective),
    ]
}

/// The reference divides the weights for each class by their sum and takes the largest, which turns the order round where
/// the sum is negative. The skills are ours; that reading of them is here and not in the method.
private func mmsr(_ folder: CaseFolder) throws -> JSONObject {
    let votes = try CrowdVotes(folder)
    let (table, classCount) = (votes.table, votes.table.classCount)
    let consensus = try MMSR().consensus(of: table)
    var scores = [Double](repeating: 0, count: table.itemCount * classCount)
    for place in 0..<table.count {
        scores[Int(table.items[place]) * classCount + Int(table.classes[place])] += consensus.annotators[Int(table.annotators[place])].weight ?? 0
    }
    func score(_ item: Int, _ label: Int) -> Double {
        scores[item * classCount + label] / scores[item * classCount..<(item + 1) * classCount].reduce(0, +)
    }
    return [
        "labels": votes.byItem { item in
            .string(table.classNames[(0..<classCount).reduce(0) { score(item, $1) > score(item, $0) ? $1 : $0 }])
        },
        "skills": votes.byAnnotator { .defined(consensus.annotators[$0].weight) },
        "scores": votes.byItem { item in votes.byClass { .defined(score(item, $0)) } },
        "_labels_by_posterior": votes.labels(consensus), "_rounds": .int(Int64(consensus.iterations)),
    ]
}

private func kos(_ folder: CaseFolder) throws -> JSONObject {
    let votes = try CrowdVotes(folder)
    let file = try folder.table("annotations.csv")
    let first = (try folder.json("start.json").object?["reliabilities"]?.array ?? []).compactMap(\.double)
    guard first.count == file.rows.count else { throw CaseError("`start.json` has \(first.count) reliabilities for \(file.rows.count) votes") }
    var placeOf: [SIMD2<Int32>: Int] = [:]
    for place in 0..<votes.table.count { placeOf[SIMD2(votes.table.items[place], votes.table.annotators[place])] = place }
    var start = [Double](repeating: 1, count: votes.table.count)
    for ((item, annotator), value) in zip(zip(try file.column("task"), try file.column("worker")), first) {
        let pair = SIMD2(Int32(try votes.item(item)), Int32(try votes.annotator(annotator)))
        if let place = placeOf[pair] { start[place] = value }
    }
    var method = KOS()
    method.start = start
    return ["labels": votes.labels(try method.consensus(of: votes.table))]
}

private func mace(_ folder: CaseFolder) throws -> JSONObject {
    let votes = try CrowdVotes(folder)
    guard let given = try folder.json("start.json").object else { throw CaseError("`start.json` is no object") }
    func names(_ key: String) -> [String] { (given[key]?.array ?? []).compactMap(\.string) }
    func rows(_ key: String) -> [[Double]] { (given[key]?.array ?? []).map { ($0.array ?? []).compactMap(\.double) } }
    let (annotators, labels) = (try names("workers").map { try votes.annotator($0) }, try names("labels").map { try votes.label($0) })
    var start = MACE.Start(
        spamming: Array(repeating: 0.5, count: votes.table.annotatorCount * 2),
        strategies: Array(repeating: 1, count: votes.table.annotatorCount * votes.table.classCount))
    for ((annotator, spamming), strategy) in zip(zip(annotators, rows("spamming")), rows("thetas")) {
        for (side, value) in spamming.enumerated() { start.spamming[annotator * 2 + side] = value }
        for (label, value) in zip(labels, strategy) { start.strategies[annotator * votes.table.classCount + label] = value }
    }
    var values = JSONObject()
    for (key, fitting) in [("corrected_vb", MACE.Fitting.variational), ("corrected_em", .plain)] {
        var method = MACE()
        method.fitting = fitting
        method.start = start
        method.likelihoodFloor = 1e-8
        let consensus = try method.consensus(of: votes.table)
        let guessing = annotators.map { consensus.annotators[$0].guessing }
        values[key] = [
            "probas": votes.probabilities(consensus),
            "spamming": .array(guessing.map { .numbers([$0?.guesses ?? .nan, $0?.knows ?? .nan]) }),
            "thetas": .array(guessing.map { profile in .numbers(labels.map { profile?.strategy[$0] ?? .nan }) }),
            "log_likelihood": .defined(consensus.objective.last),
        ]
    }
    return values
}
