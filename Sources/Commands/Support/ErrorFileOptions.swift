import ArgumentParser
import Workflows

/// The files that `winnow errors` works on, and what of them is what.
struct ErrorFileOptions: ParsableArguments {
    @Option(help: "What the labels are, with the shapes of the files: one of those that `winnow list error-tasks` prints; by default classification", completion: CatalogName.completion("error-tasks"), transform: CatalogName.oneOf("error-tasks")) var task: String?
    @Option(help: "File with one class a row, by number or name; `-` is standard input", completion: .file()) var labels: String?
    @Option(name: [.customLong("probabilities"), .customLong("predictions")], help: "File with one column of probabilities per class; given several times, an ensemble of models", completion: .file()) var probabilities: [String] = []
    @Option(help: "File with the name of one class a line, for probabilities without a header", completion: .file()) var classes: String?
    @Option(help: "Column of the labels; by default the last") var label: String?
    @Option(help: "Column of the labels' file that names a row") var id: String?
    @Option(help: "How the models of an ensemble are weighed: \(LabelErrorFiles.weightings.joined(separator: ", "))", completion: .list(LabelErrorFiles.weightings)) var weighting: String?
    @Option(help: "File with the features of each row, such as an embedding: looks for issues of the data set", completion: .file()) var features: String?
    @Option(
        help: "Only this issue of the data set, of those that `winnow list dataset-issues` prints; may be given several times", completion: CatalogName.completion("dataset-issues"),
        transform: CatalogName.oneOf("dataset-issues")) var check: [String] = []
    @Option(help: "Column of the labels' file that says which group a row is of, for the check `underperforming-group`") var group: String?
    @Flag(help: "Print the classes and the pairs that are confused, not the rows") var health = false

    func validateTogether() throws {
        if isDataset { return try validateDataset() }
        if chosenTask != .classification {
            guard !health, weighting == nil else { throw ValidationError("`--health` and `--weighting` are for the task `classification`") }
            guard labels != nil, probabilities.count == 1 else { throw ValidationError("the task `\(chosenTask.name)` takes one file of `--labels` and one of `--predictions`") }
        }
        guard (labels == nil) == probabilities.isEmpty else { throw ValidationError("`--labels` and `--probabilities` go together") }
        guard ([labels].compactMap(\.self) + probabilities).count(where: { $0 == "-" }) < 2 else { throw ValidationError("standard input can be one file only") }
        if let weighting, !LabelErrorFiles.weightings.contains(weighting) {
            throw ValidationError("there is no weighting `\(weighting)`; \(KnownNames.hint(weighting, among: LabelErrorFiles.weightings))")
        }
        if labels == nil, let option = [("classes", classes), ("label", label), ("id", id), ("group", group), ("task", task), ("weighting", weighting)].first(where: { $0.1 != nil })?.0 ?? (health ? "health" : nil) {
            throw ValidationError("`--\(option)` is for files: it goes with `--labels` and `--probabilities`")
        }
    }

    /// What is asked about is the whole set, not its labels alone.
    var isDataset: Bool { features != nil || !check.isEmpty }

    private func validateDataset() throws {
        guard features != nil || labels != nil || !probabilities.isEmpty else { throw ValidationError("a check needs files: `--features`, `--labels`, `--probabilities`") }
        guard probabilities.count <= 1 else { throw ValidationError("a data set has one file of `--probabilities`") }
        guard ([features, labels].compactMap(\.self) + probabilities).count(where: { $0 == "-" }) < 2 else { throw ValidationError("standard input can be one file only") }
        guard !health, weighting == nil, task == nil else { throw ValidationError("`--health`, `--weighting` and `--task` are for labels and probabilities without `--features` and `--check`") }
        guard labels != nil || (id ?? group ?? label) == nil else { throw ValidationError("`--id`, `--group` and `--label` name columns of the file of `--labels`") }
    }

    var dataset: DatasetIssueFiles.Input? {
        guard isDataset else { return nil }
        return DatasetIssueFiles.Input(features: features, labels: labels, probabilities: probabilities.first, classes: classes, label: label, id: id, group: group)
    }

    var chosenTask: LabelErrorTask { task.flatMap(LabelErrorTask.named) ?? .classification }

    var input: LabelErrorFiles.Input? {
        labels.map { LabelErrorFiles.Input(labels: $0, probabilities: probabilities, classes: classes, label: label, id: id) }
    }
}
