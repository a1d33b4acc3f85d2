import ArgumentParser
import Workflows

/// Where a verb finds what the product does not carry.
struct ModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder of the language profiles; by default `WINNOW_MODELS`, or `models` beside the program", valueName: "folder"), completion: .directory)
    var models: String?

    var folder: ModelFolder { ModelFolder(models) }
}
