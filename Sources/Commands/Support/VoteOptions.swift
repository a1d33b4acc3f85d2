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

extension JSONObject {
    /// One line for standard output.
    func printLine() { Output.data(JSONValue.object(self).text(sorted: false)) }
}
