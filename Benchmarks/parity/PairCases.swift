import Assuring
import Foundation
import Records

/// Cases of comparisons of two.
let pairCases: [ParityCase] = [
    ParityCase("pairwise_bradley_terry", files: ["pairs.csv"]) { folder in
        let pairs = try readPairs(folder)
        let ranking = try BradleyTerry().ranking(of: pairs)
        let first = BradleyTerry.strengths(of: pairs, rounds: 1)
        return [
            "n_iter_1": byItem(pairs, first.map { $0 }),
            "mle_log_strengths_centred": byItem(pairs, ranking.items.map(\.score)),
        ]
    },
    ParityCase("pairwise_elo", files: ["pairs.csv"]) { folder in
        let pairs = try readPairs(folder)
        return ["ratings": byItem(pairs, try Elo().ranking(of: pairs).items.map(\.score))]
    },
]

private func readPairs(_ folder: CaseFolder) throws -> PairTable {
    let table = try folder.table("pairs.csv")
    let columns = try ["worker", "left", "right", "label"].map { try table.column($0) }
    return try PairTable(
        pairs: table.rows.indices.map { NamedPair(annotator: columns[0][$0], left: columns[1][$0], right: columns[2][$0], preferred: columns[3][$0]) })
}

private func byItem(_ pairs: PairTable, _ values: [Double?]) -> JSONValue {
    var object: JSONObject = [:]
    for (name, value) in zip(pairs.itemNames, values) { object[name] = .defined(value) }
    return .object(object)
}
