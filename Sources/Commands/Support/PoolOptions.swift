import ArgumentParser
import Workflows

/// The files a batch is picked from; all have one row per item, in the same order.
struct PoolOptions: ParsableArguments {
    @Option(help: "File with one row of probabilities per item: .npy, CSV, TSV or JSON lines", completion: .file()) var probabilities: String?
    @Option(parsing: .upToNextOption, help: "Files of probabilities, one of each model of a committee", completion: .file()) var committee: [String] = []
    @Option(help: "File with one row of numbers per item, such as an embedding", completion: .file()) var features: String?
    @Option(help: "File of the rows that are labelled: numbers from 0, or ids", completion: .file()) var labelled: String?
    @Option(help: "File of the rows that somebody is labelling", completion: .file()) var inFlight: String?
    @Option(help: "File with the seconds each item is expected to take: scores are divided by them", completion: .file()) var cost: String?
    @Option(help: "File with the id of each row", completion: .file()) var ids: String?

    /// The first option that was given, by its name.
    var given: String? {
        let options: [(String, Bool)] = [
            ("--probabilities", probabilities != nil), ("--committee", !committee.isEmpty), ("--features", features != nil), ("--labelled", labelled != nil),
            ("--in-flight", inFlight != nil), ("--cost", cost != nil), ("--ids", ids != nil),
        ]
        return options.first { $0.1 }?.0
    }

    var input: SelectionInput {
        SelectionInput(probabilities: probabilities, committee: committee, features: features, labelled: labelled, inFlight: inFlight, cost: cost, ids: ids)
    }
}
