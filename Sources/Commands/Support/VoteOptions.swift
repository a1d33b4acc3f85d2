import ArgumentParser
import Records
import Workflows

/// Which columns of a file of votes hold what.
struct VoteOptions: ParsableArguments {
    @Option(help: "Column that names the item") var item = "item"
    @Option(help: "Column that names the annotator") var annotator = "annotator"
    @Option(help: "Column that holds the label") var label = "label"

    var columns: VoteFiles.Columns { VoteFiles.Columns(item: item, annotator: annotator, label: label) }
}

/// Records on standard output: one a line, or all in one JSON list.
///
/// The list is never held: its brackets and commas are written around the same lines.
final class RecordOutput {
    private let asList: Bool
    private var count = 0

    init(asList: Bool) { self.asList = asList }

    func add(_ record: JSONObject) {
        let opening = asList ? (count == 0 ? "[" : ",") : ""
        Output.data(opening + JSONValue.object(record).text(sorted: false))
        count += 1
    }

    func end() {
        guard asList else { return }
        Output.data(count == 0 ? "[]" : "]")
    }
}

/// Which columns of a file of comparisons hold what; the annotator's is that of votes.
struct PairOptions: ParsableArguments {
    @Option(help: "Column that names the first item of a comparison") var left = "left"
    @Option(help: "Column that names the second item of a comparison") var right = "right"
    @Option(help: "Column that says which one was preferred: its name, left, right, tie or neither") var winner = "winner"

    func columns(annotator: String) -> VoteFiles.PairColumns { VoteFiles.PairColumns(left: left, right: right, winner: winner, annotator: annotator) }
}
