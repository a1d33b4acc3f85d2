import ArgumentParser
import Workflows

/// Whether it is time to stop labelling: what is looked at.
struct StoppingOptions: ParsableArguments {
    @Flag(help: "Say whether enough is labelled, instead of picking more") var checkStopping = false
    @Option(parsing: .upToNextOption, help: "Files of probabilities of the same rows, one of each round's model, oldest first", completion: .file()) var rounds: [String] = []
    @Option(help: "How many labels there were after each round, like 100,200,300") var labels: String?
    @Option(help: "A measure on a validation set after each round, like 0.81,0.84,0.84; higher is better") var validation: String?
    @Option(parsing: .unconditional, help: "How many labels were planned") var planned: Int?

    /// The option that speaks of files, by its name.
    var given: String? { rounds.isEmpty ? nil : "--rounds" }

    func check() throws {
        guard checkStopping else {
            if !rounds.isEmpty || labels != nil || validation != nil || planned != nil {
                throw ValidationError("`--rounds`, `--labels`, `--validation` and `--planned` go with `--check-stopping`")
            }
            return
        }
        if let planned, planned < 1 { throw ValidationError("`--planned` is at least 1, not \(planned)") }
        guard rounds.isEmpty else { return try checkLists() }
        if labels != nil || validation != nil { throw ValidationError("`--labels` and `--validation` go with `--rounds`; a project has its own") }
    }

    private func checkLists() throws {
        if let labels {
            guard let counts = Self.numbers(labels), counts.allSatisfy({ $0 >= 0 && $0 < 1e15 && $0 == $0.rounded() }) else { throw ValidationError("`--labels` is a list of counts like 100,200, not `\(labels)`") }
            guard counts.count == rounds.count else { throw ValidationError("`--labels` has \(counts.count) numbers for \(rounds.count) rounds") }
        }
        if let validation {
            guard let measures = Self.numbers(validation) else { throw ValidationError("`--validation` is a list of numbers like 0.81,0.84, not `\(validation)`") }
            guard measures.count == rounds.count else { throw ValidationError("`--validation` has \(measures.count) numbers for \(rounds.count) rounds") }
        }
    }

    private static func numbers(_ text: String) -> [Double]? {
        let cells = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0.trimmingCharacters(in: .whitespaces)) }
        return cells.contains { $0.map { !$0.isFinite } ?? true } ? nil : cells.compactMap(\.self)
    }

    var input: StoppingInput {
        StoppingInput(
            rounds: rounds, labels: labels.flatMap(Self.numbers)?.map { Int($0) }, validation: validation.flatMap(Self.numbers), planned: planned)
    }
}
