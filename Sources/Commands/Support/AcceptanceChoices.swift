import ArgumentParser
import Workflows

/// `winnow accept FILE --target-accuracy`: thresholds by label, from what people judged, instead of one for all.
struct AcceptanceChoices: ParsableArguments {
    @Option(parsing: .unconditional, help: "Of a file: instead of one threshold, per label the lowest one above which so large a share is right; needs `--validation`") var targetAccuracy: Double?
    @Option(parsing: .unconditional, help: "How sure that share is to be") var confidence = 0.95
    @Option(help: "Suggestions that people judged, drawn evenly: `label`, `confidence`, and what they said in `--truth`", completion: .file()) var validation: String?
    @Option(help: "Column with what people said") var truth = "truth"
    @Option(help: "What `--confidence` is spoken of: `each-label`, or `all-labels` together", completion: .list(AcceptanceScope.allCases.map(\.rawValue))) var scope = AcceptanceScope.eachLabel
    @Option(parsing: .unconditional, help: "Part of what is accepted that stays for people, to know the error") var auditShare = 0.05
    @Option(help: "What people said of accepted suggestions: `label` and `--truth`; labels whose promise is refuted are no longer accepted", completion: .file()) var audited: String?
    @Option(help: "Field that names an item: the audit is drawn by it") var id = "id"
    @Option(help: "Seed of the audit") var seed: UInt64 = 0
    @Option(help: "A file of at least 16 bytes that nobody else has, instead of the seed", completion: .file()) var key: String?
    @Flag(help: "With `--target-accuracy`: print the table of labels and no records") var dryRun = false

    /// What was given that goes with `--target-accuracy` only.
    private var given: String? {
        let options: [(String, Bool)] = [
            ("--validation", validation != nil), ("--truth", truth != "truth"), ("--confidence", confidence != 0.95), ("--scope", scope != .eachLabel),
            ("--audit-share", auditShare != 0.05), ("--audited", audited != nil), ("--id", id != "id"), ("--seed", seed != 0), ("--key", key != nil), ("--dry-run", dryRun),
        ]
        return options.first { $0.1 }?.0
    }

    func check(file: String?, above: Double?) throws {
        guard let targetAccuracy else {
            if let given { throw ValidationError("`\(given)` goes with `--target-accuracy`") }
            return
        }
        guard file != nil else { throw ValidationError("`--target-accuracy` is for a file of predictions") }
        guard validation != nil else { throw ValidationError("`--target-accuracy` needs `--validation FILE`, suggestions that people judged") }
        if above != nil { throw ValidationError("`--above` is one threshold for all; `--target-accuracy` finds its own") }
        if file == "-", validation == "-" { throw ValidationError("standard input can be one of the two files only") }
        for (name, value) in [("--target-accuracy", targetAccuracy), ("--confidence", confidence)] where !(value > 0 && value < 1) {
            throw ValidationError("`\(name)` lies between 0 and 1, not at \(value)")
        }
        guard (0...1).contains(auditShare) else { throw ValidationError("`--audit-share` lies between 0 and 1, not at \(auditShare)") }
    }

    var options: AcceptanceOptions? {
        guard let targetAccuracy, let validation else { return nil }
        var options = AcceptanceOptions(target: targetAccuracy, validation: validation)
        (options.confidence, options.scope, options.truth, options.audited) = (confidence, scope, truth, audited)
        (options.auditShare, options.id, options.seed, options.key) = (auditShare, id, seed, key)
        return options
    }
}

extension AcceptanceScope: ExpressibleByArgument {}
